import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "../../src/core/clock.ts";
import { makeCli, type Cli } from "../helpers/cli.ts";
import { Swarm, SWARM_TOOLS } from "../helpers/swarm.ts";
import { describeWith } from "../helpers/tools.ts";

/** Of waits of the command itself; a test ends far earlier. */
const WAIT = "150s";

// PostgreSQL and Redis are Debian's; bot and dashboard are stand-ins, as their images can't be had.
describeWith("tenants on a Docker Swarm of two machines", SWARM_TOOLS, () => {
  const swarm = new Swarm(["worker-1", "worker-2"]);
  let cli: Cli;

  beforeAll(async () => {
    await swarm.start({ "worker-1": "low", "worker-2": "low" });
    const env = { PATH: process.env["PATH"] ?? "", DOCKER_HOST: swarm.host() };
    cli = makeCli({ env, clock: systemClock });
    swarm.writePlatform(join(cli.directory, "platform.yml"));
  }, 120_000);
  afterAll(() => swarm.close(), 60_000);

  const quants = async (...args: string[]) => {
    const result = await cli([...args, "--output", "json"].join(" "));
    expect(result.stderr).toBe("");
    return JSON.parse(result.stdout) as Record<string, unknown> & Record<string, never>;
  };

  const workerOf = async (tenant: string): Promise<string> =>
    (await quants("tenant", "info", tenant))["worker"] as unknown as string;

  /** Runs a program in a tenant's part. */
  async function inside(tenant: string, part: string, ...args: string[]): Promise<string> {
    const index = swarm.names.indexOf(await workerOf(tenant));
    const id = await swarm.docker(
      ["ps", "--quiet", "--filter", `name=qt-${tenant}_${part}.`],
      index,
    );
    return swarm.docker(["exec", id, ...args], index);
  }

  const sql = (tenant: string, from: string, at: string, statement: string): Promise<string> =>
    inside(
      ...([tenant, from] as const),
      ...[
        "sh",
        "-c",
        'PGPASSWORD=$(cat /run/secrets/postgres-password) /with psql -h "$1" -U tenant -d postgres -Atc "$2"',
      ],
      ...["sh", at, statement],
    );

  test("tenants of all tiers are made, spread, and reached", { timeout: 240_000 }, async () => {
    for (const [tenant, tier] of Object.entries({
      ada: "free",
      bob: "basic",
      eve: "pro",
      zoe: "premium",
    })) {
      const made = await quants(
        "tenant",
        "create",
        tenant,
        "--tier",
        tier,
        "--bots",
        "binance=1",
        "--timeout",
        WAIT,
      );
      expect(made).toMatchObject({ tenant, tier, stage: "awake", changed: true, not_done: [] });
    }
    const list = (await quants("tenant", "list")) as unknown as {
      worker: string;
      status: string;
    }[];
    expect(list.map(({ status }) => status)).toEqual(["well", "well", "well", "well"]);
    expect(new Set(list.map(({ worker }) => worker)).size).toBe(2);
    expect(
      await inside("ada", "hummingbot", "wget", "-q", "-O", "-", "http://dashboard:8080/"),
    ).toBe("dashboard");
    expect(await sql("ada", "postgres", "postgres", "select 1")).toBe("1");
  });

  test(
    "each is limited, confined, and has its secrets in files alone",
    { timeout: 60_000 },
    async () => {
      const [service] = JSON.parse(
        await swarm.docker(["service", "inspect", "qt-ada_postgres"]),
      ) as {
        Spec: { TaskTemplate: { Resources: object; ContainerSpec: { ReadOnly: boolean } } };
      }[];
      expect(service?.Spec.TaskTemplate.Resources).toMatchObject({
        Limits: { MemoryBytes: 113 * 1_048_576, NanoCPUs: 117_000_000 },
        Reservations: { MemoryBytes: 113 * 1_048_576 },
      });
      expect(service?.Spec.TaskTemplate.ContainerSpec.ReadOnly).toBe(true);
      const password = await inside("ada", "postgres", "cat", "/run/secrets/postgres-password");
      expect(password).toMatch(/^[0-9a-f]{48}$/);
      expect(JSON.stringify(service)).not.toContain(password);
      const status = await inside("ada", "postgres", "cat", "/proc/1/status");
      expect(status).toMatch(/NoNewPrivs:\s+1/);
      expect(status).toMatch(/CapEff:\s+0000000000000000/);
      expect(status).toMatch(/Uid:\s+999/);
    },
  );

  test("one tenant can't reach another's database", { timeout: 60_000 }, async () => {
    const id = await swarm.docker([
      "service",
      "ps",
      "--quiet",
      "--filter",
      "desired-state=running",
      "qt-bob_postgres",
    ]);
    const [task] = JSON.parse(await swarm.docker(["inspect", "--type", "task", id])) as {
      NetworksAttachments: { Addresses: string[] }[];
    }[];
    const address = task?.NetworksAttachments[0]?.Addresses[0]?.split("/")[0] ?? "";
    expect(address).toMatch(/^10\./);
    await expect(
      inside("ada", "hummingbot", "timeout", "3", "nc", address, "5432"),
    ).rejects.toThrow();
    expect(
      await inside(
        "bob",
        "hummingbot",
        "sh",
        "-c",
        `nc -w 3 ${address} 5432 </dev/null && echo open`,
      ),
    ).toBe("open");
  });

  test(
    "one sleeps and wakes with its data, its database never stopping",
    { timeout: 120_000 },
    async () => {
      await sql(
        "ada",
        "postgres",
        "127.0.0.1",
        "create table kept as select generate_series(1, 1000) as n",
      );
      const before = await swarm.docker(["service", "ps", "--quiet", "qt-ada_postgres"]);
      expect(await quants("tenant", "hibernate", "ada", "--stage", "interface")).toMatchObject({
        stage: "interface",
      });
      expect(await quants("tenant", "info", "ada")).toMatchObject({ status: "well", running: 1 });
      expect(await quants("tenant", "wake", "ada", "--timeout", WAIT)).toMatchObject({
        stage: "awake",
        not_done: [],
      });
      expect(await quants("tenant", "info", "ada")).toMatchObject({ status: "well", running: 4 });
      expect(await swarm.docker(["service", "ps", "--quiet", "qt-ada_postgres"])).toBe(before);
      expect(await sql("ada", "postgres", "127.0.0.1", "select sum(n) from kept")).toBe("500500");
    },
  );

  test("one moves with its data, and leaves nothing behind", { timeout: 180_000 }, async () => {
    const from = await workerOf("ada");
    const to = swarm.names.find((it) => it !== from) ?? "";
    const moved = await quants("tenant", "move", "ada", "--to", to, "--yes", "--timeout", WAIT);
    expect(moved).toMatchObject({ worker: to, from, not_done: [] });
    expect(await sql("ada", "postgres", "127.0.0.1", "select sum(n) from kept")).toBe("500500");
    expect(existsSync(join(swarm.volumesOf(from), "ada"))).toBe(false);
    const starts = readFileSync(join(swarm.volumesOf(to), "ada/hummingbot-data/starts"), "utf8");
    expect(starts.trim().split("\n").length).toBe(3);
  });

  test(
    "a worker is emptied, refused to leave before, and then removed",
    { timeout: 400_000 },
    async () => {
      const refused = await cli("worker remove worker-2 --yes");
      expect(refused.status).toBe(5);
      expect(refused.stderr).toContain("Move them first: quants-ctl worker drain worker-2");
      const drained = await quants("worker", "drain", "worker-2", "--yes", "--timeout", WAIT);
      expect(drained).toMatchObject({ left: [] });
      expect(readdirSync(swarm.volumesOf("worker-2"))).toEqual([]);
      expect(await quants("worker", "info", "worker-2")).toMatchObject({
        state: "drained",
        tenants: 0,
      });
      const full = await cli("tenant move ada --yes");
      expect(full.status).toBe(8);
      expect(full.stderr).toContain("end the drain of worker-2");
      expect(await quants("worker", "remove", "worker-2", "--yes")).toMatchObject({
        changed: true,
      });
      expect(((await quants("worker", "list")) as unknown as object[]).length).toBe(1);
    },
  );

  test("one that is destroyed leaves nothing", { timeout: 120_000 }, async () => {
    await quants("tenant", "destroy", "ada", "--yes", "--timeout", WAIT);
    for (const kind of ["service", "secret", "config", "network"]) {
      expect(await swarm.docker([kind, "ls", "--format", "{{.Name}}"])).not.toContain("ada");
    }
    expect(readdirSync(swarm.volumesOf("worker-1"))).not.toContain("ada");
    expect((await cli("tenant destroy ada --yes")).status).toBe(3);
  });
});
