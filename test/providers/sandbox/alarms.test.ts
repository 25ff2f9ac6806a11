import {
  CreateContactMethodCommand,
  CreateInstancesCommand,
  DeleteAlarmCommand,
  DeleteContactMethodCommand,
  DeleteInstanceCommand,
  GetAlarmsCommand,
  GetContactMethodsCommand,
  PutAlarmCommand,
  type PutAlarmCommandInput,
  SendContactMethodVerificationCommand,
  TagResourceCommand,
  TestAlarmCommand,
} from "@aws-sdk/client-lightsail";
import { describe, expect, test } from "vitest";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { call, harness, newInstances } from "./harness.ts";

const ALARM = {
  alarmName: "busy-1",
  metricName: "CPUUtilization",
  monitoredResourceName: "web-1",
  comparisonOperator: "GreaterThanThreshold",
  threshold: 0.05,
  evaluationPeriods: 3,
  datapointsToAlarm: 2,
} as const satisfies PutAlarmCommandInput;

async function setUp() {
  const clock = fakeClock();
  const sandbox = harness({ clock });
  const { client } = sandbox;
  await client.send(new CreateInstancesCommand(newInstances("web-1", "web-2")));
  return {
    ...{ clock, sandbox, client },
    put: (input: Partial<PutAlarmCommandInput> = {}) =>
      client.send(new PutAlarmCommand({ ...ALARM, ...input })),
    alarms: async (filter = {}) => (await client.send(new GetAlarmsCommand(filter))).alarms ?? [],
  };
}

describe("an alarm", () => {
  test("has the defaults of the service, and no data at first", async () => {
    const { put, alarms } = await setUp();
    const { operations } = await put();
    expect(operations).toMatchObject([
      { operationType: "PutAlarm", resourceType: "Alarm", status: "Succeeded" },
    ]);
    const { alarmName, monitoredResourceName, ...kept } = ALARM;
    expect(await alarms()).toEqual([
      {
        ...{ ...kept, name: alarmName, resourceType: "Alarm" },
        arn: expect.stringMatching(/:Alarm\/[0-9a-f-]{36}$/),
        createdAt: expect.any(Date),
        supportCode: expect.any(String),
        location: { availabilityZone: "all", regionName: "us-east-1" },
        monitoredResourceInfo: {
          ...{ name: monitoredResourceName, resourceType: "Instance" },
          arn: expect.stringMatching(/:Instance\/[0-9a-f-]{36}$/),
        },
        ...{ period: 300, statistic: "Average", unit: "Percent", state: "INSUFFICIENT_DATA" },
        ...{ treatMissingData: "missing", notificationTriggers: ["ALARM"] },
        ...{ notificationEnabled: true, contactProtocols: [], tags: [] },
      },
    ]);
  });

  test("follows the metric, and a test for five minutes", async () => {
    const { client, clock, put, alarms } = await setUp();
    await put();
    await put({ alarmName: "idle-1", comparisonOperator: "LessThanThreshold" });
    const states = async () => (await alarms()).map(({ state }) => state);
    await clock.advance(3_600_000);
    expect(await states()).toEqual(["ALARM", "OK"]);
    await client.send(new TestAlarmCommand({ alarmName: "idle-1", state: "ALARM" }));
    await clock.advance(299_000);
    expect(await states()).toEqual(["ALARM", "ALARM"]);
    await clock.advance(1_000);
    expect(await states()).toEqual(["ALARM", "OK"]);
  });

  test("takes what is missing as it is told", async () => {
    const { client, clock, put, alarms } = await setUp();
    await put({ alarmName: "a-1", treatMissingData: "breaching" });
    await put({ alarmName: "a-2", treatMissingData: "notBreaching" });
    await put({ alarmName: "a-3", metricName: "NetworkIn", threshold: 1e9 });
    await client.send(new DeleteInstanceCommand({ instanceName: "web-1" }));
    await clock.advance(3_600_000);
    expect((await alarms()).map(({ state }) => state)).toEqual([
      "ALARM",
      "OK",
      "INSUFFICIENT_DATA",
    ]);
  });

  test("is changed as a whole, but for its tags; two watch a metric", async () => {
    const { client, put, alarms } = await setUp();
    await put({ tags: [{ key: "A", value: "1" }], notificationEnabled: false });
    const [before] = await alarms();
    await put({ threshold: 90, evaluationPeriods: 1, datapointsToAlarm: 1 });
    expect(await alarms()).toEqual([
      {
        ...before,
        threshold: 90,
        evaluationPeriods: 1,
        datapointsToAlarm: 1,
        notificationEnabled: true,
      },
    ]);
    await client.send(
      new TagResourceCommand({ resourceName: "busy-1", tags: [{ key: "B", value: "2" }] }),
    );
    await put({ alarmName: "busy-2" });
    await expect(put({ alarmName: "busy-3" })).rejects.toThrow("2 alarms for a metric at most");
    await put({ alarmName: "busy-3", monitoredResourceName: "web-2" });
    const named = async (filter: object) => (await alarms(filter)).map(({ name }) => name);
    expect(await named({ monitoredResourceName: "web-1" })).toEqual(["busy-1", "busy-2"]);
    expect(await named({ alarmName: "busy-3" })).toEqual(["busy-3"]);
    await client.send(new DeleteAlarmCommand({ alarmName: "busy-1" }));
    await expect(named({ alarmName: "busy-1" })).rejects.toThrow(
      "The Alarm does not exist: busy-1",
    );
  });

  test.each<[Partial<PutAlarmCommandInput>, string]>([
    [{ evaluationPeriods: 0 }, "evaluationPeriods must be 1 to 288: 0"],
    [{ evaluationPeriods: 289 }, "evaluationPeriods must be 1 to 288: 289"],
    [{ datapointsToAlarm: 4 }, "datapointsToAlarm must be 1 to evaluationPeriods (3): 4"],
    [{ metricName: "RequestCount" }, "There is no metric RequestCount of a Instance: web-1"],
    [{ monitoredResourceName: "web-9" }, "The Resource does not exist: web-9"],
    [{ alarmName: "web-2" }, "Some names are already in use: web-2"],
  ])("that can't be is refused: %j", async (input, message) => {
    const { put, alarms } = await setUp();
    await expect(put(input)).rejects.toThrow(message);
    expect(await alarms()).toEqual([]);
  });

  test("has a number as its threshold", async () => {
    const { sandbox } = await setUp();
    const answer = await call(sandbox, "PutAlarm", { ...ALARM, threshold: "high" });
    expect(answer.body["message"]).toContain("Value 'high' at 'threshold' failed");
  });
});

