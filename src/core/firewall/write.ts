import type { ServiceAction } from "../contracts/service-action.ts";
import { advice, toRun } from "../text/advice.ts";
import { QuantsError, amended, nullIfDenied, toQuantsError } from "../errors.ts";
import {
  type FirewallPlan,
  type RuleChange,
  canonicalFirewall,
  planFirewall,
  sameFirewall,
} from "./plan.ts";
import type { BaseInfraManager, CallOptions } from "../infra-manager.ts";
import type { FirewallRule, ResourceOperation } from "../model.ts";
import { ruleTarget } from "./ports.ts";
import { changeLine } from "./change-text.ts";

/** An instance, and the manager of its region. */
interface Place {
  name: string;
  manager: BaseInfraManager;
}

export interface Written {
  /** The current firewall; the one sent, if it could not be read back. */
  rules: FirewallRule[];
  error: QuantsError | null;
}

/**
 * Makes a planned change. The service accepts any firewall, whatever happened to it meanwhile; so
 * it is read again right before, and refused if it is not what the plan assumed. A write between
 * that read and this change is found afterwards in the service's operations of the instance, and
 * reported.
 */
export async function writeFirewall(
  { name, manager }: Place,
  plan: FirewallPlan,
  call: CallOptions,
): Promise<Written> {
  // If the account may not see it, the service's answer is all there is.
  const seen = await nullIfDenied(manager.listOperations(name, call));
  const now = await manager.getFirewall(name, call);
  if (!sameFirewall(now, plan.before)) throw changedSince(name, plan, now);
  const own = await send({ name, manager }, plan, call);
  try {
    const [rules, after] = await Promise.all([
      manager.getFirewall(name, call),
      own.ids.length === 0 ? null : nullIfDenied(manager.listOperations(name, call)),
    ]);
    const others = between(seen, after, own.ids);
    return {
      rules: canonicalFirewall(rules),
      error: verify({ name, manager }, plan, own.rule, rules, others),
    };
  } catch (error) {
    return { rules: plan.after, error: unseen({ name, manager }, toQuantsError(error)) };
  }
}

/**
 * Adding or removing one rule is sent as such, which leaves any concurrent change alone. All other
 * changes replace the whole firewall in one call.
 */
async function send(
  { name, manager }: Place,
  plan: FirewallPlan,
  call: CallOptions,
): Promise<{ ids: string[]; rule: string | null }> {
  const [change, more] = plan.changes;
  const single = more === undefined ? change : undefined;
  const find = (rules: readonly FirewallRule[]): FirewallRule | undefined =>
    rules.find((it) => ruleTarget(it) === single?.rule);
  const [before, after] = [find(plan.before), find(plan.after)];
  if (single !== undefined && after !== undefined && single.removed_sources.length === 0) {
    return { ids: await manager.openPorts(name, after, call), rule: single.rule };
  }
  if (single !== undefined && before !== undefined && after === undefined) {
    return { ids: await manager.closePorts(name, before, call), rule: single.rule };
  }
  return { ids: await manager.replaceFirewall(name, plan.after, call), rule: null };
}

const CHANGES: ReadonlySet<ServiceAction> = new Set([
  "open_ports",
  "close_ports",
  "replace_firewall",
]);

/** Other changes of the firewall since `seen` that may have conflicted with this one. */
function between(
  seen: readonly ResourceOperation[] | null,
  after: readonly ResourceOperation[] | null,
  own: readonly string[],
): ResourceOperation[] {
  if (seen === null || after === null) return [];
  const known = new Set([...seen.map(({ id }) => id), ...own]);
  const ours = after.find(({ id }) => own.includes(id));
  return after.filter((it) => {
    if (known.has(it.id) || it.action === null || !CHANGES.has(it.action)) return false;
    // Two changes of single rules only conflict in the same rule.
    const isSingle = [it, ours].every(
      (one) => one?.action === "open_ports" || one?.action === "close_ports",
    );
    return !isSingle || it.details === ours?.details;
  });
}

function verify(
  { name, manager }: Place,
  plan: FirewallPlan,
  rule: string | null,
  rules: readonly FirewallRule[],
  others: readonly ResourceOperation[],
): QuantsError | null {
  const isOurs = (change: RuleChange): boolean => rule === null || change.rule === rule;
  const differs = planFirewall(plan.after, rules).changes.filter(isOurs);
  if (differs.length === 0 && others.length === 0) return null;
  const how =
    differs.length === 0
      ? "It is as planned, but the other change may be lost"
      : `It is not as planned:\n${differs.map(changeLine).join("\n")}`;
  const when = others.map(
    (it) => `${it.action?.replaceAll("_", " ")} at ${it.created_at ?? "an unknown time"}`,
  );
  return new QuantsError(
    "conflict",
    `The firewall of ${name} was changed by someone else at the same moment${when.length === 0 ? "" : ` (${when.join(", ")})`}. ${how}`,
    {
      hint: advice`Check it, talk to whoever made the other change, and repeat what is missing: ${toRun("infra ports list", { name, region: manager.region })}`,
      resource: name,
    },
  );
}

/** It was written: the failure must not suggest an unchanged firewall. */
function unseen({ name, manager }: Place, cause: QuantsError): QuantsError {
  return amended(cause, {
    message: `The firewall of ${name} is changed, but could not be read back: ${cause.message}`,
    hint: advice`See what is open: ${toRun("infra ports list", { name, region: manager.region })}\nThe command can safely be repeated.`,
    resource: name,
    cause,
  });
}

function changedSince(name: string, plan: FirewallPlan, now: readonly FirewallRule[]): QuantsError {
  const lines = planFirewall(plan.before, now).changes.map(changeLine);
  return new QuantsError(
    "conflict",
    `The firewall of ${name} was changed by someone else after it was planned; nothing was written:\n${lines.join("\n")}`,
    { hint: "Run the command again to plan on the current rules.", resource: name },
  );
}
