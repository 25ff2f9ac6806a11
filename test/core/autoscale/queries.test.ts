import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stringify } from "yaml";
import { poolQueries } from "../../../src/core/autoscale/queries.ts";
import { makeWorkplace, type Workplace } from "../../helpers/process.ts";
import { describeWith, tool } from "../../helpers/tools.ts";

const QUERIES = poolQueries(10, 60);

interface Series {
  series: string;
  values: string;
}

const GIB = 1_073_741_824;

/** Three hours of a worker, a sample a minute. Its one processor idles for so many seconds a minute. */
function worker(
  pool: string,
  instance: string,
  idle: string,
  available: number,
  up = "1x180",
): Series[] {
  const labels = `pool="${pool}",instance="${instance}"`;
  return [
    { series: `up{${labels}}`, values: up },
    { series: `node_cpu_seconds_total{mode="idle",cpu="0",${labels}}`, values: idle },
    { series: `node_cpu_seconds_total{mode="user",cpu="0",${labels}}`, values: "0x180" },
    { series: `node_memory_MemAvailable_bytes{${labels}}`, values: `${available * GIB}x180` },
    { series: `node_memory_MemTotal_bytes{${labels}}`, values: `${16 * GIB}x180` },
  ];
}

describeWith("queries about pools, by Prometheus itself", { promtool: tool("promtool") }, () => {
  let workplace: Workplace;
  beforeAll(() => {
    workplace = makeWorkplace();
  });
  afterAll(() => workplace.dispose());

  async function evaluated(
    series: readonly Series[],
    expected: readonly [expression: string, samples: Record<string, number>][],
  ): Promise<string> {
    const file = join(workplace.directory, "queries.yml");
    const tests = expected.map(([expr, samples]) => ({
      ...{ expr, eval_time: "180m" },
      exp_samples: Object.entries(samples).map(([pool, value]) => ({
        ...{ labels: `{pool="${pool}"}`, value },
      })),
    }));
    writeFileSync(
      file,
      stringify({ tests: [{ interval: "1m", input_series: series, promql_expr_test: tests }] }),
    );
    const ended = await workplace.spawn(tool("promtool") ?? "", ["test", "rules", file]).ended;
    return ended.status === 0 ? "" : ended.stdout + ended.stderr;
  }

  test("are means of processors and memory, by pool", async () => {
    const series = [
      // Half of its time, and all of it: a mean of 25 % in use.
      ...worker("low", "a", "0+30x180", 4),
      ...worker("low", "b", "0+60x180", 12),
      ...worker("high", "c", "0+15x180", 8),
      ...worker("", "portal", "0+0x180", 1),
    ];
    expect(
      await evaluated(series, [
        [QUERIES.cpu, { low: 0.25, high: 0.75 }],
        [QUERIES.memory, { low: 0.5, high: 0.5 }],
        [QUERIES.calmCpu, { low: 0.25, high: 0.75 }],
        [QUERIES.measured, { low: 2, high: 1 }],
        [QUERIES.calmMeasured, { low: 2, high: 1 }],
      ]),
    ).toBe("");
  });

  test("remember the busiest ten minutes of an hour", async () => {
    // Idle all the time, but for ten minutes half an hour ago.
    const series = worker("low", "a", "0+60x140 8400+0x10 8460+60x28", 8);
    expect(
      await evaluated(series, [
        [QUERIES.cpu, { low: 0 }],
        [QUERIES.calmCpu, { low: 1 }],
      ]),
    ).toBe("");
  });

  test("remember what a worker used that has gone since: the others have it now", async () => {
    const series = [
      ...worker("low", "a", "0+30x180", 8),
      // Busy without a pause, until it went after 130 minutes.
      ...worker("low", "gone", "0+0x130 stale", 4).map((it) => ({
        ...it,
        values: it.values.includes("stale") ? it.values : it.values.replace("x180", "x130 stale"),
      })),
    ];
    expect(
      await evaluated(series, [
        [QUERIES.cpu, { low: 0.5 }],
        [QUERIES.calmCpu, { low: 1.5 }],
        // 8 and 12 of 16 GiB.
        [QUERIES.calmMemory, { low: 1.25 }],
      ]),
    ).toBe("");
  });

  test("count only workers that missed no scrape of the time", async () => {
    const series = [
      ...worker("low", "a", "0+30x180", 8),
      ...worker("low", "b", "0+30x180", 8, "1x174 0x0 1x5"),
      ...worker("low", "new", "0+30x180", 8, "_x150 1x30"),
    ];
    expect(
      await evaluated(series, [
        [QUERIES.measured, { low: 2 }],
        [QUERIES.calmMeasured, { low: 1 }],
      ]),
    ).toBe("");
  });
});
