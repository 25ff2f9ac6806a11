import { expect, test } from "vitest";
import { droppedFrom, droppedText, snapshotTags } from "../../../src/core/snapshots/tags.ts";

const many = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, "v"]));

const PROTECTING = {
  Service: "web",
  Environment: "prod",
  Backup: "daily",
  CriticalLevel: "critical",
  Protected: "true",
};

test("all tags of an instance are copied while there is room, in their order (#11.49)", () => {
  const { tags, dropped } = snapshotTags({ ...many(43), ...PROTECTING }, "backup");
  expect(dropped).toEqual([]);
  expect(Object.keys(tags)).toEqual([
    ...Object.keys(many(43)),
    ...Object.keys(PROTECTING),
    "quants-ctl:snapshot",
  ]);
});

test("what protects, schedules and groups is kept before all else, and the rest is told (#11.49)", () => {
  const all = { ...many(44), ...PROTECTING, "quants-ctl:request": "x" };
  const { tags, dropped } = snapshotTags(all, "backup");
  expect(tags).toMatchObject(PROTECTING);
  expect(Object.keys(tags)).toHaveLength(49);
  expect(dropped).toEqual(["k43"]);
});

test("however many tags of one's own there are, protection comes first (#11.49)", () => {
  const { tags, dropped } = snapshotTags({ ...many(40), ...PROTECTING }, "manual", {
    ...Object.fromEntries(Array.from({ length: 43 }, (_, index) => [`own${index}`, ""])),
  });
  expect(tags).toMatchObject(PROTECTING);
  expect(dropped).toEqual(Object.keys(many(40)));
});

test("of a snapshot that is there, only what it does not have is missing (#11.49)", () => {
  const instance = { tags: { ...many(49) } };
  expect(droppedFrom(instance, "destroy", { tags: {} })).toEqual(["k48"]);
  expect(droppedFrom(instance, "destroy", { tags: { k48: "v" } })).toEqual([]);
  expect(droppedText("snap", ["k48"])).toContain("snap lacks 1 tag of the instance");
  expect(droppedText("snap", [])).toBeNull();
});
