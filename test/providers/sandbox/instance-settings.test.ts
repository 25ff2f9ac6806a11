import {
  CreateContactMethodCommand,
  CreateInstancesCommand,
  DeleteKnownHostKeysCommand,
  GetActiveNamesCommand,
  GetInstanceAccessDetailsCommand,
  GetInstanceCommand,
  IsVpcPeeredCommand,
  PeerVpcCommand,
  UnpeerVpcCommand,
  UpdateInstanceMetadataOptionsCommand,
} from "@aws-sdk/client-lightsail";
import { expect, test } from "vitest";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { harness, newInstances } from "./harness.ts";

const instanceName = "web-1";

test("metadata options are changed where something is said", async () => {
  const { client } = harness();
  await client.send(new CreateInstancesCommand(newInstances(instanceName)));
  const { operation } = await client.send(
    new UpdateInstanceMetadataOptionsCommand({ instanceName, httpTokens: "required" }),
  );
  expect(operation).toMatchObject({ operationType: "UpdateInstanceMetadataOptions" });
  await client.send(
    new UpdateInstanceMetadataOptionsCommand({ instanceName, httpPutResponseHopLimit: 2 }),
  );
  const { instance } = await client.send(new GetInstanceCommand({ instanceName }));
  expect(instance?.metadataOptions).toEqual({
    ...{ state: "applied", httpTokens: "required", httpPutResponseHopLimit: 2 },
    ...{ httpEndpoint: "enabled", httpProtocolIpv6: "disabled" },
  });
  await expect(
    client.send(
      new UpdateInstanceMetadataOptionsCommand({ instanceName, httpPutResponseHopLimit: 65 }),
    ),
  ).rejects.toThrow("httpPutResponseHopLimit must be 1 to 64: 65");
});

test("host keys are looked at anew, and are the same", async () => {
  const clock = fakeClock();
  const { client } = harness({ clock });
  await client.send(new CreateInstancesCommand(newInstances(instanceName)));
  const keys = async () =>
    (await client.send(new GetInstanceAccessDetailsCommand({ instanceName }))).accessDetails
      ?.hostKeys ?? [];
  const before = await keys();
  await clock.advance(60_000);
  await client.send(new DeleteKnownHostKeysCommand({ instanceName }));
  const after = await keys();
  expect(after.map((it) => it.publicKey)).toEqual(before.map((it) => it.publicKey));
  const moved = (index: number) =>
    Number(after[index]?.witnessedAt) - Number(before[index]?.witnessedAt);
  expect([moved(0), moved(1)]).toEqual([60_000, 60_000]);
});

test("a region is peered and no more", async () => {
  const { client, clientOf } = harness();
  const isPeered = async () => (await client.send(new IsVpcPeeredCommand({}))).isPeered;
  expect(await isPeered()).toBe(false);
  await expect(client.send(new UnpeerVpcCommand({}))).rejects.toThrow("is not peered");
  const { operation } = await client.send(new PeerVpcCommand({}));
  expect(operation).toMatchObject({
    ...{ operationType: "PeeredVpc", resourceType: "PeeredVpc", status: "Succeeded" },
    resourceName: expect.stringMatching(/^vpc-0[0-9a-f]{16}$/),
  });
  expect(await isPeered()).toBe(true);
  expect((await clientOf("eu-west-1").send(new IsVpcPeeredCommand({}))).isPeered).toBe(false);
  await client.send(new UnpeerVpcCommand({}));
  expect(await isPeered()).toBe(false);
});

test("contact methods have no names of their own", async () => {
  const { client } = harness();
  await client.send(
    new CreateContactMethodCommand({ protocol: "Email", contactEndpoint: "ops@example.com" }),
  );
  expect((await client.send(new GetActiveNamesCommand({}))).activeNames).toEqual([]);
});
