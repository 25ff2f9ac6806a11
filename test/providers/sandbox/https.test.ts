import {
  CreateDomainCommand,
  CreateDomainEntryCommand,
  CreateInstancesCommand,
  GetInstanceCommand,
  GetSetupHistoryCommand,
  SetupInstanceHttpsCommand,
  StopInstanceCommand,
} from "@aws-sdk/client-lightsail";
import { expect, test } from "vitest";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { call, harness, newInstances } from "./harness.ts";

const ASKED = {
  instanceName: "web-1",
  emailAddress: "admin@example.com",
  domainNames: ["example.com"],
  certificateProvider: "LetsEncrypt" as const,
};

const newWeb = { ...newInstances("web-1"), blueprintId: "wordpress" };

test("HTTPS is set up once the names lead to the instance (#16.1)", async () => {
  const clock = fakeClock();
  const { client } = harness({ clock, pace: "fast" });
  await client.send(new CreateInstancesCommand(newWeb));
  const setUp = (more: object = {}) =>
    client.send(new SetupInstanceHttpsCommand({ ...ASKED, ...more }));
  const history = async () =>
    (await client.send(new GetSetupHistoryCommand({ resourceName: "web-1" }))).setupHistory ?? [];
  await expect(setUp()).rejects.toThrow("The state of this instance is: pending");
  await clock.advance(1_000);
  expect(await history()).toEqual([]);
  const { operations = [] } = await setUp();
  expect(operations).toMatchObject([
    { operationType: "SetupInstanceHttps", resourceName: "web-1", status: "Started" },
  ]);
  expect(await history()).toMatchObject([{ status: "inProgress" }]);
  await clock.advance(1_000);
  const { instance } = await client.send(new GetInstanceCommand({ instanceName: "web-1" }));
  const [failed] = await history();
  expect(failed).toEqual({
    operationId: operations[0]?.id,
    request: {
      instanceName: "web-1",
      domainNames: ["example.com"],
      certificateProvider: "LetsEncrypt",
    },
    resource: {
      name: "web-1",
      arn: instance?.arn,
      createdAt: instance?.createdAt,
      location: instance?.location,
      resourceType: "Instance",
    },
    executionDetails: [
      {
        dateTime: operations[0]?.createdAt,
        name: "web-1",
        status: "failed",
        standardError: "The domain name does not lead to the instance: example.com",
      },
    ],
    status: "failed",
  });

  await client.send(new CreateDomainCommand({ domainName: "example.com" }));
  await client.send(
    new CreateDomainEntryCommand({
      domainName: "example.com",
      domainEntry: { name: "example.com", type: "A", target: instance?.publicIpAddress },
    }),
  );
  await setUp({ domainNames: ["Example.com"] });
  await setUp({ domainNames: ["example.com", "www.example.com"] });
  await clock.advance(1_000);
  const told = (await history()).map((it) => [it.status, it.executionDetails?.[0]?.standardError]);
  expect(told).toEqual([
    ["failed", "The domain name does not lead to the instance: www.example.com"],
    ["succeeded", undefined],
    ["failed", "The domain name does not lead to the instance: example.com"],
  ]);
  for (let time = 0; time < 4; time += 1) await setUp();
  const names = (await history()).map((it) => it.request?.domainNames);
  expect(names).toHaveLength(5);
  expect(names.at(-1)).toEqual(["example.com", "www.example.com"]);
});

test("a fault plan that issues certificates asks no zone (#16.1)", async () => {
  const { client } = harness({ faults: { certificates: "issued" } });
  await client.send(new CreateInstancesCommand(newWeb));
  await client.send(new SetupInstanceHttpsCommand(ASKED));
  const { setupHistory } = await client.send(new GetSetupHistoryCommand({ resourceName: "web-1" }));
  expect(setupHistory).toMatchObject([{ status: "succeeded" }]);
});

test("what HTTPS can't be set up for is refused (#16.1)", async () => {
  const sandbox = harness();
  const { client } = sandbox;
  await client.send(new CreateInstancesCommand(newWeb));
  await client.send(new CreateInstancesCommand(newInstances("os-1")));
  const refused = async (more: object) =>
    (await call(sandbox, "SetupInstanceHttps", { ...ASKED, ...more })).body["message"];
  expect(await refused({ instanceName: "no-1" })).toBe("The Instance does not exist: no-1");
  expect(await refused({ instanceName: "os-1" })).toMatch(/of os-1 has no web server/);
  expect(await refused({ emailAddress: "admin" })).toMatch(/emailAddress/);
  expect(await refused({ domainNames: [] })).toMatch(/domainNames/);
  expect(await refused({ domainNames: ["*.example.com"] })).toMatch(/domainNames/);
  const long = `${"a".repeat(60)}.${"b".repeat(60)}.com`;
  expect(await refused({ domainNames: [long] })).toBe(
    "At least one domain name must have 63 characters or fewer.",
  );
  expect(await refused({ certificateProvider: "Other" })).toMatch(/certificateProvider/);
  await client.send(new StopInstanceCommand({ instanceName: "web-1" }));
  expect(await refused({})).toMatch(/can't set up HTTPS on this instance right now/);
});
