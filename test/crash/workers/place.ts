import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { executable } from "../../helpers/process.ts";
import type { FakeState } from "../../helpers/fake-docker.ts";
import { readRegionFile } from "../../helpers/region-file.ts";

export interface Rule {
  operation: string;
  calls: number[];
  fault: string;
  signal: string;
}

/** A kill at one call: of the engine by its number, or of Lightsail by a rule of the sandbox. */
export type Kill = { call: number; when: "before" | "after" } | { rule: Rule };

interface Ended {
  status: string | number;
  stdout: string;
  stderr: string;
}

interface Resource {
  resourceType: string;
  name: string;
  attachedTo?: string;
  tags?: { key: string; value: string }[];
}

const REGION = "ap-northeast-1";
const TIMEOUT = 120_000;

/** A folder with a platform, its Swarm, a sandbox and a journal. */
export class Place {
  readonly folder: string;

  constructor(root: string, from?: Place) {
    this.folder = mkdtempSync(join(root, "place-"));
    if (from !== undefined) cpSync(from.folder, this.folder, { recursive: true });
  }

  at = (name: string): string => join(this.folder, name);

  /** Runs the built executable. */
  run(argv: readonly string[], kill?: Kill): Promise<Ended> {
    const env: Record<string, string> = {
      ...{ PATH: `${this.at("fake")}:/usr/bin:/bin`, HOME: this.at("home") },
      ...{ QUANTS_CTL_PROVIDER: "sandbox", QUANTS_CTL_SANDBOX_PACE: "instant" },
      ...{ QUANTS_CTL_SANDBOX_DIR: this.at("sandbox"), QUANTS_CTL_STATE_DIR: this.at("state") },
      ...{ QUANTS_CTL_SANDBOX_ADDRESS_POOL: "127.0.23.0/24", XDG_CACHE_HOME: this.at("../cache") },
      QUANTS_CTL_DOCKER: this.at("docker/docker"),
    };
    rmSync(this.at("docker/kill"), { force: true });
    writeFileSync(this.at("docker/calls"), "");
    if (kill !== undefined && "call" in kill)
      writeFileSync(this.at("docker/kill"), JSON.stringify(kill));
    if (kill !== undefined && "rule" in kill) {
      env["QUANTS_CTL_SANDBOX_FAULTS"] = this.at("faults.json");
      writeFileSync(this.at("faults.json"), JSON.stringify({ rules: [kill.rule] }));
    }
    const options = { env, cwd: this.folder, timeout: TIMEOUT, maxBuffer: 1 << 26 };
    return new Promise((resolve) => {
      execFile(process.execPath, [executable(), ...argv], options, (error, stdout, stderr) => {
        const status = error === null ? 0 : (error.signal ?? error.code ?? "failed");
        resolve({ status, stdout, stderr });
      });
    });
  }

  async mustRun(argv: readonly string[]): Promise<void> {
    const ended = await this.run(argv);
    if (ended.status !== 0) throw new Error(`${argv.join(" ")}: ${ended.status}\n${ended.stderr}`);
  }

  get swarm(): FakeState {
    return JSON.parse(readFileSync(this.at("docker/state"), "utf8")) as FakeState;
  }

  changeSwarm(change: (state: FakeState) => void): void {
    const state = this.swarm;
    change(state);
    writeFileSync(this.at("docker/state"), JSON.stringify(state));
  }

  #resources(): Resource[] {
    return readRegionFile(this.at(`sandbox/${REGION}.json`)).resources as unknown as Resource[];
  }

  /**
   * What there is, in a form that can be compared. Not locks: one whose process has ended is taken over
   * by whoever comes next, as each repair in the middle shows.
   */
  all(): object {
    const { nodes, services, disks } = this.swarm;
    const resources = this.#resources().map(({ resourceType, name, attachedTo, tags = [] }) => ({
      ...{ resourceType, name, attachedTo },
      tags: tags.filter(({ key }) => key !== "quants-ctl:request"),
    }));
    return {
      ...{ nodes, services, disks },
      resources: resources.toSorted((one, other) => (one.name < other.name ? -1 : 1)),
    };
  }

  wrong(): string {
    try {
      return readFileSync(this.at("docker/wrong"), "utf8");
    } catch {
      return "";
    }
  }

  async unfinished(): Promise<{ command: string }[]> {
    const { stdout } = await this.run(["infra", "log", "--unfinished", "--output", "json"]);
    return JSON.parse(stdout) as { command: string }[];
  }

  /** Every way in which the run that was just made can be killed at one of its calls. */
  kills(): Kill[] {
    const calls = readFileSync(this.at("docker/calls"), "utf8").trim().split("\n").length;
    const engine = Array.from({ length: calls }, (_, index) =>
      (["before", "after"] as const).map((when) => ({ call: index + 1, when })),
    );
    const journal = this.at("state/journal");
    const newest = readdirSync(journal).toSorted().at(-1) ?? "";
    const counts = new Map<string, number>();
    const lines = readFileSync(join(journal, newest), "utf8").trim().split("\n");
    const lightsail = lines.flatMap((line): Kill[] => {
      const it = JSON.parse(line) as { type: string; operation: string; region: string };
      if (it.type !== "call" || it.region === "-") return [];
      const { operation } = it;
      const count = (counts.get(operation) ?? 0) + 1;
      counts.set(operation, count);
      return ["kill_before", "kill_after"].map((fault) => ({
        rule: { operation, calls: [count], fault, signal: "SIGKILL" },
      }));
    });
    return [...engine.flat(), ...lightsail];
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
