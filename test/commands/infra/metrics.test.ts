import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeClock, fakeClock } from "../../helpers/fake-clock.ts";

let cli: Cli & { dispose: () => void };
let clock: FakeClock;
beforeEach(async () => {
  clock = fakeClock({ auto: true });
  cli = makeCli({ clock });
  await cli("infra create --name mon-1");
  await clock.advance(3 * 3_600_000);
});
afterEach(() => cli.dispose());

test("one metric in JSON is one object, its points in order of time", async () => {
  const { status, json } = await cli("infra metrics mon-1 --metric cpu -o json");
  expect(status).toBe(0);
  const { points, ...series } = json() as { points: { at: string }[] };
  expect(series).toEqual({
    instance: "mon-1",
    region: "ap-northeast-1",
    from: "2026-01-15T09:00:00.000Z",
    to: "2026-01-15T15:05:00.000Z",
    metric: "cpu",
    unit: "percent",
    period_s: 300,
  });
  expect(points).toHaveLength(37);
  expect(points.map(({ at }) => at)).toEqual(points.map(({ at }) => at).toSorted());
  expect(points[0]).toEqual({
    at: "2026-01-15T12:00:00.000Z",
    average: expect.any(Number),
    minimum: expect.any(Number),
    maximum: expect.any(Number),
    sum: expect.any(Number),
    samples: 1,
  });
});

test("several metrics are an array, each with a period that it has", async () => {
  const { json } = await cli("infra metrics --name mon-1 --since 1h -o json");
  const all = json() as { metric: string; unit: string; period_s: number }[];
  expect(all.map((it) => [it.metric, it.unit, it.period_s])).toEqual([
    ["cpu", "percent", 300],
    ["network-in", "bytes", 300],
    ["network-out", "bytes", 300],
    ["burst", "percent", 300],
    ["status", "count", 60],
  ]);
});

test("on a terminal there are bars that fit, elsewhere numbers", async () => {
  const argv = ["infra", "metrics", "mon-1", "--metric", "cpu,network-out"];
  const drawn = (await cli.with({ terminal: 100, env: { NO_COLOR: "1" } })(...argv)).stdout;
  expect(drawn).toMatch(/^cpu +[ ▁-█]+ +min [\d.]+% {2}avg [\d.]+% {2}max [\d.]+%$/m);
  expect(drawn).toMatch(/^network-out +[ ▁-█]+ +min .* MB {2}avg .* MB {2}max .* MB$/m);
  for (const line of drawn.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  const plain = (await cli(...argv, "--since", "10m")).stdout;
  expect(plain).toMatch(/mon-1 cpu \(percent, every 300 s\)\n {2}AT +AVERAGE +MINIMUM +MAXIMUM\n/);
  expect(plain).not.toMatch(/[▁-█]/);
});

test("an instance without data yet says so", async () => {
  await cli("infra create --name new-1");
  const { status, stdout } = await cli("infra metrics new-1 --metric cpu");
  expect(status).toBe(0);
  expect(stdout).toContain("no data");
});

test.each([
  [["--metric", "load"], "Choose one of"],
  [["--since", "soon"], "90m, 6h, 30d"],
  [["--metric", "cpu", "--period", "1m"], "every 5 minutes"],
  [["--metric", "status", "--period", "90s"], "multiple of a minute"],
  [["--metric", "cpu", "--period", "5m", "--since", "20d"], "points"],
])("%j is refused before any call", async (argv, why) => {
  const { status, stdout, stderr } = await cli("infra metrics no-such", ...argv);
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(why);
});
