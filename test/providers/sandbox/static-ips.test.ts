import {
  AllocateStaticIpCommand,
  AttachStaticIpCommand,
  CreateInstancesCommand,
  DeleteInstanceCommand,
  DetachStaticIpCommand,
  GetInstanceCommand,
  GetStaticIpCommand,
  GetStaticIpsCommand,
  OperationFailureException,
  ReleaseStaticIpCommand,
  StartInstanceCommand,
  StopInstanceCommand,
} from "@aws-sdk/client-lightsail";
import { expect, test } from "vitest";
import { harness, newInstances, ZONE } from "./harness.ts";

async function setUp() {
  const sandbox = harness();
  const { client } = sandbox;
  await client.send(new CreateInstancesCommand(newInstances("web-1", "web-2")));
  await client.send(new AllocateStaticIpCommand({ staticIpName: "ip-1" }));
  return {
    ...sandbox,
    instance: async (instanceName = "web-1") =>
      (await client.send(new GetInstanceCommand({ instanceName }))).instance,
    staticIp: async (staticIpName = "ip-1") =>
      (await client.send(new GetStaticIpCommand({ staticIpName }))).staticIp,
    attach: (staticIpName = "ip-1", instanceName = "web-1") =>
      client.send(new AttachStaticIpCommand({ staticIpName, instanceName })),
    detach: (staticIpName = "ip-1") => client.send(new DetachStaticIpCommand({ staticIpName })),
    release: (staticIpName = "ip-1") => client.send(new ReleaseStaticIpCommand({ staticIpName })),
  };
}

test("an allocated static IP belongs to the region and to nobody", async () => {
  const { staticIp } = await setUp();
  expect(await staticIp()).toEqual({
    name: "ip-1",
    arn: expect.stringMatching(/^arn:aws:lightsail:us-east-1:\d{12}:StaticIp\/[0-9a-f-]{36}$/),
    supportCode: expect.stringMatching(/^\d{12}\/198\.51\.100\.3$/),
    createdAt: expect.any(Date),
    location: { availabilityZone: "all", regionName: "us-east-1" },
    resourceType: "StaticIp",
    ipAddress: "198.51.100.3",
    isAttached: false,
  });
});

test("attaching is two operations and replaces the public address", async () => {
  const { attach, instance, staticIp } = await setUp();
  const { operations } = await attach();
  expect(operations).toMatchObject([
    {
      resourceName: "ip-1",
      resourceType: "StaticIp",
      operationDetails: "web-1",
      location: { availabilityZone: "all" },
      status: "Succeeded",
    },
    {
      resourceName: "web-1",
      resourceType: "Instance",
      operationDetails: "ip-1",
      location: { availabilityZone: ZONE },
      status: "Succeeded",
    },
  ]);
  expect(await staticIp()).toMatchObject({ isAttached: true, attachedTo: "web-1" });
  expect(await instance()).toMatchObject({ isStaticIp: true, publicIpAddress: "198.51.100.3" });
});

test("a static address survives stop and start", async () => {
  const { attach, client, instance } = await setUp();
  await attach();
  await client.send(new StopInstanceCommand({ instanceName: "web-1" }));
  expect((await instance())?.publicIpAddress).toBe("198.51.100.3");
  await client.send(new StartInstanceCommand({ instanceName: "web-1" }));
  expect((await instance())?.publicIpAddress).toBe("198.51.100.3");
});

test("detaching gives the instance a new dynamic address", async () => {
  const { attach, detach, instance, staticIp } = await setUp();
  const before = (await instance())?.publicIpAddress;
  await attach();
  expect((await detach()).operations).toHaveLength(2);
  const after = await instance();
  expect(after?.isStaticIp).toBe(false);
  expect(after?.publicIpAddress).toBeDefined();
  expect([before, "198.51.100.3"]).not.toContain(after?.publicIpAddress);
  expect((await staticIp())?.attachedTo).toBeUndefined();
});

