import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("fake-docker-program.cjs", import.meta.url));

export interface FakeNode {
  id: string;
  name: string;
  labels?: Record<string, string>;
  cpu?: number;
  memoryMb?: number;
  state?: "ready" | "down";
  /** When it joined. */
  created?: string;
  manager?: boolean;
}

export interface FakeService {
  id: string;
  name: string;
  labels: Record<string, string>;
  node: string;
  replicas: number;
  /** Of what is to run, whether it does. */
  runs: boolean;
}

export interface FakeState {
  nodes: FakeNode[];
  services: FakeService[];
  configs: { id: string; name: string; labels: Record<string, string>; created?: string }[];
  /** By node and tenant, what is in the tenant's volumes there. */
  disks?: Record<string, Record<string, string>>;
}

export interface FakeDocker {
  /** For QUANTS_CTL_DOCKER. */
  path: string;
  state(): FakeState;
  change(change: (state: FakeState) => void): void;
  /** The words of every call. */
  calls(): string[][];
  /** Calls that begin with these words fail with this text from now on. */
  refuse(words: string, text: string): void;
  /** What was wrong with tenants at some time: two of one, or lost data. */
  wrong(): string;
}

/** Lists show the first 12 letters of it. */
const idOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 25);

/** A tenant's services, one for each part, pinned to a node. */
export function fakeTenant(
  name: string,
  node: string,
  { tier = "free", stage = "awake", parts = ["bot", "postgres"], bots = "" } = {},
): FakeService[] {
  return parts.map((part) => ({
    ...{ id: idOf(`${name} ${part}`), name: `qt-${name}_${part}`, node },
    ...{ replicas: stage === "awake" || part === "postgres" ? 1 : 0, runs: true },
    labels: {
      ...{ "quants-ctl.tenant": name, "quants-ctl.part": part, "quants-ctl.tier": tier },
      ...{ "quants-ctl.stage": stage, "quants-ctl.bots": bots, "quants-ctl.volumes": "" },
    },
  }));
}

/** A program in the place of Docker's client, with a Swarm in a file. */
export function fakeDocker(directory: string, nodes: FakeNode[]): FakeDocker {
  const folder = join(directory, "docker");
  mkdirSync(folder, { recursive: true });
  const at = (name: string): string => join(folder, name);
  const path = at("docker");
  writeFileSync(
    path,
    `#!${process.execPath}\nrequire(${JSON.stringify(PROGRAM)})(__dirname, process.argv.slice(2));\n`,
  );
  chmodSync(path, 0o755);
  const state = (): FakeState => JSON.parse(readFileSync(at("state"), "utf8")) as FakeState;
  const write = (it: FakeState): void => writeFileSync(at("state"), JSON.stringify(it));
  write({ nodes, services: [], configs: [] });
  writeFileSync(at("refusals"), "{}");
  return {
    path,
    state,
    wrong: () => (existsSync(at("wrong")) ? readFileSync(at("wrong"), "utf8") : ""),
    change(change) {
      const now = state();
      change(now);
      write(now);
    },
    calls: () =>
      existsSync(at("calls"))
        ? readFileSync(at("calls"), "utf8")
            .trim()
            .split("\n")
            .map((line) => JSON.parse(line) as string[])
        : [],
    refuse(words, text) {
      const refusals = JSON.parse(readFileSync(at("refusals"), "utf8")) as Record<string, string>;
      writeFileSync(at("refusals"), JSON.stringify({ ...refusals, [words]: text }));
    },
  };
}
