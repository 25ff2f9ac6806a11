import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeWorkplace, type Workplace } from "../../helpers/process.ts";
import { type Bench, WAIT } from "./bench.ts";

/** The executable is killed in the middle, and `infra resume` does the rest. */
export function describeResume(bench: () => Bench): void {
  describe("a process that is killed", () => {
    let place: Workplace;

    beforeAll(() => {
      const { swarm } = bench();
      place = makeWorkplace({ DOCKER_HOST: swarm.host() });
      swarm.writePlatform(join(place.directory, "platform.yml"));
    });
    afterAll(() => place.dispose());

    async function killed(said: RegExp, ...argv: string[]): Promise<void> {
      const running = place.start(["tenant", ...argv, "--timeout", WAIT]);
      await running.until(said, "stderr");
      running.kill("SIGKILL");
      expect((await running.ended).signal).toBe("SIGKILL");
    }

    async function resumed(...argv: string[]): Promise<void> {
      const ended = await place.run(["infra", "resume", "--yes", ...argv]);
      expect([ended.status, ended.stderr]).toEqual([0, ended.stderr]);
    }

    async function leavesNothing(tenant: string): Promise<void> {
      const { swarm } = bench();
      for (const kind of ["service", "secret", "config", "network"]) {
        expect(await swarm.docker([kind, "ls", "--format", "{{.Name}}"])).not.toContain(tenant);
      }
      const folders = swarm.names.flatMap((it) => readdirSync(swarm.volumesOf(it)));
      expect(folders.filter((it) => it.includes(tenant))).toEqual([]);
    }

    test("while it makes a tenant", { timeout: 120_000 }, async () => {
      await killed(/rex: created/, "create", "rex", "--tier", "free");
      expect(await bench().quants("tenant", "info", "rex")).toMatchObject({
        status: "being made",
      });
      await resumed();
      expect(await bench().quants("tenant", "info", "rex")).toMatchObject({
        ...{ status: "well", running: 4 },
      });
    });

    test("while it moves one", { timeout: 180_000 }, async () => {
      const from = await bench().workerOf("rex");
      await bench().sql("rex", "postgres", "127.0.0.1", "create table kept as select 7 as n");
      await killed(/rex: copying/, "move", "rex", "--yes");
      expect(await bench().quants("tenant", "info", "rex")).toMatchObject({
        status: expect.stringContaining("moving to") as string,
      });
      await resumed();
      expect(await bench().workerOf("rex")).not.toBe(from);
      expect(await bench().sql("rex", "postgres", "127.0.0.1", "select n from kept")).toBe("7");
      expect(readdirSync(bench().swarm.volumesOf(from))).not.toContain("rex");
    });

    test("while it moves one, and that is taken back", { timeout: 180_000 }, async () => {
      const from = await bench().workerOf("rex");
      await killed(/rex: copying/, "move", "rex", "--yes");
      await resumed("--undo");
      expect(await bench().quants("tenant", "info", "rex")).toMatchObject({
        ...{ worker: from, status: "well" },
      });
      expect(await bench().sql("rex", "postgres", "127.0.0.1", "select n from kept")).toBe("7");
      const others = bench().swarm.names.filter((it) => it !== from);
      for (const it of others) {
        const folders = readdirSync(bench().swarm.volumesOf(it));
        expect(folders.filter((name) => name.includes("rex"))).toEqual([]);
      }
    });

    test("while it destroys one", { timeout: 120_000 }, async () => {
      await killed(/rex: /, "destroy", "rex", "--yes");
      expect(await bench().quants("tenant", "info", "rex")).toMatchObject({
        status: "being destroyed",
      });
      await resumed();
      await leavesNothing("rex");
    });

    test("while it makes one, which is then not wanted", { timeout: 120_000 }, async () => {
      await killed(/sue: created/, "create", "sue", "--tier", "free");
      await resumed("--undo");
      await leavesNothing("sue");
    });
  });
}
