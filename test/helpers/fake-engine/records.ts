import type { LockHolder, TenantEngine } from "../../../src/core/contracts/tenant-engine.ts";
import { QuantsError } from "../../../src/core/errors.ts";
import type { FakeEngine } from "../fake-engine.ts";

type RecordCalls = Pick<
  TenantEngine,
  | ("nodes" | "setTaking" | "removeNode")
  | ("lock" | "locks" | "lockOf" | "unlock")
  | ("pending" | "setPending" | "removePending")
>;

/** Nodes, locks, and who waits for a place. */
export function recordCalls(fake: FakeEngine): RecordCalls {
  return {
    nodes: () =>
      Promise.resolve(
        fake.nodes
          .map((it) => ({ ...it }))
          .toSorted((one, other) => (one.name < other.name ? -1 : 1)),
      ),
    setTaking: async (node, taking) => {
      const found = fake.nodes.find(({ id }) => id === node);
      if (found === undefined) throw new QuantsError("not_found", `No node ${node}.`);
      if (found.state !== "down") found.state = taking ? "ready" : "drained";
      await Promise.resolve();
    },
    removeNode: async (node) => {
      const at = fake.nodes.findIndex(({ id }) => id === node);
      if (at >= 0) fake.nodes.splice(at, 1);
      await Promise.resolve();
    },

    lock: (tenant, holder: LockHolder) => {
      const held = fake.locks.get(tenant);
      if (held !== undefined) return Promise.resolve(held);
      fake.ids += 1;
      fake.locks.set(tenant, { id: `${tenant} ${fake.ids}`, holder });
      return Promise.resolve(null);
    },
    locks: () => Promise.resolve([...fake.locks.values()]),
    lockOf: (tenant) => Promise.resolve(fake.locks.get(tenant) ?? null),
    unlock: async (id) => {
      for (const [tenant, lock] of fake.locks) if (lock.id === id) fake.locks.delete(tenant);
      await Promise.resolve();
    },

    pending: () =>
      Promise.resolve([...fake.waiting.values()].filter(({ name }) => !fake.parts.has(name))),
    setPending: async (tenant) => {
      const before = fake.waiting.get(tenant.name);
      const isSame = JSON.stringify({ ...before, ...tenant }) === JSON.stringify(before);
      if (isSame) return;
      fake.waiting.delete(tenant.name);
      fake.ids += 1;
      fake.waiting.set(tenant.name, { ...tenant, since: new Date(fake.ids).toISOString() });
      await Promise.resolve();
    },
    removePending: async (tenant) => void (await Promise.resolve(fake.waiting.delete(tenant))),
  };
}
