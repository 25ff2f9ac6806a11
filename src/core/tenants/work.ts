import type { Clock } from "../clock.ts";
import type { EngineNode, EngineTenant, TenantEngine } from "../contracts/tenant-engine.ts";
import { QuantsError } from "../errors.ts";
import type { Platform } from "../platform/schema.ts";
import { advice, toRun } from "../text/advice.ts";
import { nearest } from "../text/nearest.ts";

/** What work on a tenant needs. */
export interface Work {
  engine: TenantEngine;
  platform: Platform;
  nodes: readonly EngineNode[];
  clock: Clock;
  signal: AbortSignal;
  /** Milliseconds until a part that starts, or stops, must be there. */
  timeoutMs: number;
  say: (text: string) => void;
}

export const nodeName = ({ nodes }: Pick<Work, "nodes">, id: string): string =>
  nodes.find((it) => it.id === id)?.name ?? id;

/** Throws `not_found` with the one that was perhaps meant. */
export async function theTenant(engine: TenantEngine, name: string): Promise<EngineTenant> {
  const found = await engine.tenant(name);
  if (found !== null) return found;
  if ((await engine.pending()).some((it) => it.name === name)) {
    throw new QuantsError("not_found", `${name} is pending: it has no place yet.`, {
      hint: advice`Once there is room: ${toRun("tenant create", { argument: name })}`,
      resource: name,
    });
  }
  const near = nearest(
    name,
    (await engine.tenants()).map((it) => it.name),
  );
  throw new QuantsError("not_found", `There is no tenant ${name}.`, {
    hint: near === null ? advice`See: ${toRun("tenant list")}` : `Did you mean ${near}?`,
    resource: name,
  });
}

export function nodeNamed(nodes: readonly EngineNode[], name: string): EngineNode {
  const found = nodes.filter((it) => it.name === name || it.id === name);
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  throw new QuantsError(
    first === undefined ? "not_found" : "conflict",
    first === undefined
      ? `There is no worker ${name}.`
      : `${found.length} workers are called ${name}.`,
    {
      hint:
        first === undefined
          ? advice`See: ${toRun("worker list")}`
          : `Give its id: ${found.map(({ id }) => id).join(", ")}.`,
      resource: name,
    },
  );
}

/** Throws when a node does not answer: what it has can be neither copied nor deleted, and may run still. */
export function requireUp({ nodes }: Pick<Work, "nodes">, id: string, tenant: string): EngineNode {
  const found = nodes.find((it) => it.id === id);
  if (found !== undefined && found.state !== "down") return found;
  throw new QuantsError(
    "invalid_state",
    `The worker of ${tenant}, ${found?.name ?? id}, is ${found === undefined ? "gone" : "down"}.`,
    {
      hint: advice`Its volumes are there, and it may be running what the engine can't see. Bring it back. If it never comes back, restore the tenant from its backup: ${toRun("tenant restore", { argument: tenant, to: "WORKER", lostWorker: found?.name ?? id })}`,
      resource: found?.name ?? id,
    },
  );
}

export function requireStaying({ name, is_leaving: isLeaving }: EngineTenant): void {
  if (!isLeaving) return;
  throw new QuantsError("invalid_state", `${name} is being destroyed.`, {
    hint: advice`Finish it: ${toRun("tenant destroy", { argument: name })}`,
    resource: name,
  });
}

export function requireMade({ name, tier, is_new: isNew }: EngineTenant): void {
  if (!isNew) return;
  throw new QuantsError("invalid_state", `${name} is not made yet.`, {
    hint: advice`Finish it: ${toRun("tenant create", { argument: name, tier })}`,
    resource: name,
  });
}

export function requireNoRestore({ name, restore }: EngineTenant): void {
  if (restore === null) return;
  throw new QuantsError("invalid_state", `A restore of ${name} is not finished.`, {
    hint: advice`Finish it: ${toRun("tenant restore", { argument: name })}`,
    resource: name,
  });
}

export function requireStill(tenant: EngineTenant): void {
  const { name, move } = tenant;
  requireNoRestore(tenant);
  if (move === null) return;
  throw new QuantsError("invalid_state", `A move of ${name} is not finished.`, {
    hint: advice`Finish it: ${toRun("tenant move", { argument: name })}`,
    resource: name,
  });
}
