import type { EngineTenant } from "../contracts/tenant-engine.ts";
import { QuantsError } from "../errors.ts";
import { advice, toRun } from "../text/advice.ts";
import { nodesOf } from "./placing.ts";
import { nodeName, type Work } from "./work.ts";

/** Whether a node does not answer. What it runs nobody can tell: it may only be cut off. */
export function isDown({ nodes }: Pick<Work, "nodes">, id: string): boolean {
  const found = nodes.find((it) => it.id === id);
  return found === undefined || found.state === "down";
}

/** Of a worker of the tenant that does not answer: whether somebody said, now or before, that it is lost. */
export const isGivenUp = (
  { lost: before }: EngineTenant,
  id: string,
  lost: string | null,
  work: Pick<Work, "nodes">,
): boolean => isDown(work, id) && (id === lost || before.includes(id));

/**
 * The id of the worker of this tenant that somebody says will never come back; null without a
 * name. That is believed only of one that does not answer.
 */
export function lostWorker(
  tenant: EngineTenant,
  named: string | undefined,
  work: Pick<Work, "nodes">,
): string | null {
  if (named === undefined) return null;
  const own = nodesOf(tenant);
  const id = own.find((it) => it === named || nodeName(work, it) === named);
  if (id === undefined) {
    throw new QuantsError("invalid_input", `${named} has nothing of ${tenant.name}.`, {
      hint: `It is on ${own.map((it) => nodeName(work, it)).join(" and ")}.`,
      resource: named,
    });
  }
  if (isDown(work, id)) return id;
  throw new QuantsError("invalid_state", `${named} is up.`, {
    hint: advice`A worker is lost once it is down, or gone from the Swarm. See: ${toRun("worker list")}`,
    resource: named,
  });
}
