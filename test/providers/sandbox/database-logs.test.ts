import {
  DeleteRelationalDatabaseCommand,
  GetAlarmsCommand,
  GetRelationalDatabaseEventsCommand,
  GetRelationalDatabaseLogEventsCommand,
  type GetRelationalDatabaseLogEventsCommandInput,
  GetRelationalDatabaseLogStreamsCommand,
  GetRelationalDatabaseMetricDataCommand,
  type GetRelationalDatabaseMetricDataCommandInput,
  PutAlarmCommand,
  RebootRelationalDatabaseCommand,
  StopRelationalDatabaseCommand,
} from "@aws-sdk/client-lightsail";
import { describe, expect, test } from "vitest";
import { databaseSetUp, relationalDatabaseName } from "./database-setup.ts";

const MINUTE = 60_000;
const MYSQL = { input: { relationalDatabaseBlueprintId: "mysql_8_4" } };

async function setUp(...options: Parameters<typeof databaseSetUp>) {
  const made = await databaseSetUp(...options);
  const { client, clock } = made;
  return {
    ...made,
    log: async (input: Partial<GetRelationalDatabaseLogEventsCommandInput> = {}) => {
      const answer = await client.send(
        new GetRelationalDatabaseLogEventsCommand({
          ...{ relationalDatabaseName, logStreamName: "error", ...input },
        }),
      );
      const { resourceLogEvents = [], nextForwardToken, nextBackwardToken } = answer;
      return {
        ...{ forward: nextForwardToken, backward: nextBackwardToken },
        messages: resourceLogEvents.map(({ message = "" }) => message),
      };
    },
    reboot: async () => {
      await client.send(new RebootRelationalDatabaseCommand({ relationalDatabaseName }));
      await clock.advance(MINUTE);
    },
    metric: async (input: Partial<GetRelationalDatabaseMetricDataCommandInput>) => {
      const { metricData } = await client.send(
        new GetRelationalDatabaseMetricDataCommand({
          ...{ relationalDatabaseName, metricName: "CPUUtilization", unit: "Percent" },
          ...{ period: 60, statistics: ["Average"] },
          ...{ startTime: new Date("2026-01-15T12:00:00Z"), endTime: new Date(clock.now()) },
          ...input,
        }),
      );
      return metricData;
    },
  };
}

describe("the events of a database", () => {
  test("are those of the last hour, or of up to two weeks, with the daily backups", async () => {
    const { client, clock, events } = await setUp();
    expect(await events()).toEqual(["Relational Database created"]);
    await clock.advance(61 * MINUTE);
    expect(await events()).toEqual([]);
    await clock.advance(2 * 1_440 * MINUTE);
    expect(await events(20_160)).toEqual([
      "Relational Database created",
      ...["Backing up Relational Database", "Finished Relational Database backup"],
      ...["Backing up Relational Database", "Finished Relational Database backup"],
    ]);
    const { relationalDatabaseEvents } = await client.send(
      new GetRelationalDatabaseEventsCommand({ relationalDatabaseName, durationInMinutes: 1_440 }),
    );
    expect(relationalDatabaseEvents?.[0]).toEqual({
      ...{ resource: "books", message: "Backing up Relational Database" },
      ...{ createdAt: new Date("2026-01-16T16:00:00Z"), eventCategories: ["backup"] },
    });
    for (const minutes of [0, 20_161]) {
      await expect(events(minutes)).rejects.toThrow(`must be 1 to 20160: ${minutes}`);
    }
  });

  test("come in pages that go on where the last one ended", async () => {
    const { client, clock, reboot } = await setUp();
    for (let index = 0; index < 60; index += 1) await reboot();
    const read = (pageToken?: string) =>
      client.send(
        new GetRelationalDatabaseEventsCommand({
          ...{ relationalDatabaseName, durationInMinutes: 20_160, pageToken },
        }),
      );
    const first = await read();
    expect(first.relationalDatabaseEvents).toHaveLength(100);
    await clock.advance(MINUTE);
    const second = await read(first.nextPageToken);
    expect(second.relationalDatabaseEvents).toHaveLength(21);
    expect(second).not.toHaveProperty("nextPageToken");
    await expect(read("x")).rejects.toThrow("The page token is not valid.");
  });
});

