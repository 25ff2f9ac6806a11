import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Backups } from "./backups.ts";
import { type Bench, WAIT } from "./bench.ts";

/** A worker dies for good, its tenant is restored elsewhere, and then it comes back after all. */
export function describeLostWorker(bench: () => Bench): void {
  const quants: Bench["quants"] = (...args) => bench().quants(...args);
  const starts = (worker: string): string =>
    readFileSync(join(bench().swarm.volumesOf(worker), "kim/hummingbot-data/starts"), "utf8");
  const state = async (worker: string): Promise<unknown> =>
    (await quants("worker", "info", worker))["state"];
  let before: string;

  test("its tenant is saved, and then it dies", { timeout: 240_000 }, async () => {
    const { swarm, sql } = bench();
    await swarm.join("worker-2", "low");
    const mark = (change: string, label: string): Promise<string> =>
      swarm.docker(["node", "update", change, label, "worker-1"]);
    // Whatever the tests before this one left there.
    await mark("--label-add", "quants-ctl.drained=true");
    const made = await quants("tenant", "create", "kim", "--tier", "free", "--timeout", WAIT);
    expect(made).toMatchObject({ worker: "worker-2", not_done: [] });
    await mark("--label-rm", "quants-ctl.drained");
    await sql(
      "kim",
      "postgres",
      "127.0.0.1",
      "create table kept as select generate_series(1, 1000) as n",
    );
    await sql("kim", "postgres", "127.0.0.1", "checkpoint");
    await new Backups(swarm).save("worker-2");
    before = starts("worker-2");
    await swarm.kill("worker-2");
    await expect.poll(() => state("worker-2"), { timeout: 90_000, interval: 1_000 }).toBe("down");
    expect(await quants("tenant", "info", "kim")).toMatchObject({ status: "worker is down" });
  });

  test(
    "nothing is done with what it has until somebody says that it is lost",
    { timeout: 120_000 },
    async () => {
      const { cli, swarm } = bench();
      for (const command of ["move kim", "destroy kim", "restore kim --to worker-1"]) {
        const refused = await cli(`tenant ${command} --yes`);
        expect([refused.status, command]).toEqual([5, command]);
        expect(refused.stderr).toContain("worker-2, is down");
        expect(refused.stderr).toContain("tenant restore kim");
      }
      const restore = "tenant restore kim --to worker-1 --yes --lost-worker";
      expect((await cli(`${restore} worker-1`)).status).toBe(2);
      const empty = await cli(`${restore} worker-2`);
      expect(empty.status).toBe(3);
      expect(empty.stderr).toContain("quants-restore kim");
      expect(empty.stderr).toContain(`${swarm.volumes}/.restored-kim`);
      expect(await quants("tenant", "info", "kim")).toMatchObject({ worker: "worker-2" });
    },
  );

  test("it has its data of the backup on another worker", { timeout: 240_000 }, async () => {
    const { swarm, sql, cli } = bench();
    await new Backups(swarm).restore("kim", "worker-1", "worker-2");
    const restored = await quants(
      ...["tenant", "restore", "kim", "--to", "worker-1"],
      ...["--lost-worker", "worker-2", "--yes", "--timeout", WAIT],
    );
    expect(restored).toMatchObject({ worker: "worker-1", from: "worker-2", not_done: [] });
    expect(await sql("kim", "postgres", "127.0.0.1", "select sum(n) from kept")).toBe("500500");
    expect(starts("worker-1").startsWith(before)).toBe(true);
    expect(existsSync(join(swarm.volumesOf("worker-1"), ".restored-kim"))).toBe(false);
    expect((await cli("tenant restore kim --yes")).status).toBe(3);
  });

  test("the dead worker comes back, and runs nothing of it", { timeout: 240_000 }, async () => {
    const { swarm } = bench();
    await swarm.boot("worker-2");
    await expect.poll(() => state("worker-2"), { timeout: 90_000, interval: 1_000 }).toBe("ready");
    expect(await quants("tenant", "info", "kim")).toMatchObject({
      ...{ worker: "worker-1", status: "well" },
    });
    // A bot that had started there would have written so.
    expect(starts("worker-2")).toBe(before);
    const running = ["ps", "--quiet", "--filter", "name=qt-kim_"];
    expect(await swarm.docker(running, swarm.names.indexOf("worker-2"))).toBe("");
    expect(await quants("worker", "info", "worker-2")).toMatchObject({ tenants: 0 });
    // The manager may be unable to read logs of a node that lost its power: it joins anew.
    await quants("worker", "remove", "worker-2", "--yes");
    await swarm.join("worker-2", "low");
    const moved = await quants("tenant", "move", "kim", "--yes", "--timeout", WAIT);
    expect(moved).toMatchObject({ worker: "worker-2", not_done: [] });
    expect(await bench().sql("kim", "postgres", "127.0.0.1", "select sum(n) from kept")).toBe(
      "500500",
    );
    expect(starts("worker-2").length).toBeGreaterThan(before.length);
  });
}
