import { expect, test } from "vitest";
import { asked, type Harness, harness, REGION } from "./harness.ts";

const A = { name: "www.example.com", type: "A", target: "192.0.2.1", is_alias: false };
const LOST = [
  ...["CreateDomain", "CreateDomainEntry", "UpdateDomainEntry", "DeleteDomainEntry"],
  ...["DeleteDomain", "CopySnapshot", "TagResource"],
].map((operation) => ({ operation, fault: "reset_after" as const, calls: [1] }));

const entryOf = async ({ manager }: Harness) =>
  (await manager.domains.get("example.com")).entries.find(({ type }) => type === "A");

test.each([
  ["answered", []],
  ["first answers are lost", LOST],
])("domains and their entries are made, changed and removed: %s", async (_, faults) => {
  const made = harness({ faults });
  const { domains } = made.manager;
  expect(await domains.create("example.com", { tags: { Team: "Quants" } })).toMatchObject({
    name: "example.com",
    tags: { Team: "Quants" },
  });
  await domains.createEntry("example.com", A);
  const entry = await entryOf(made);
  expect(entry).toEqual({ ...A, id: expect.any(String) });
  if (entry === undefined) return;
  await domains.updateEntry("example.com", { ...entry, target: "192.0.2.2" });
  expect(await entryOf(made)).toEqual({ ...entry, target: "192.0.2.2" });
  await domains.deleteEntry("example.com", { ...entry, target: "192.0.2.2" });
  expect(await entryOf(made)).toBeUndefined();
  expect(await domains.list()).toHaveLength(1);
  await domains.delete("example.com");
  expect(await domains.list()).toEqual([]);
});

test("outside of its region, the service refuses them", async () => {
  const { another } = harness();
  await expect(another({ region: "eu-west-1" }).domains.list()).rejects.toMatchObject({
    message: expect.stringContaining("us-east-1"),
  });
});

test.each([
  ["answered", []],
  ["first answers are lost", LOST],
])("a snapshot is copied into another region and tagged there: %s", async (_, faults) => {
  const { bystander, another } = harness({ faults });
  await bystander.createInstance(asked("web-1"));
  await bystander.createSnapshot("snap-1", "web-1");
  const to = another({ region: "eu-west-1" });
  const options = { source: "snap-1", fromRegion: REGION, name: "copy-1" };
  const copy = await to.snapshots.copy(options);
  expect(copy).toMatchObject({
    name: "copy-1",
    region: "eu-west-1",
    from_region: REGION,
    tags: {},
  });
  await to.snapshots.tag("copy-1", { A: "1" });
  expect(await to.getSnapshot("copy-1")).toMatchObject({ instance: "web-1", tags: { A: "1" } });
  await expect(to.snapshots.copy(options)).rejects.toMatchObject({ code: "name_in_use" });
  await expect(to.snapshots.copy({ ...options, source: "no-1", name: "b-1" })).rejects.toThrow(
    `There is no snapshot no-1 in ${REGION}.`,
  );
});
