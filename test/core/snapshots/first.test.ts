import { expect, test } from "vitest";
import { snapshotFirst } from "../../../src/core/snapshots/first.ts";
import { asked, harness } from "../../providers/lightsail/harness.ts";

async function withInstance() {
  const { manager, clock, requests } = harness({ pace: "fast" });
  await manager.createInstance({ ...asked("web"), tags: { Service: "web" } });
  const instance = await manager.waitForInstance("web", "ip");
  if (instance === null) throw new Error("It is gone.");
  const steps: string[] = [];
  const make = () => snapshotFirst(manager, instance, clock, {}, (step) => steps.push(step));
  return { manager, clock, requests, steps, make };
}

test("makes a snapshot that can be restored from, with the instance's tags", async () => {
  const { make, steps } = await withInstance();
  const snapshot = await make();
  expect(snapshot).toMatchObject({ status: "available", instance: "web" });
  expect(snapshot.name).toMatch(/^web-destroy-\d{8}-\d{6}$/);
  expect(snapshot.tags).toMatchObject({ Service: "web", "quants-ctl:snapshot": "destroy" });
  expect(steps).toEqual([
    `web: snapshot ${snapshot.name} started`,
    `web: snapshot ${snapshot.name} available`,
  ]);
});

test("takes up the one of a run that was stopped, but none that is old", async () => {
  const { manager, make, clock, steps } = await withInstance();
  const first = await make();
  await clock.advance(5 * 60_000);
  expect((await make()).name).toBe(first.name);
  expect(steps).toContain(`web: continuing with the snapshot ${first.name}, started 5 min ago`);
  await clock.advance(16 * 60_000);
  expect((await make()).name).not.toBe(first.name);
  expect(await manager.listSnapshots()).toHaveLength(2);
});