test("a stopped instance gets its dynamic address when it is started", async () => {
  const { attach, client, detach, instance } = await setUp();
  await attach();
  await client.send(new StopInstanceCommand({ instanceName: "web-1" }));
  await detach();
  expect((await instance())?.publicIpAddress).toBeUndefined();
  await client.send(new StartInstanceCommand({ instanceName: "web-1" }));
  expect((await instance())?.publicIpAddress).toBeDefined();
});

test("deleting the instance keeps the static IP", async () => {
  const { attach, client, release, staticIp } = await setUp();
  await attach();
  await client.send(new DeleteInstanceCommand({ instanceName: "web-1" }));
  expect(await staticIp()).toMatchObject({ isAttached: false });
  expect((await release()).operations).toMatchObject([{ operationType: "ReleaseStaticIp" }]);
  await expect(staticIp()).rejects.toThrow("The StaticIp does not exist: ip-1");
});

test("releasing an attached one takes it from its instance, which gets a dynamic address (#11.6)", async () => {
  const { attach, instance, release, staticIp } = await setUp();
  await attach();
  const { operations } = await release();
  expect(operations).toMatchObject([{ operationType: "ReleaseStaticIp", status: "Succeeded" }]);
  await expect(staticIp()).rejects.toThrow("The StaticIp does not exist: ip-1");
  const after = await instance();
  expect(after?.isStaticIp).toBe(false);
  expect(after?.publicIpAddress).toMatch(/^198\.51\.100\.\d+$/);
  expect(after?.publicIpAddress).not.toBe("198.51.100.3");
});

test("an instance must be running to be given a static IP; what is attached stays so (#11.55)", async () => {
  const { attach, client, detach, staticIp } = await setUp();
  await client.send(new StopInstanceCommand({ instanceName: "web-1" }));
  const error: unknown = await attach().catch((it: unknown) => it);
  expect(error).toBeInstanceOf(OperationFailureException);
  expect((error as Error).message).toBe(
    "You can't attach a static IP to this instance right now. The state of this instance is: stopped",
  );
  expect(await staticIp()).toMatchObject({ isAttached: false });
  await client.send(new StartInstanceCommand({ instanceName: "web-1" }));
  await attach();
  await client.send(new StopInstanceCommand({ instanceName: "web-1" }));
  await attach();
  expect(await staticIp()).toMatchObject({ attachedTo: "web-1" });
  await detach();
  await expect(attach()).rejects.toThrow(OperationFailureException);
});

test("refuses what would take an address away from somebody", async () => {
  const { attach, client, detach } = await setUp();
  await client.send(new AllocateStaticIpCommand({ staticIpName: "ip-2" }));
  await expect(detach()).rejects.toThrow(OperationFailureException);
  await attach();
  await attach();
  await expect(attach("ip-1", "web-2")).rejects.toThrow(/already attached to the instance: web-1/);
  await expect(attach("ip-2", "web-1")).rejects.toThrow(/already has an attached static IP: ip-1/);
  await expect(attach("ip-3", "web-1")).rejects.toThrow("The StaticIp does not exist: ip-3");
  await expect(attach("ip-2", "ip-1")).rejects.toThrow("The Instance does not exist: ip-1");
});

test("five a region, and one namespace with the instances", async () => {
  const { client, clientOf } = await setUp();
  const allocate = (staticIpName: string) =>
    client.send(new AllocateStaticIpCommand({ staticIpName }));
  await expect(allocate("web-1")).rejects.toThrow("Some names are already in use: web-1");
  for (const name of ["ip-2", "ip-3", "ip-4", "ip-5"]) await allocate(name);
  await expect(allocate("ip-6")).rejects.toThrow(
    "Sorry, you've reached your maximum limit of Lightsail Static IPs : 5.\n If you're new to Lightsail, please try again later.",
  );
  await clientOf("eu-west-1").send(new AllocateStaticIpCommand({ staticIpName: "ip-6" }));
  const { staticIps } = await client.send(new GetStaticIpsCommand({}));
  expect(staticIps?.map((entry) => entry.name)).toEqual(["ip-1", "ip-2", "ip-3", "ip-4", "ip-5"]);
});