test("a trigger needs ALARM beside it, and text messages a region that sends them", async () => {
  const { put, alarms, sandbox } = await setUp();
  await expect(put({ notificationTriggers: ["OK"] })).rejects.toThrow("must include ALARM");
  expect(await alarms()).toEqual([]);
  await put({ notificationTriggers: ["OK", "ALARM"] });
  expect(await alarms()).toMatchObject([{ notificationTriggers: ["OK", "ALARM"] }]);
  const client = sandbox.clientOf("eu-central-1");
  const create = (protocol: "Email" | "SMS", contactEndpoint: string) =>
    client.send(new CreateContactMethodCommand({ protocol, contactEndpoint }));
  await expect(create("SMS", "+15550100")).rejects.toThrow("is not supported in eu-central-1");
  await create("Email", "ops@example.com");
});

test("one address and one number are told, checked, and never asked", async () => {
  const { client } = await setUp();
  const create = (protocol: "Email" | "SMS", contactEndpoint: string) =>
    client.send(new CreateContactMethodCommand({ protocol, contactEndpoint }));
  await expect(create("Email", "nobody")).rejects.toThrow("not a valid email address");
  await expect(create("SMS", "5550100")).rejects.toThrow("not a valid phone number");
  await create("Email", "ops@example.com");
  await expect(create("Email", "dev@example.com")).rejects.toThrow("of this protocol already");
  await create("SMS", "+15550100");
  await client.send(new SendContactMethodVerificationCommand({ protocol: "Email" }));
  const { contactMethods } = await client.send(new GetContactMethodsCommand({}));
  expect(contactMethods).toMatchObject([
    {
      ...{ protocol: "Email", name: "Email", contactEndpoint: "ops@example.com" },
      ...{ status: "PendingVerification", resourceType: "ContactMethod", tags: [] },
    },
    { protocol: "SMS", contactEndpoint: "+15550100", status: "Valid" },
  ]);
  const one = await client.send(new GetContactMethodsCommand({ protocols: ["SMS"] }));
  expect(one.contactMethods).toHaveLength(1);
  await client.send(new DeleteContactMethodCommand({ protocol: "Email" }));
  await expect(
    client.send(new SendContactMethodVerificationCommand({ protocol: "Email" })),
  ).rejects.toThrow("The ContactMethod does not exist: Email");
});