describe("the logs of a database", () => {
  test.each([
    ["mysql_8_4", ["audit", "error", "general", "slowquery"]],
    ["postgres_16", ["postgresql"]],
  ])("of %s are %j", async (relationalDatabaseBlueprintId, streams) => {
    const { client } = await setUp({ input: { relationalDatabaseBlueprintId } });
    const answer = await client.send(
      new GetRelationalDatabaseLogStreamsCommand({ relationalDatabaseName }),
    );
    expect(answer.logStreams).toEqual(streams);
  });

  test("tell of starts and ends, from either side and by pages", async () => {
    const { log, reboot } = await setUp(MYSQL);
    for (let index = 0; index < 60; index += 1) await reboot();
    const head = await log({ startFromHead: true });
    expect(head.messages).toHaveLength(100);
    expect(head.messages[0]).toContain("mysqld: ready for connections. Version: '8.4.6'");
    expect(head.messages[1]).toContain("Received SHUTDOWN from user rdsadmin");
    const rest = await log({ pageToken: head.forward });
    expect(rest.messages).toHaveLength(21);
    expect((await log({ pageToken: rest.backward })).messages).toEqual(head.messages);
    expect((await log()).messages.slice(-21)).toEqual(rest.messages);
    const end = await log({ pageToken: rest.forward });
    expect(end).toMatchObject({ messages: [], forward: rest.forward });
    await reboot();
    expect((await log({ pageToken: end.forward })).messages).toHaveLength(2);
    const { messages } = await log({
      startTime: new Date("2026-01-15T12:00:02Z"),
      endTime: new Date("2026-01-15T12:00:03Z"),
    });
    expect(messages).toHaveLength(3);
    expect((await log({ logStreamName: "slowquery" })).messages).toEqual([]);
  });

  test("that are not there, or not so, are refused", async () => {
    const { log } = await setUp();
    const logStreamName = "postgresql";
    expect((await log({ logStreamName })).messages).toEqual([
      "2026-01-15 12:00:02 UTC::@:[1]:LOG:  database system is ready to accept connections",
    ]);
    await expect(log()).rejects.toThrow("The LogStream does not exist: error");
    await expect(log({ logStreamName, startFromHead: true })).rejects.toThrow(
      "can't be read from their head",
    );
    await expect(log({ logStreamName, pageToken: "x" })).rejects.toThrow("page token");
    await expect(
      log({ logStreamName, startTime: new Date(2_000), endTime: new Date(1_000) }),
    ).rejects.toThrow("The start time must be before the end time.");
  });
});

describe("the metrics of a database", () => {
  test("are those of an idle one, the same at each call, and none while it stands", async () => {
    const { client, clock, metric } = await setUp();
    await clock.advance(10 * MINUTE);
    await client.send(new StopRelationalDatabaseCommand({ relationalDatabaseName }));
    await clock.advance(10 * MINUTE);
    const used = await metric({});
    expect(used).toHaveLength(11);
    expect(used).toEqual(await metric({}));
    for (const { average = 0, unit } of used ?? []) {
      expect(unit).toBe("Percent");
      expect(average).toBeGreaterThan(0);
      expect(average).toBeLessThan(10);
    }
    const statistics = ["Maximum" as const];
    const free = await metric({ metricName: "FreeStorageSpace", unit: "Bytes", statistics });
    expect(free?.[0]?.maximum).toBeLessThan(40 * 1024 ** 3);
    expect(free?.[0]?.maximum).toBeGreaterThan(30 * 1024 ** 3);
    expect(await metric({ unit: "Count" })).toEqual([]);
  });

  test("are watched by alarms", async () => {
    const { client, clock } = await setUp();
    const put = (
      alarmName: string,
      metricName: "CPUUtilization" | "FreeStorageSpace" | "NetworkIn",
    ) =>
      client.send(
        new PutAlarmCommand({
          ...{ alarmName, metricName, monitoredResourceName: relationalDatabaseName },
          comparisonOperator: "GreaterThanThreshold",
          ...{ threshold: 90, evaluationPeriods: 1 },
        }),
      );
    await put("busy", "CPUUtilization");
    await put("roomy", "FreeStorageSpace");
    await expect(put("wrong", "NetworkIn")).rejects.toThrow(
      "There is no metric NetworkIn of a RelationalDatabase: books",
    );
    const states = async () =>
      (await client.send(new GetAlarmsCommand({}))).alarms?.map(({ state }) => state);
    expect(await states()).toEqual(["INSUFFICIENT_DATA", "INSUFFICIENT_DATA"]);
    await clock.advance(30 * MINUTE);
    expect(await states()).toEqual(["OK", "ALARM"]);
    await client.send(
      new DeleteRelationalDatabaseCommand({ relationalDatabaseName, skipFinalSnapshot: true }),
    );
    expect(await states()).toEqual(["INSUFFICIENT_DATA", "INSUFFICIENT_DATA"]);
  });
});
