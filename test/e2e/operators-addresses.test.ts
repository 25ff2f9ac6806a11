import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeWorkplace, type Finished, type Workplace } from "../helpers/process.ts";

let here: Workplace;
beforeEach(async () => {
  here = makeWorkplace({ QUANTS_CTL_SANDBOX_PACE: "instant" });
  await here.run(["infra", "create", ...["one", "two", "old"].flatMap((name) => ["--name", name])]);
});
afterEach(() => here.dispose());

const infra = (...argv: string[]): Promise<Finished> =>
  here.run(["infra", ...argv, "--output", "json"]);

interface Rule {
  rule: string;
  cidrs: string[];
}

describe("two operators at the same time", () => {
  test("at one rule: what both are told is what came of it", async () => {
    for (let round = 0; round < 3; round += 1) {
      const sources = [`10.${round}.0.0/16`, `192.168.${round}.0/24`];
      await infra("ports", "set", "ssh@203.0.113.0/24", "--name", "one", "--yes");
      const both = await Promise.all(
        sources.map((source) =>
          infra("ports", "open", "grafana", "--cidr", source, "--name", "one", "--yes"),
        ),
      );
      for (const ended of both) expect([0, 5]).toContain(ended.status);
      const rules = (await infra("ports", "list", "--name", "one")).json<Rule[]>();
      const open = rules.find(({ rule }) => rule === "tcp/3000")?.cidrs ?? [];
      const lost = sources.filter((source) => !open.includes(source));
      // Whatever is not there, somebody was told of.
      const losers = both.filter((ended) => ended.status === 5);
      expect(losers.length).toBeGreaterThanOrEqual(lost.length);
      for (const loser of losers) {
        expect(loser.error()).toMatchObject({ code: "conflict", resource: "one" });
      }
    }
  });

  test("at different rules: both have theirs", async () => {
    const both = await Promise.all(
      ["grafana", "prometheus"].map((service) =>
        infra("ports", "open", service, "--cidr", "10.0.0.0/8", "--name", "one", "--yes"),
      ),
    );
    for (const [index, rule] of ["tcp/3000", "tcp/9090"].entries()) {
      const rules = (await infra("ports", "list", "--name", "one")).json<Rule[]>();
      const isThere = rules.some((it) => it.rule === rule);
      expect(both[index]?.status).toBe(isThere ? 0 : 5);
    }
  });

  test("at one static IP: one has it, the other is told who", async () => {
    await infra("ip", "allocate", "--name", "ip-a", "--attach-to", "old");
    for (let round = 0; round < 2; round += 1) {
      const both = await Promise.all(
        ["one", "two"].map((to) => infra("ip", "move", "ip-a", "--to", to)),
      );
      const [held] = (await infra("ip", "list")).json<{ attached_to: string }[]>();
      expect(["one", "two"]).toContain(held?.attached_to);
      const winner = both[held?.attached_to === "one" ? 0 : 1];
      const loser = both.find((it) => it !== winner);
      expect(winner?.status).toBe(0);
      // Either it was told, or it had it for a while before the other began.
      if (loser?.status === 0) {
        expect(winner?.json()).toMatchObject({
          previously_attached_to: loser.json<{ attached_to: string }>().attached_to,
        });
      } else {
        expect(loser?.status).toBe(5);
        expect(loser?.error()).toMatchObject({ code: "conflict", resource: "ip-a" });
      }
      await infra("ip", "move", "ip-a", "--to", "old");
    }
  });
});

test.each([
  ["DetachStaticIp", "kill_before"],
  ["DetachStaticIp", "kill_after"],
  ["AttachStaticIp", "kill_before"],
  ["AttachStaticIp", "kill_after"],
])("a move that is killed at %s (%s) is finished by infra resume", async (operation, fault) => {
  await infra("ip", "allocate", "--name", "ip-a", "--attach-to", "old");
  const plan = join(here.directory, "faults.json");
  writeFileSync(plan, JSON.stringify({ rules: [{ operation, fault, calls: [1] }] }));
  const env = { QUANTS_CTL_SANDBOX_FAULTS: plan };
  const killed = await here.start(["infra", "ip", "move", "ip-a", "--to", "one"], { env }).ended;
  expect(killed.signal).toBe("SIGKILL");
  expect((await infra("resume", "--yes")).status).toBe(0);
  expect((await infra("ip", "list")).json()).toMatchObject([{ attached_to: "one" }]);
});
