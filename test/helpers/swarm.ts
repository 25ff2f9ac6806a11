import { spawn, type ChildProcess } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import { outputOf, run } from "./run.ts";
import { tool } from "./tools.ts";

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Debian keeps the servers' programs off the PATH. */
function hasInitdb(): boolean {
  const home = "/usr/lib/postgresql";
  return (
    existsSync(home) && readdirSync(home).some((it) => existsSync(join(home, it, "bin/initdb")))
  );
}

const amRoot = process.getuid?.() === 0;

/** What a Swarm of this kind needs; null for what is not there. */
export const SWARM_TOOLS = {
  root: amRoot ? "yes" : null,
  dockerd: amRoot ? tool("dockerd") : null,
  docker: tool("docker"),
  ip: tool("ip", ["-V"]),
  busybox: tool("busybox", ["--list"]),
  "redis-server": tool("redis-server"),
  initdb: hasInitdb() ? "yes" : null,
};

/** Machines with Docker, in a Swarm that the first one manages. */
export class Swarm {
  readonly folder = mkdtempSync(join(tmpdir(), "qt-"));
  readonly #bridge = `qt${process.pid % 100_000}x${Math.floor(Math.random() * 100)}`.slice(0, 8);
  readonly #net = `10.${100 + Math.floor(Math.random() * 100)}.${Math.floor(Math.random() * 250)}`;
  readonly #machines = new Map<string, ChildProcess>();
  #token = "";
  readonly names: readonly string[];

  readonly #options: readonly string[];

  /** `options` are those of each dockerd. */
  constructor(names: readonly string[], options: readonly string[] = []) {
    this.names = names;
    this.#options = options;
  }

  /** A program and its arguments that run in a machine's network. */
  within(index: number, argv: readonly string[]): string[] {
    const space = `${this.#bridge}.${this.names[index]?.split("-").at(-1)}`;
    return ["nsenter", `--net=/run/netns/${space}`, ...argv];
  }

  /** Where each machine sees its volumes. */
  get volumes(): string {
    return join(this.folder, "shared");
  }

  host(index = 0): string {
    return `unix://${this.folder}/${this.names[index]}/sock`;
  }

  /** The volumes of one machine, as seen from here. */
  volumesOf(name: string): string {
    return join(this.folder, name, "tenants");
  }

  async docker(args: readonly string[], index = 0): Promise<string> {
    return (await outputOf("docker", ["--host", this.host(index), ...args])).trim();
  }

