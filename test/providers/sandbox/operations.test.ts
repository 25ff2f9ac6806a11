import {
  AllocateStaticIpCommand,
  CreateInstancesCommand,
  DeleteInstanceCommand,
  GetActiveNamesCommand,
  GetOperationCommand,
  GetOperationsCommand,
  GetOperationsForResourceCommand,
  ReleaseStaticIpCommand,
} from "@aws-sdk/client-lightsail";
import { expect, test } from "vitest";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { harness, newInstances } from "./harness.ts";

test("an operation goes from Started to Succeeded", async () => {
  const clock = fakeClock();
  const { client } = harness({ clock, pace: "fast" });
  const { operations } = await client.send(new CreateInstancesCommand(newInstances("web-1")));
  const operationId = operations?.[0]?.id;
  const get = async () => (await client.send(new GetOperationCommand({ operationId }))).operation;
  expect(await get()).toEqual(operations?.[0]);
  await clock.advance(1_000);
  expect(await get()).toMatchObject({
    status: "Succeeded",
    isTerminal: true,
    createdAt: new Date("2026-01-15T12:00:00Z"),
    statusChangedAt: new Date("2026-01-15T12:00:01Z"),
  });
});

test("an unknown operation does not exist", async () => {
  const { client } = harness();
  await expect(client.send(new GetOperationCommand({ operationId: "nope" }))).rejects.toThrow(
    "The Operation does not exist: nope",
  );
});

test("operations come oldest first, 200 a page", async () => {
  const { client } = harness();
  const names = Array.from({ length: 250 }, (_, index) => `web-${index}`);
  await client.send(new CreateInstancesCommand(newInstances(...names)));
  const first = await client.send(new GetOperationsCommand({}));
  const rest = await client.send(new GetOperationsCommand({ pageToken: first.nextPageToken }));
  expect(first.operations).toHaveLength(200);
  expect(rest.nextPageToken).toBeUndefined();
  expect(
    [...(first.operations ?? []), ...(rest.operations ?? [])].map((o) => o.resourceName),
  ).toEqual(names);
});

test("a resource's operations outlive it", async () => {
  const { client } = harness();
  await client.send(new CreateInstancesCommand(newInstances("web-1", "web-2")));
  await client.send(new DeleteInstanceCommand({ instanceName: "web-1" }));
  const { operations } = await client.send(
    new GetOperationsForResourceCommand({ resourceName: "web-1" }),
  );
  expect(operations?.map((operation) => operation.operationType)).toEqual([
    "CreateInstance",
    "DeleteInstance",
  ]);
  await expect(
    client.send(new GetOperationsForResourceCommand({ resourceName: "other" })),
  ).rejects.toThrow(/does not exist/);
});

test("only the newest operations are kept", async () => {
  const { client } = harness();
  await client.send(new AllocateStaticIpCommand({ staticIpName: "first" }));
  for (let batch = 0; batch < 3; batch += 1) {
    const names = Array.from({ length: 900 }, (_, index) => `web-${batch}-${index}`);
    await client.send(new CreateInstancesCommand(newInstances(...names)));
  }
  const { operations } = await client.send(new GetOperationsCommand({}));
  expect(operations?.[0]?.resourceName).not.toBe("first");
});

test("active names are the whole namespace", async () => {
  const { client } = harness();
  await client.send(new CreateInstancesCommand(newInstances("web-1")));
  await client.send(new AllocateStaticIpCommand({ staticIpName: "ip-1" }));
  await client.send(new AllocateStaticIpCommand({ staticIpName: "ip-2" }));
  await client.send(new ReleaseStaticIpCommand({ staticIpName: "ip-1" }));
  const { activeNames } = await client.send(new GetActiveNamesCommand({}));
  expect(activeNames).toEqual(["web-1", "ip-2"]);
});
