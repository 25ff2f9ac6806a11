import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type FakeGraphAws, fakeGraphAws } from "../helpers/aws/fake-graph-aws.ts";
import { writeGraph } from "../helpers/graph-export.ts";
import { makeWorkplace, type Workplace } from "../helpers/process.ts";

const NODES = 12;
const CHANGES = ["PutObject", "StartLoaderJob"];

let here: Workplace;
let aws: FakeGraphAws;
let file: string;

beforeAll(async () => {
  here = makeWorkplace();
  file = join(here.directory, "graph.json");
  await writeGraph(file, { nodes: NODES, relationships: 20 });
});
afterAll(() => here.dispose());
beforeEach(async () => {
  aws = await fakeGraphAws();
});
afterEach(() => aws.close());

const line = (csv: string): string[] => [
  ...["migrate", "graph", "--from", file, "--csv", join(here.directory, csv), "--yes"],
  ...["--bucket", "s3://data/graph", "--endpoint", aws.endpoint, "--poll-interval", "100ms"],
  ...["--role-arn", "arn:aws:iam::123456789012:role/load", "--output", "json", "--sample", "3"],
];

test("a run that is killed at any call is gone on with, and loads once", async () => {
  expect((await here.run(line("whole"), { env: aws.env })).status).toBe(0);
  const calls = [...aws.calls];
  expect(calls.filter((it) => CHANGES.includes(it)).length).toBeGreaterThan(5);
  for (const [index, operation] of calls.entries()) {
    const at = index + 1;
    for (const tool of CHANGES.includes(operation) ? ["resume", "repeat"] : ["repeat"]) {
      aws.objects.clear();
      aws.elements.clear();
      aws.loads.length = 0;
      const csv = `${at}-${tool}`;
      const state = { env: { ...aws.env, QUANTS_CTL_STATE_DIR: join(here.directory, `s-${csv}`) } };
      const run = here.start(line(csv), state);
      let seen = 0;
      aws.onCall = () => {
        seen += 1;
        if (seen !== at) return undefined;
        // What was asked for is done; only the answer is lost.
        run.kill("SIGKILL");
        return true;
      };
      await run.ended;
      aws.onCall = () => undefined;
      const words =
        tool === "resume" ? ["infra", "resume", "--yes", "--output", "json"] : line(csv);
      const repaired = await here.run(words, state);
      const left = await here.run(["infra", "log", "--unfinished", "--output", "json"], state);
      expect({
        at,
        tool,
        status: repaired.status,
        loads: aws.loads.length,
        left: left.json(),
      }).toEqual({ at, tool, status: 0, loads: 1, left: [] });
      expect([...aws.elements.keys()].filter((it) => it.startsWith("n"))).toHaveLength(NODES);
    }
  }
});

test("a conversion that is killed leaves no folder that looks complete", async () => {
  const large = join(here.directory, "large.json");
  await writeGraph(large, { nodes: 20_000, relationships: 20_000 });
  const csv = join(here.directory, "large");
  const words = ["migrate", "graph", "--from", large, "--csv", csv];
  const run = here.start(words);
  await run.until(/converting 20000 nodes/, "stderr");
  run.kill("SIGKILL");
  await run.ended;
  expect(readdirSync(here.directory)).not.toContain("large");
  const again = await here.run([...words, "--output", "json"]);
  expect(again.json()).toMatchObject({ nodes: 20_000, result: "converted" });
  expect(readdirSync(here.directory)).not.toContain("large.partial");
});
