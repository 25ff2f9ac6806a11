import { describe, expect, test } from "vitest";
import { QuantsError } from "../../../src/core/errors.ts";
import { REQUEST_TAG } from "../../../src/core/instances/request-tag.ts";
import { failure } from "../../contract/infra-manager.contract.ts";
import { asked, type Harness, harness, REGION, ZONE } from "./harness.ts";

const SNAPSHOT_KEYS = [
  "arn",
  "attached_disks",
  "created_at",
  "disks",
  "from_blueprint_id",
  "from_bundle_id",
  "from_instance_arn",
  "from_region",
  "instance",
  "is_auto",
  "name",
  "progress",
  "region",
  "size_gb",
  "status",
  "tags",
];

async function withInstance(options: Parameters<typeof harness>[0] = {}): Promise<Harness> {
  const made = harness({ pace: "fast", ...options });
  await made.bystander.createInstance(asked("web-1"));
  await made.bystander.waitForInstance("web-1", "ip");
  return made;
}

const mark = { [REQUEST_TAG]: expect.stringMatching(/^[0-9a-f-]{36}$/) as string };

describe("a snapshot", () => {
  test("is begun with its tags, listed, waited for and deleted", async () => {
    const { manager, requests } = await withInstance();
    const begun = await manager.createSnapshot("web-snapshot", "web-1", {
      tags: { Owner: "quant" },
    });
    expect(Object.keys(begun).toSorted()).toEqual(SNAPSHOT_KEYS);
    expect(begun).toMatchObject({
      name: "web-snapshot",
      instance: "web-1",
      status: "pending",
      progress: "0%",
      size_gb: 60,
      region: REGION,
      from_bundle_id: "small_3_0",
      from_blueprint_id: "ubuntu_22_04",
      is_auto: false,
      disks: [],
      attached_disks: [],
      tags: { Owner: "quant", ...mark },
    });
    const seen: string[] = [];
    const done = await manager.waitForSnapshot("web-snapshot", {
      pollIntervalMs: 500,
      onChange: (what) => seen.push(what),
    });
    expect(done).toMatchObject({ status: "available", from_instance_arn: begun.from_instance_arn });
    expect(seen[0]).toBe("pending, 0%");
    expect(await manager.listSnapshots()).toEqual([done]);
    await manager.deleteSnapshot("web-snapshot");
    expect(await manager.listSnapshots()).toEqual([]);
    expect((await failure(manager.deleteSnapshot("web-snapshot"))).code).toBe("not_found");
    expect(requests.slice(0, 2)).toEqual(["CreateInstanceSnapshot", "GetInstanceSnapshot"]);
  });

  test("of a name that something else has is refused, also after a lost answer", async () => {
    const { manager, bystander } = await withInstance({
      faults: [{ operation: "CreateInstanceSnapshot", fault: "reset_before", calls: [1] }],
    });
    await bystander.createSnapshot("web-snapshot", "web-1");
    const error = await failure(manager.createSnapshot("web-snapshot", "web-1"));
    expect(error).toMatchObject({ code: "name_in_use", exitStatus: 5, resource: "web-snapshot" });
    expect(error.hint).toContain("--snapshot-name");
    expect(await bystander.listSnapshots()).toHaveLength(1);
  });

  test("that could not be read is reported all the same", async () => {
    const { manager } = await withInstance({
      faults: [{ operation: "GetInstanceSnapshot", fault: "server_error" }],
    });
    expect(await manager.createSnapshot("web-snapshot", "web-1")).toMatchObject({
      name: "web-snapshot",
      instance: "web-1",
      status: "pending",
      tags: mark,
    });
  });

  test("that was being made when the user stopped may be there, and that is said", async () => {
    const controller = new AbortController();
    const { manager } = await withInstance({
      onAnswer: (operation) => {
        if (operation === "CreateInstanceSnapshot") {
          controller.abort(new QuantsError("interrupted", "Stopped."));
        }
      },
    });
    const { signal } = controller;
    const error = await failure(manager.createSnapshot("web-snapshot", "web-1", { signal }));
    expect(error).toMatchObject({ code: "interrupted", resource: "web-snapshot" });
    expect(error.message).toContain('The snapshot "web-snapshot" may have been created');
  });

  test("is not waited for longer than asked", async () => {
    const { manager } = await withInstance();
    await manager.createSnapshot("web-snapshot", "web-1");
    const error = await failure(
      manager.waitForSnapshot("web-snapshot", { timeoutMs: 300, pollIntervalMs: 100 }),
    );
    expect(error).toMatchObject({ code: "wait_timeout", retryable: true });
    expect(error.message).toContain("pending");
  });

  test("needs valid names", async () => {
    const { manager, requests } = await withInstance();
    for (const call of [
      manager.createSnapshot("-", "web-1"),
      manager.createSnapshot("web-snapshot", "we b"),
      manager.getSnapshot("é"),
      manager.deleteSnapshot(""),
    ]) {
      expect((await failure(call)).code).toBe("invalid_input");
    }
    expect(requests).toEqual([]);
  });
});

