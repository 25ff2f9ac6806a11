import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Bench, WAIT } from "./bench.ts";

/** What a tenant goes through, on two workers; the second one is gone in the end. */
export function describeJourney(bench: () => Bench): void {
  const quants: Bench["quants"] = (...args) => bench().quants(...args);
  const inside: Bench["inside"] = (...args) => bench().inside(...args);
  const sql: Bench["sql"] = (...args) => bench().sql(...args);
  const workerOf: Bench["workerOf"] = (tenant) => bench().workerOf(tenant);

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
        await bench().swarm.docker(["service", "inspect", "qt-ada_postgres"]),
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
    const id = await bench().swarm.docker([
      "service",
      "ps",
      "--quiet",
      "--filter",
      "desired-state=running",
      "qt-bob_postgres",
    ]);
    const [task] = JSON.parse(await bench().swarm.docker(["inspect", "--type", "task", id])) as {
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
      const before = await bench().swarm.docker(["service", "ps", "--quiet", "qt-ada_postgres"]);
      expect(await quants("tenant", "hibernate", "ada", "--stage", "interface")).toMatchObject({
        stage: "interface",
      });
      expect(await quants("tenant", "info", "ada")).toMatchObject({ status: "well", running: 1 });
      expect(await quants("tenant", "wake", "ada", "--timeout", WAIT)).toMatchObject({
        stage: "awake",
        not_done: [],
      });
      expect(await quants("tenant", "info", "ada")).toMatchObject({ status: "well", running: 4 });
      expect(await bench().swarm.docker(["service", "ps", "--quiet", "qt-ada_postgres"])).toBe(
        before,
      );
      expect(await sql("ada", "postgres", "127.0.0.1", "select sum(n) from kept")).toBe("500500");
    },
  );

  test("one moves with its data, and leaves nothing behind", { timeout: 180_000 }, async () => {
    const from = await workerOf("ada");
    const to = bench().swarm.names.find((it) => it !== from) ?? "";
    const moved = await quants("tenant", "move", "ada", "--to", to, "--yes", "--timeout", WAIT);
    expect(moved).toMatchObject({ worker: to, from, not_done: [] });
    expect(await sql("ada", "postgres", "127.0.0.1", "select sum(n) from kept")).toBe("500500");
    expect(existsSync(join(bench().swarm.volumesOf(from), "ada"))).toBe(false);
    const starts = readFileSync(
      join(bench().swarm.volumesOf(to), "ada/hummingbot-data/starts"),
      "utf8",
    );
    expect(starts.trim().split("\n").length).toBe(3);
  });

  test(
    "a worker is emptied, refused to leave before, and then removed",
    { timeout: 400_000 },
    async () => {
      const refused = await bench().cli("worker remove worker-2 --yes");
      expect(refused.status).toBe(5);
      expect(refused.stderr).toContain("Move them first: quants-ctl worker drain worker-2");
      const drained = await quants("worker", "drain", "worker-2", "--yes", "--timeout", WAIT);
      expect(drained).toMatchObject({ left: [] });
      expect(readdirSync(bench().swarm.volumesOf("worker-2"))).toEqual([]);
      expect(await quants("worker", "info", "worker-2")).toMatchObject({
        state: "drained",
        tenants: 0,
      });
      const full = await bench().cli("tenant move ada --yes");
      expect(full.status).toBe(8);
      expect(full.stderr).toContain("end the drain of worker-2");
      expect(await quants("worker", "remove", "worker-2", "--yes")).toMatchObject({
        changed: true,
      });
      expect(((await quants("worker", "list")) as unknown as object[]).length).toBe(1);
    },
  );

  test("those that are destroyed leave nothing", { timeout: 240_000 }, async () => {
    // All of them: what goes on running is probed each other second, beside all that comes.
    for (const tenant of ["ada", "bob", "eve", "zoe"]) {
      await quants("tenant", "destroy", tenant, "--yes", "--timeout", WAIT);
    }
    for (const kind of ["service", "secret", "config", "network"]) {
      const names = await bench().swarm.docker([kind, "ls", "--format", "{{.Name}}"]);
      expect(names).not.toMatch(/ada|bob|eve|zoe/);
    }
    expect(readdirSync(bench().swarm.volumesOf("worker-1"))).toEqual([]);
    expect((await bench().cli("tenant destroy ada --yes")).status).toBe(3);
  });
}
