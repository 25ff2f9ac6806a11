import { expect, test } from "vitest";
import { LEASE_MS, type Holder, locksOf, takeLock } from "../../../src/core/fleet/lock.ts";
import { processStart } from "../../../src/core/journal/process-start.ts";
import { harness } from "../../providers/lightsail/harness.ts";

const elsewhere = (pid: number): Holder => ({ user: "ops", host: "other", pid, started: null });
const here = (): Holder => ({
  ...{ user: "ops", host: "here", pid: process.pid, started: processStart(process.pid) },
});

function place() {
  const { manager, clock } = harness();
  const { keyPairs } = manager;
  const take = (holder: Holder, waitMs = 0) =>
    takeLock(keyPairs, {
      ...{ fleet: "quants", region: manager.region, holder, clock, waitMs },
      onWait: () => {},
    });
  const names = async () => (await locksOf(keyPairs, "quants", {})).map(({ name }) => name);
  return { keyPairs, clock, take, names };
}

test("one has it, the others are told who, and it goes with its release", async () => {
  const { take, names } = place();
  const lease = await take(elsewhere(7));
  await expect(take(here())).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("ops on other (process 7)") as string,
  });
  await lease.release();
  expect(await names()).toEqual([]);
  await (await take(here())).release();
});

test("of many at once exactly one gets it", async () => {
  const { take, names } = place();
  const tries = await Promise.allSettled(
    Array.from({ length: 8 }, (_, index) => take(elsewhere(index + 1))),
  );
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await names()).toHaveLength(1);
});

test("a killed holder blocks no longer than its lease, and its lock is removed", async () => {
  const { take, clock, names } = place();
  await take(elsewhere(7));
  const since = clock.now();
  const next = await take(here(), LEASE_MS * 2);
  expect(clock.now() - since).toBeLessThanOrEqual(LEASE_MS + 10_000);
  expect(await names()).toEqual(["quants-ctl-lock-quants.2"]);
  await next.release();
  expect(await names()).toEqual([]);
});

test("what an ended process of this machine left is taken over at once", async () => {
  const { take, clock } = place();
  await take({ ...here(), started: "1" });
  const since = clock.now();
  await take(here());
  expect(clock.now()).toBe(since);
});

test("of many that find an expired one, exactly one takes over", async () => {
  const { take, clock, names } = place();
  await take(elsewhere(7));
  await clock.sleep(LEASE_MS + 1);
  const tries = await Promise.allSettled(
    Array.from({ length: 6 }, (_, index) => take(elsewhere(index + 1))),
  );
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await names()).toHaveLength(1);
});

test("a holder renews it, and learns that somebody took over", async () => {
  const { take, clock, keyPairs, names } = place();
  const lease = await take(elsewhere(7));
  await clock.sleep(LEASE_MS - 1_000);
  await lease.hold();
  await clock.sleep(LEASE_MS - 1_000);
  await expect(take(here())).rejects.toMatchObject({ code: "conflict" });
  await clock.sleep(LEASE_MS);
  const other = await take(here());
  await expect(lease.hold()).rejects.toMatchObject({ code: "conflict" });
  await other.hold();
  // The one that lost it removes nothing of the other's.
  await lease.release();
  expect(await names()).toHaveLength(1);
  for (const name of await names()) await keyPairs.delete(name);
  await clock.sleep(LEASE_MS);
  await expect(other.hold()).rejects.toMatchObject({ code: "conflict" });
});

test("a key pair of the user's own is no lock", async () => {
  const { keyPairs, take } = place();
  await keyPairs.createMarker("quants-ctl-lock-quants.x", {});
  await keyPairs.createMarker("quants-ctl-lock-quantsy", {});
  await (await take(here())).release();
});