describe("an instance from a snapshot", () => {
  async function withSnapshot(options: Parameters<typeof harness>[0] = {}): Promise<Harness> {
    const made = await withInstance(options);
    await made.bystander.createSnapshot("web-snapshot", "web-1");
    await made.bystander.waitForSnapshot("web-snapshot");
    return made;
  }
  const from = { name: "web-2", snapshot: "web-snapshot", bundle: "medium_3_0" };

  test("has the bundle, zone, tags and automatic snapshots asked for", async () => {
    const { manager, bodies } = await withSnapshot();
    const { instance } = await manager.createInstanceFromSnapshot({
      ...from,
      availabilityZone: ZONE,
      tags: { Service: "web" },
      autoSnapshotTime: "04:00",
      ipAddressType: "ipv4",
    });
    expect(bodies[0]).toEqual({
      instanceNames: ["web-2"],
      availabilityZone: ZONE,
      bundleId: "medium_3_0",
      instanceSnapshotName: "web-snapshot",
      ipAddressType: "ipv4",
      addOns: [
        {
          addOnType: "AutoSnapshot",
          autoSnapshotAddOnRequest: { snapshotTimeOfDay: "04:00" },
        },
      ],
      tags: [
        { key: "Service", value: "web" },
        { key: REQUEST_TAG, value: mark[REQUEST_TAG] },
      ],
    });
    expect(instance).toMatchObject({ blueprint_id: "ubuntu_22_04", bundle_id: "medium_3_0" });
    expect(await manager.listInstanceExtras()).toContainEqual({
      ...(await manager.getInstance("web-2")),
      name: "web-2",
      ...(await manager.getInstanceExtras("web-2")),
    });
    expect(await manager.getInstanceExtras("web-2")).toEqual({
      disks: [],
      auto_snapshot_time: "04:00",
    });
    expect(await manager.getInstanceExtras("web-1")).toMatchObject({ auto_snapshot_time: null });
  });

  test("is made once, and recognised after a lost answer", async () => {
    const { manager, bystander, requests } = await withSnapshot({
      faults: [{ operation: "CreateInstancesFromSnapshot", fault: "reset_after" }],
    });
    const { operationIds } = await manager.createInstanceFromSnapshot(from);
    expect(operationIds).toHaveLength(1);
    expect(requests.filter((it) => it === "CreateInstancesFromSnapshot")).toHaveLength(1);
    expect(await bystander.listInstances()).toHaveLength(2);
  });

  test("is not another's of the same name", async () => {
    const { manager, bystander } = await withSnapshot();
    await bystander.createInstanceFromSnapshot(from);
    expect((await failure(manager.createInstanceFromSnapshot(from))).code).toBe("name_in_use");
  });
});