  async start(pools: Readonly<Record<string, string>>): Promise<void> {
    const images = join(this.folder, "images");
    mkdirSync(images);
    await outputOf("ip", ["link", "add", this.#bridge, "type", "bridge"]);
    await outputOf("ip", ["link", "set", this.#bridge, "up"]);
    for (const name of this.names) {
      mkdirSync(join(this.folder, name));
      this.#begin(name);
    }
    await outputOf("sh", [here("./swarm-images.sh"), images]);
    for (const index of this.names.keys()) await this.#answering(index);
    await this.docker(["swarm", "init", "--advertise-addr", this.#addressOf(0)]);
    this.#token = await this.docker(["swarm", "join-token", "--quiet", "worker"]);
    for (const index of this.names.keys()) {
      if (index > 0) await this.#join(index);
      for (const image of ["busybox", "redis", "postgres"]) {
        await this.docker(["import", join(images, `${image}.tar`), `qt/${image}:1`], index);
      }
    }
    rmSync(images, { recursive: true });
    for (const [name, pool] of Object.entries(pools)) {
      await this.docker(["node", "update", "--label-add", `quants-ctl.pool=${pool}`, name]);
    }
  }

  #addressOf = (index: number): string => `${this.#net}.${index + 1}`;

  #begin(name: string): void {
    const address = this.#addressOf(this.names.indexOf(name));
    const args = [join(this.folder, name), name, address, this.#bridge, this.volumes];
    args.push(...this.#options);
    const machine = spawn("sh", [here("./swarm-node.sh"), ...args], {
      stdio: ["pipe", "ignore", "inherit"],
      detached: true,
    });
    this.#machines.set(name, machine);
  }

  async #join(index: number): Promise<void> {
    const own = ["--advertise-addr", this.#addressOf(index)];
    const to = `${this.#addressOf(0)}:2377`;
    await this.docker(["swarm", "join", "--token", this.#token, ...own, to], index);
  }

  /** Lets a machine be a new worker, whatever it was. */
  async join(name: string, pool: string): Promise<void> {
    const index = this.names.indexOf(name);
    await this.docker(["swarm", "leave", "--force"], index);
    await run("docker", ["--host", this.host(), "node", "rm", "--force", name]);
    await this.#join(index);
    await this.docker(["node", "update", "--label-add", `quants-ctl.pool=${pool}`, name]);
  }

  /** Switches a machine off without a warning; its disk stays. */
  async kill(name: string): Promise<void> {
    const machine = this.#machines.get(name);
    if (machine !== undefined) await ended(machine);
  }

  /** Switches a machine on that was killed. */
  async boot(name: string): Promise<void> {
    // What a boot clears: numbers in it are those of other processes now.
    for (const it of ["pid", "exec", "sock"]) {
      rmSync(join(this.folder, name, it), { force: true, recursive: true });
    }
    this.#begin(name);
    await this.#answering(this.names.indexOf(name));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#machines.values()].map(ended));
    await run("ip", ["link", "del", this.#bridge]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #answering(index: number): Promise<void> {
    for (let tries = 0; tries < 300; tries += 1) {
      try {
        await this.docker(["info"], index);
        return;
      } catch {
        await new Promise((done) => void setTimeout(done, 100));
      }
    }
    const log = readFileSync(join(this.folder, this.names[index] ?? "", "log"), "utf8");
    throw new Error(`dockerd did not start: ${log.slice(-2_000)}`);
  }

  /** A platform whose images are those of this Swarm; its pools are given by tier. */
  writePlatform(file: string, change: (platform: TestPlatform) => void = () => undefined): void {
    const platform = testPlatform(this.volumes);
    change(platform);
    writeFileSync(file, stringify(platform));
  }
}

function ended(machine: ChildProcess): Promise<unknown> {
  const end = new Promise((done) =>
    machine.exitCode === null ? machine.once("exit", done) : done(null),
  );
  machine.stdin?.end();
  return end;
}

export type TestPlatform = ReturnType<typeof testPlatform>;

/** The network of the entry, which a test makes. */
export const ENTRY_NETWORK = "tenants-entry";

/** Lets the dashboard be reached from outside. */
export function withEntry(platform: TestPlatform): void {
  Object.assign(platform.components.dashboard, {
    entry: { port: 8080, host: "{{tenant}}.bots.example.com" },
  });
  Object.assign(platform.engine, {
    entry: { network: ENTRY_NETWORK, relay_image: "qt/busybox:1" },
  });
}

/** The example's tiers, with parts that can be had here. */
export function testPlatform(volumes: string) {
  const tier = (cpu: number, memory: number, pool: string, priority: string) => ({
    ...{ users: 1, bots_per_user: 1, cpu, memory_mb: memory, pool, priority },
  });
  const standIn = (what: string) => ({
    image: "qt/busybox:1",
    command: [
      "sh",
      "-c",
      `echo ${what} >/tmp/index.html; [ ! -d /data ] || date >>/data/starts; exec httpd -f -p 8080 -h /tmp`,
    ],
    ...{ user: "1000:1000", scratch: ["/tmp"] },
    probe: ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/"],
  });
  return {
    ...{ version: 1, name: "test" },
    load: {
      ...{ active_share: 1, headroom: 0.1, spare_servers: 0, kept_gb_per_user: 0 },
      bot: { cpu: [0.1, 0.2], memory_mb: [64, 128], disk_mb: 10, network_mbps: [1, 5] },
    },
    engine: {
      ...{ volumes, helper_image: "qt/busybox:1", endpoint_mode: "dnsrr" },
      // Each probe starts programs: once a second for all parts keeps two processors busy.
      probe_seconds: 2,
      // This kernel may lack ESP.
      encrypted: false,
    },
    components: {
      postgres: {
        ...{ cpu: 0.2, memory_mb: 256, image: "qt/postgres:1", command: ["sh", "/start"] },
        ...{ user: "999:999", scratch: ["/tmp"], volumes: { data: "/data" } },
        secrets: { "postgres-password": "{{postgres}}" },
        probe: ["/with", "pg_isready", "-h", "127.0.0.1", "-U", "tenant"],
      },
      redis: {
        ...{ cpu: 0.1, memory_mb: 128, stops: "interface", image: "qt/redis:1" },
        command: ["redis-server", "/run/secrets/redis.conf"],
        ...{ user: "998:998", volumes: { data: "/data" } },
        secrets: { "redis.conf": "requirepass {{redis}}\ndir /data\nappendonly yes\n" } as Record<
          string,
          string
        >,
        probe: ["sh", "-c", "redis-cli -p 6379 ping | grep -q NOAUTH"],
      },
      hummingbot: {
        cpu: 0.4,
        memory_mb: 512,
        stops: "bots",
        ...standIn("bot"),
        volumes: { data: "/data" },
      },
      dashboard: { cpu: 0.15, memory_mb: 256, stops: "interface", ...standIn("dashboard") },
    },
    tiers: {
      free: tier(0.5, 512, "low", "low"),
      basic: tier(1, 1024, "low", "medium"),
      pro: tier(2, 2048, "low", "high"),
      premium: tier(4, 4096, "low", "critical"),
    },
    pools: { low: { bundle: "8xlarge_3_0", max_tenants: 20, max_workers: 4 } },
    placement: { cpu_overcommit: 20, bots_per_exchange: { binance: 100 } },
  };
}
