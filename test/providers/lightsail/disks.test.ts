import { expect, test } from "vitest";
import { REQUEST_TAG } from "../../../src/core/instances/request-tag.ts";
import { asked, harness, ZONE } from "./harness.ts";

const LOST = [
  ...["CreateDisk", "CreateDiskFromSnapshot", "CreateDiskSnapshot"],
  ...["AttachDisk", "DetachDisk", "DeleteDisk"],
].map((operation) => ({ operation, fault: "reset_after" as const, calls: [1] }));

const DATA = { name: "data", sizeGb: 64, availabilityZone: ZONE, tags: { Team: "Quants" } };

test.each([
  ["answered", []],
  ["first answers are lost", LOST],
])("a disk is made, attached, copied, detached and deleted: %s", async (_, faults) => {
  const { manager, bystander } = harness({ faults, pace: "fast" });
  const { disks } = manager;
  await bystander.createInstance(asked("web-1"));
  await bystander.waitForInstance("web-1", "running");
  expect(await disks.create(DATA)).toEqual({
    name: "data",
    status: "pending",
    size_gb: 64,
    attached_to: null,
    is_attached: false,
    path: null,
    availability_zone: ZONE,
    region: "us-east-1",
    created_at: expect.any(String),
    tags: { Team: "Quants", [REQUEST_TAG]: expect.any(String) },
    arn: expect.stringContaining(":Disk/"),
  });
  await disks.settle("data");
  const to = { instance: "web-1", path: "/dev/xvdf" };
  expect(await disks.attach("data", to)).toMatchObject({
    ...{ status: "in-use", attached_to: "web-1", is_attached: true, path: "/dev/xvdf" },
  });
  await expect(disks.detach("data")).rejects.toMatchObject({ code: "invalid_state" });
  await expect(disks.delete("data")).rejects.toMatchObject({ code: "invalid_state" });

  await disks.createSnapshot("data-1", "data", { tags: { Team: "Quants" } });
  expect(await disks.waitForSnapshot("data-1")).toMatchObject({
    ...{ name: "data-1", disk: "data", status: "available", size_gb: 64 },
    tags: { Team: "Quants", [REQUEST_TAG]: expect.any(String) },
  });
  const copy = { ...DATA, name: "copy", sizeGb: 80, snapshot: "data-1" };
  expect(await disks.create(copy)).toMatchObject({ name: "copy", size_gb: 80 });

  await bystander.stopInstance("web-1");
  await bystander.waitForInstance("web-1", "stopped");
  expect(await disks.detach("data")).toMatchObject({
    ...{ status: "available", attached_to: null, is_attached: false, path: null },
  });
  await disks.delete("data");
  expect((await disks.list()).map(({ name }) => name)).toEqual(["copy"]);
  await expect(disks.get("data")).rejects.toMatchObject({
    code: "not_found",
    message: 'The disk "data" does not exist in us-east-1.',
    hint: expect.stringContaining("quants-ctl infra disk list --region all"),
  });
});

test("another disk of that name is never taken for this call's own", async () => {
  const faults = [{ operation: "CreateDisk", fault: "reset_before" as const, calls: [1] }];
  const { manager, bystander } = harness({ faults });
  await bystander.disks.create(DATA);
  await expect(manager.disks.create(DATA)).rejects.toMatchObject({ code: "name_in_use" });
});

test("what Lightsail would refuse as a name or a path is sent nowhere", async () => {
  const { manager, requests } = harness();
  const { disks } = manager;
  await expect(disks.create({ ...DATA, name: "-" })).rejects.toThrow("disk name");
  const to = { instance: "web-1", path: "/dev/xvda" };
  await expect(disks.attach("data", to)).rejects.toThrow("is no path for a disk");
  expect(requests).toEqual([]);
});
