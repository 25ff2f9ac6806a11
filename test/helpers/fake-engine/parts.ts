import type { EngineTenant, TenantEngine } from "../../../src/core/contracts/tenant-engine.ts";
import { QuantsError } from "../../../src/core/errors.ts";
import {
  botsFrom,
  LABEL,
  moveFrom,
  labelChanges,
  lostFrom,
  stageFrom,
} from "../../../src/core/tenants/labels.ts";
import type { FakeEngine, StoredPart } from "../fake-engine.ts";

type PartCalls = Pick<
  TenantEngine,
  | (
      | "tenants"
      | "tenant"
      | "tasks"
      | "remains"
      | "makeSecret"
      | "deploy"
      | "mark"
      | "pin"
      | "scale"
    )
  | ("removeParts" | "removeSecrets" | "removeNetwork")
>;

/** Parts, secrets and networks. */
export function partCalls(fake: FakeEngine): PartCalls {
  return {
    tenants: () =>
      Promise.resolve([...fake.parts.keys()].toSorted().flatMap((it) => tenantOf(fake, it) ?? [])),
    tenant: (name) => Promise.resolve(tenantOf(fake, name)),
    tasks: (tenant) => {
      const wanted = [...(fake.parts.get(tenant) ?? [])].filter(([, it]) => it.wanted);
      const running = wanted.map(([part, { node }]) => ({ part, node, state: "running" }));
      // A node that does not answer tells of nothing that it ended.
      const unknown = [...(fake.unknown.get(tenant) ?? [])];
      return Promise.resolve(
        [...running, ...unknown].map((it) => ({ ...it, error: null, is_alive: true })),
      );
    },
    remains: (tenant) =>
      Promise.resolve([
        ...[...(fake.secrets.get(tenant)?.keys() ?? [])].map((it) => `secret ${it}`),
        ...(fake.networks.has(tenant) ? ["network"] : []),
        ...(fake.waiting.has(tenant) ? ["pending"] : []),
      ]),
    makeSecret: async (tenant, name, value) => {
      const own = fake.secrets.get(tenant) ?? new Map<string, string>();
      if (own.has(name)) throw new QuantsError("name_in_use", `secret ${name}`);
      fake.secrets.set(tenant, own.set(name, value));
      await Promise.resolve();
    },
    deploy: async (tenant, document) => {
      for (const { name } of Object.values(document.secrets)) {
        const key = name.slice(`qt-${tenant}_`.length);
        if (fake.secrets.get(tenant)?.has(key) !== true)
          throw new QuantsError("not_found", `No secret ${key}.`);
      }
      fake.networks.add(tenant);
      const parts = Object.entries(document.services).map(([name, { deploy }]) => {
        const node = deploy.placement.constraints[0]?.split("==")[1] ?? "";
        const volumes = (deploy.labels[LABEL.volumes] ?? "").split(",").filter((it) => it !== "");
        const labels = { ...deploy.labels };
        return [name, { wanted: deploy.replicas > 0, node, volumes, labels }] as const;
      });
      fake.parts.set(tenant, new Map(parts));
      await Promise.resolve();
    },
    mark: async (tenant, marks) => {
      changeEach(fake, tenant, ({ labels }) => {
        for (const [key, value] of Object.entries(labelChanges(tenant, marks))) {
          if (value === undefined) delete labels[key];
          else labels[key] = value;
        }
      });
      await Promise.resolve();
    },
    pin: async (tenant, node) => {
      changeEach(fake, tenant, (it) => {
        if (it.wanted && it.node !== node)
          fake.wrong.push(`${tenant.name} is pinned while it runs`);
        it.node = node;
      });
      await Promise.resolve();
    },
    scale: async (tenant, running) => {
      changeEach(fake, tenant, (it, part) => {
        const wanted = running.includes(part);
        if (it.wanted && !wanted && fake.isDown(it.node)) fake.leave(tenant.name, part, it.node);
        it.wanted = wanted;
      });
      await Promise.resolve();
    },
    removeParts: async (tenant) => void (await Promise.resolve(fake.parts.delete(tenant))),
    removeSecrets: async (tenant) => {
      if (fake.parts.has(tenant) && fake.secrets.has(tenant))
        throw new QuantsError("operation_failed", "They are in use.");
      await Promise.resolve(fake.secrets.delete(tenant));
    },
    removeNetwork: async (tenant) => void (await Promise.resolve(fake.networks.delete(tenant))),
  };
}

function changeEach(
  fake: FakeEngine,
  { name, parts }: EngineTenant,
  change: (part: StoredPart, name: string) => void,
): void {
  const own = fake.parts.get(name);
  for (const part of parts) {
    const found = own?.get(part.name);
    if (found === undefined) throw new QuantsError("not_found", `No part ${part.name}.`);
    change(found, part.name);
  }
}

function tenantOf(fake: FakeEngine, name: string): EngineTenant | null {
  const parts = [...(fake.parts.get(name) ?? [])];
  const [first] = parts;
  if (first === undefined) return null;
  const { labels } = first[1];
  return {
    ...{ name, tier: labels[LABEL.tier] ?? "", stage: stageFrom(labels[LABEL.stage]) },
    bots_by_exchange: botsFrom(labels[LABEL.bots]),
    move: moveFrom(parts.map(([, it]) => it.labels[LABEL.move]).find((it) => it !== undefined)),
    restore: moveFrom(
      parts.map(([, it]) => it.labels[LABEL.restore]).find((it) => it !== undefined),
    ),
    is_new: parts.some(([, it]) => it.labels[LABEL.isNew] !== undefined),
    lost: [...new Set(parts.flatMap(([, it]) => lostFrom(it.labels[LABEL.lost])))],
    is_leaving: parts.some(([, it]) => it.labels[LABEL.leaving] !== undefined),
    parts: parts.map(([part, { wanted, node, volumes }]) => ({
      ...{ name: part, wanted, node, volumes, healthy: wanted && !fake.isDown(node) },
    })),
  };
}
