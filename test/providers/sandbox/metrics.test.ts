import {
  CreateInstancesCommand,
  GetInstanceMetricDataCommand,
  type GetInstanceMetricDataCommandInput,
  type InstanceMetricName,
  type MetricUnit,
  StopInstanceCommand,
} from "@aws-sdk/client-lightsail";
import { describe, expect, test } from "vitest";
import { call, harness, newInstances } from "./harness.ts";

const HOUR_MS = 3_600_000;

async function measured() {
  const sandbox = harness();
  const { client, clock } = sandbox;
  await client.send(new CreateInstancesCommand(newInstances("web-1")));
  const created = clock.now();
  await clock.advance(6 * HOUR_MS);
  const get = (more: Partial<GetInstanceMetricDataCommandInput> = {}) =>
    client.send(
      new GetInstanceMetricDataCommand({
        instanceName: "web-1",
        metricName: "CPUUtilization",
        period: 300,
        startTime: new Date(created - HOUR_MS),
        endTime: new Date(created + 6 * HOUR_MS),
        unit: "Percent",
        statistics: ["Average", "Maximum"],
        ...more,
      }),
    );
  return { sandbox, created, get };
}

test("data of the time since its creation, in no order, only the statistics asked for", async () => {
  const { get, created } = await measured();
  const { metricName, metricData = [] } = await get();
  expect(metricName).toBe("CPUUtilization");
  expect(metricData).toHaveLength(72);
  const times = metricData.map(({ timestamp }) => timestamp?.getTime() ?? 0);
  expect(Math.min(...times)).toBe(created);
  expect(times).not.toEqual(times.toSorted((a, b) => a - b));
  for (const point of metricData) {
    expect(Object.keys(point).toSorted()).toEqual(["average", "maximum", "timestamp", "unit"]);
    expect(point.average).toBeGreaterThan(0);
    expect(point.average).toBeLessThanOrEqual(100);
  }
});

test("the same question has the same answer", async () => {
  const { get } = await measured();
  const [once, again] = [await get(), await get()];
  expect(again.metricData).toEqual(once.metricData);
});

test("longer periods put the same samples together", async () => {
  const { get } = await measured();
  const query: Partial<GetInstanceMetricDataCommandInput> = {
    metricName: "NetworkIn",
    unit: "Bytes",
    statistics: ["Sum", "SampleCount"],
  };
  const sumOf = async (period: number): Promise<number> =>
    ((await get({ ...query, period })).metricData ?? []).reduce(
      (sum, it) => sum + (it.sum ?? 0),
      0,
    );
  expect(await sumOf(3_600)).toBe(await sumOf(300));
  expect((await get({ ...query, period: 3_600 })).metricData?.[0]).toMatchObject({
    sampleCount: 12,
  });
});

test("a wrong unit yields no data, a stopped instance none of that time", async () => {
  const { get, sandbox, created } = await measured();
  expect((await get({ unit: "Bytes" })).metricData).toEqual([]);
  await sandbox.client.send(new StopInstanceCommand({ instanceName: "web-1" }));
  await sandbox.clock.advance(HOUR_MS);
  const { metricData } = await get({
    startTime: new Date(created + 6 * HOUR_MS + 1_000),
    endTime: new Date(created + 7 * HOUR_MS),
  });
  expect(metricData).toEqual([]);
});

test.each([
  [{ period: 90 }, /multiple of 60/],
  [{ period: 30 }, /greater than or equal to 60/],
  [{ period: 86_460 }, /less than or equal to 86400/],
  [{ startTime: 2, endTime: 1 }, /start time must be before/],
  [{ startTime: "yesterday" }, /be a time/],
  [{ metricName: "cpu" }, /enum value set/],
  [{ unit: "percent" }, /enum value set/],
  [{ statistics: [] }, /At least one statistic/],
  [{ period: 60, startTime: 0, endTime: 200_000 }, /limit of 1440/],
])("%j is refused", async (wrong, why) => {
  const { sandbox } = await measured();
  const answer = await call(sandbox, "GetInstanceMetricData", {
    instanceName: "web-1",
    metricName: "CPUUtilization",
    period: 300,
    startTime: 1_768_000_000,
    endTime: 1_768_003_600,
    unit: "Percent",
    statistics: ["Average"],
    ...wrong,
  });
  expect(answer.status).toBe(400);
  expect(answer.body["message"]).toMatch(why);
});

describe("the tag sandbox:load", () => {
  async function loaded(value: string | undefined, bundleId = "micro_3_0") {
    const { client, clock } = harness();
    const tags = value === undefined ? [] : [{ key: "sandbox:load", value }];
    await client.send(new CreateInstancesCommand({ ...newInstances("web-1"), bundleId, tags }));
    return async (metricName: InstanceMetricName, unit: MetricUnit) => {
      const query = { instanceName: "web-1", metricName, unit, period: 3_600 };
      const now = clock.now();
      const { metricData = [] } = await client.send(
        new GetInstanceMetricDataCommand({
          ...query,
          startTime: new Date(now - 14 * 24 * HOUR_MS),
          endTime: new Date(now),
          statistics: ["Minimum", "Maximum", "Sum"],
        }),
      );
      const all = (key: "minimum" | "maximum" | "sum") => metricData.map((it) => it[key] ?? 0);
      return {
        hours: metricData.length,
        least: Math.min(...all("minimum")),
        most: Math.max(...all("maximum")),
        total: all("sum").reduce((sum, it) => sum + it, 0),
      };
    };
  }

  test("makes an instance as busy as it says, long before it was made", async () => {
    const idle = await loaded("idle");
    expect(await idle("CPUUtilization", "Percent")).toMatchObject({ hours: 336 });
    expect((await idle("CPUUtilization", "Percent")).most).toBeLessThan(2);
    expect((await idle("NetworkIn", "Bytes")).total).toBeLessThan(14 * 2_000_000);
    const busy = await loaded("busy");
    // What the plan sustains.
    const { least, most } = await busy("CPUUtilization", "Percent");
    expect([least >= 9.5, most <= 10]).toEqual([true, true]);
    expect((await busy("BurstCapacityPercentage", "Percent")).most).toBeLessThan(0.5);
    expect((await (await loaded("light"))("CPUUtilization", "Percent")).most).toBeLessThan(2);
  });

  test("can move half as much again as the plan includes", async () => {
    for (const [bundle, gb] of [
      ["nano_3_0", 1_024],
      ["small_3_0", 3_072],
    ] as const) {
      const transfer = await loaded("transfer", bundle);
      const [{ total: received }, { total: sent }] = [
        await transfer("NetworkIn", "Bytes"),
        await transfer("NetworkOut", "Bytes"),
      ];
      const month = ((received + sent) / 2 ** 30 / 336) * 730;
      expect(month / gb).toBeCloseTo(1.5, 1);
    }
  });

  test.each([undefined, "none", "constructor"])("says nothing by %j", async (value) => {
    const untold = await loaded(value);
    expect((await untold("CPUUtilization", "Percent")).hours).toBe(0);
  });
});
