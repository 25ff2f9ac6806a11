import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type FakeAws, fakeAws } from "../helpers/aws/fake-aws.ts";
import { makeWorkplace, type Workplace } from "../helpers/process.ts";

const NAME = "api.example.com";
const BLUE = "blue 255, green 0";
const START = [
  ...["cutover", "start", NAME, "--to", "green", "--alarm", "api-5xx", "--yes"],
  ...["--steps", "50,100", "--bake", "0s", "--poll-interval", "100ms"],
];

let here: Workplace;
let aws: FakeAws;

beforeAll(() => {
  here = makeWorkplace();
});
afterAll(() => here.dispose());
beforeEach(async () => {
  aws = await fakeAws();
  aws.alarms.set("api-5xx", "OK");
  aws.records.push(
    { name: NAME, type: "A", id: "blue", weight: 255, value: "192.0.2.1" },
    { name: NAME, type: "A", id: "green", weight: 0, value: "192.0.2.2" },
  );
});
afterEach(() => aws.close());

const weights = (): string => aws.records.map(({ id, weight }) => `${id} ${weight}`).join(", ");

/** The calls of a whole run; found by making one. */
async function callsOf(): Promise<string[]> {
  expect((await here.run(START, { env: aws.env })).status).toBe(0);
  return [...aws.calls];
}

function undoMoves(): void {
  aws.changes.length = 0;
  for (const record of aws.records) record.weight = record.id === "blue" ? 255 : 0;
}

test("a run that is killed at any call is gone on with, or taken back", async () => {
  const calls = await callsOf();
  expect(calls.length).toBeGreaterThan(8);
  for (const [index, operation] of calls.entries()) {
    const at = index + 1;
    // Before a call that only reads is after the one before it.
    const isChange = operation === "ChangeResourceRecordSets";
    for (const when of isChange ? (["before", "after"] as const) : (["after"] as const)) {
      undoMoves();
      const state = {
        env: { ...aws.env, QUANTS_CTL_STATE_DIR: `${here.directory}/${at}-${when}` },
      };
      const run = here.start(START, state);
      let seen = 0;
      aws.onCall = () => {
        seen += 1;
        if (seen !== at) return undefined;
        // Before: the request is lost with its sender. After: only the answer is.
        queueMicrotask(() => run.kill("SIGKILL"));
        return when === "before" ? "reset" : undefined;
      };
      await run.ended;
      aws.onCall = () => undefined;
      const cut = weights();
      const back = aws.changes.length > 1;
      const words = ["cutover", back ? "abort" : "resume", NAME, "--yes"];
      const repaired = await here.run(words, state);
      // Killed before its first change, it has no journal, and nothing to repair.
      const isUntouched = repaired.status === 3 && repaired.stderr.includes("has no cut-over");
      const good = back || isUntouched ? BLUE : "blue 0, green 100";
      expect({ at, when, cut, status: repaired.status, weights: weights() }).toEqual({
        ...{ at, when, cut },
        status: isUntouched ? 3 : 0,
        weights: isUntouched ? cut : good,
      });
      if (isUntouched) expect(cut).toBe(BLUE);
      const left = await here.run(["infra", "log", "--unfinished", "--output", "json"], state);
      expect({ at, when, left: left.json() }).toEqual({ at, when, left: [] });
    }
  }
});
