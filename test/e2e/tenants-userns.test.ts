import { chownSync, existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "../../src/core/clock.ts";
import { type Cli, makeCli } from "../helpers/cli.ts";
import { ENTRY_NETWORK, Swarm, SWARM_TOOLS, withEntry } from "../helpers/swarm.ts";
import { describeWith, tool } from "../helpers/tools.ts";

const WAIT = "150s";
/** Of each machine, to which id it maps its containers' root. */
const BASES: Readonly<Record<string, number>> = { "worker-1": 500_000, "worker-2": 600_000 };

const limit = "/proc/sys/user/max_user_namespaces";
const hasNamespaces = existsSync(limit) && Number(readFileSync(limit, "utf8")) > 0;
const tools = {
  ...SWARM_TOOLS,
  socat: tool("socat", ["-V"]),
  "user namespaces": hasNamespaces ? "yes" : null,
};

describeWith("tenants in user namespaces, others on each machine", tools, () => {
  const swarm = new Swarm(["worker-1", "worker-2"], ["--userns-remap", "remap"]);
  let cli: Cli;

  beforeAll(async () => {
    await swarm.start({ "worker-1": "low", "worker-2": "low" });
    const env = { PATH: process.env["PATH"] ?? "", DOCKER_HOST: swarm.host() };
    cli = makeCli({ env, clock: systemClock });
    swarm.writePlatform(join(cli.directory, "platform.yml"), withEntry);
    await swarm.docker(["network", "create", "--driver", "overlay", ENTRY_NETWORK]);
  }, 120_000);
  afterAll(() => swarm.close(), 60_000);

  const quants = async (line: string) => {
    const result = await cli(`${line} --output json`);
    expect(result.stderr).toBe("");
    return JSON.parse(result.stdout) as { worker: string };
  };

  async function inside(part: string, ...args: string[]): Promise<string> {
    const index = swarm.names.indexOf((await quants("tenant info ada")).worker);
    const found = ["ps", "--quiet", "--filter", `name=qt-ada_${part}.`];
    return swarm.docker(["exec", await swarm.docker(found, index), ...args], index);
  }

  const sql = (statement: string): Promise<string> =>
    inside(
      ...(["postgres", "sh", "-c"] as const),
      'PGPASSWORD=$(cat /run/secrets/postgres-password) /with psql -h 127.0.0.1 -U tenant -d postgres -Atc "$1"',
      ...["sh", statement],
    );

  /** On its machine: to whom a tenant's volume belongs, as seen from outside. */
  const ownerOf = (worker: string, volume: string): number =>
    statSync(join(swarm.volumesOf(worker), "ada", volume)).uid - (BASES[worker] ?? 0);

  async function check(worker: string): Promise<void> {
    expect(await quants("tenant info ada")).toMatchObject({ worker, status: "well", running: 5 });
    expect(await inside("postgres", "cat", "/proc/self/uid_map")).toMatch(
      new RegExp(`^\\s*0\\s+${BASES[worker]}\\s+65536$`),
    );
    expect(ownerOf(worker, "postgres-data")).toBe(999);
    expect(ownerOf(worker, "redis-data")).toBe(998);
  }

  test("one is made, and its parts own their volumes", { timeout: 200_000 }, async () => {
    const { worker } = await quants(`tenant create ada --tier free --timeout ${WAIT}`);
    await check(worker);
    await sql("create table kept as select generate_series(1, 1000) as n");
  });

  test("it sleeps, wakes and moves with its data", { timeout: 300_000 }, async () => {
    const { worker: from } = await quants("tenant info ada");
    await quants("tenant hibernate ada --stage rest");
    await quants(`tenant wake ada --timeout ${WAIT}`);
    await check(from);
    const { worker: to } = await quants(`tenant move ada --yes --timeout ${WAIT}`);
    expect(to).not.toBe(from);
    await check(to);
    expect(await sql("select sum(n) from kept")).toBe("500500");
    expect(existsSync(join(swarm.volumesOf(from), "ada"))).toBe(false);
  });

  test("a folder of volumes that is not the mapped root's is named", async () => {
    for (const name of swarm.names) chownSync(swarm.volumesOf(name), 0, 0);
    const { status, stderr } = await cli(`tenant create bob --tier free --timeout ${WAIT}`);
    expect(status).toBe(1);
    expect(stderr).toMatch(/Permission denied[^]*userns-remap/);
    for (const name of swarm.names) {
      chownSync(swarm.volumesOf(name), BASES[name] ?? 0, BASES[name] ?? 0);
    }
    expect((await cli("tenant destroy bob --yes")).status).toBe(0);
  }, 60_000);

  test("it is destroyed with its data", { timeout: 120_000 }, async () => {
    const { worker } = await quants("tenant info ada");
    await quants(`tenant destroy ada --yes --timeout ${WAIT}`);
    expect(existsSync(join(swarm.volumesOf(worker), "ada"))).toBe(false);
  });
});
