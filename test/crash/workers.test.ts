import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FakePrometheus, fakePrometheus } from "../helpers/pool-metrics.ts";
import { type Kill, Place } from "./workers/place.ts";
import { type Scenario, SCENARIOS } from "./workers/scenarios.ts";

/** Each so-manieth point is tried; all of them with QUANTS_CRASH_EVERY=1. */
const EVERY = Number(process.env["QUANTS_CRASH_EVERY"] ?? "41");
/** All of a command's points take up to two hours; a sample has no less than any other test. */
const TIMEOUT = Math.max(300_000, 7_200_000 / EVERY);
const WAYS = ["repeat", "resume"] as const;

let root: string;
let prometheus: FakePrometheus;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "quants-ctl-workers-"));
  prometheus = await fakePrometheus();
});
afterAll(() => {
  prometheus.close();
  rmSync(root, { recursive: true, force: true });
});

const titleOf = (kill: Kill): string =>
  "call" in kill
    ? `${kill.when} call ${kill.call} of the engine`
    : `${kill.rule.fault} ${kill.rule.operation} ${kill.rule.calls[0]}`;

/** What is wrong after a kill and its repair; nothing when it is survived. */
async function survive(
  { command }: Scenario,
  start: Place,
  wanted: object,
  kill: Kill,
  way: (typeof WAYS)[number],
): Promise<string[]> {
  const place = new Place(root, start);
  const faults: string[] = [];
  try {
    const killed = await place.run(command, kill);
    // An answer that refuses has no "after": such a run ends as any other.
    if (killed.status !== 0 && killed.status !== "SIGKILL") {
      return [`it was not killed: ${killed.status}`];
    }
    if (killed.status === "SIGKILL") {
      const isOpen = (await place.unfinished()).length > 0;
      const repair = way === "resume" && isOpen ? ["infra", "resume", "--yes"] : command;
      const repaired = await place.run(repair);
      if (repaired.status !== 0) faults.push(`${repair.join(" ")}: ${repaired.stderr}`);
    }
    const after = place.all();
    if (JSON.stringify(after) !== JSON.stringify(wanted)) {
      faults.push(`it ended elsewhere: ${JSON.stringify(after)}`);
    }
    const left = await place.unfinished();
    if (left.length > 0) faults.push(`unfinished: ${left.map((it) => it.command).join(", ")}`);
    if (place.wrong() !== "") faults.push(place.wrong());
    return faults;
  } finally {
    place.dispose();
  }
}

describe.each(Object.entries(SCENARIOS))("%s, killed at each of its calls", (name, scenario) => {
  test(
    "is finished by one command, with no tenant twice and no data lost",
    async () => {
      const start = new Place(root);
      await scenario.prepare(start, prometheus.url);
      prometheus.pools = { low: scenario.measured };
      const whole = new Place(root, start);
      await whole.mustRun(scenario.command);
      const wanted = whole.all();
      expect(whole.wrong()).toBe("");
      const kills = whole.kills();
      const found: string[] = [];
      let points = 0;
      for (const [index, kill] of kills.entries()) {
        if (index % EVERY !== 0) continue;
        points += 1;
        // Shifted once each round, so that every second point still meets both.
        const way = WAYS[(index + Math.floor(index / WAYS.length)) % WAYS.length] ?? "repeat";
        for (const fault of await survive(scenario, start, wanted, kill, way)) {
          found.push(`${titleOf(kill)}, then ${way}: ${fault}`);
        }
      }
      if (process.env["QUANTS_CRASH_EVERY"] !== undefined)
        process.stderr.write(`${name}: points ${points}, faults ${found.length}\n`);
      expect(points).toBeGreaterThan(0);
      expect(found).toEqual([]);
    },
    TIMEOUT,
  );
});
