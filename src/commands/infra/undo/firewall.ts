import { narrowsSsh, planFirewall, sameFirewall } from "../../../core/firewall/plan.ts";
import { changeDetail } from "../../../core/firewall/change-text.ts";
import { writeFirewall } from "../../../core/firewall/write.ts";
import { writtenRule } from "../../../core/firewall/change-text.ts";
import { readRules } from "../ports/rule-texts.ts";
import { sameInstance } from "./instance.ts";
import type { Undoer } from "./step.ts";

interface NotedFirewall {
  name: string;
  region: string;
  rules: string[];
  /** Missing in a journal of an older version. */
  after?: string[];
}

/** Gives a firewall the rules that it had. */
export const undoFirewall: Undoer = async (target, operation, context) => {
  const { region, name } = target;
  const all = (operation.remembered["firewalls"] ?? []) as unknown as NotedFirewall[];
  const noted = all.find((it) => it.region === region && it.name === name);
  if (noted === undefined) return null;
  await sameInstance(target, operation, context);
  const manager = await context.manager(region);
  const call = { signal: context.signal };
  const now = await manager.getFirewall(name, call);
  const before = await readRules(noted.rules, {}, context);
  const after = noted.after && (await readRules(noted.after, {}, context));
  const plan = planFirewall(now, before);
  const isLeft =
    plan.changes.length === 0 ||
    (after !== undefined && sameFirewall(now, planFirewall([], after).after));
  return {
    target,
    changes: plan.changes.map((change) => ({
      what: `rule ${change.rule}`,
      now: textOf(plan.before, change.rule),
      was: textOf(plan.after, change.rule),
    })),
    changed: isLeft
      ? null
      : after === undefined
        ? `an older version did not record the firewall of ${name}`
        : `the firewall of ${name} was changed since: ${planFirewall(after, now).changes.map(changeDetail).join("; ")}`,
    locksOut: narrowsSsh(plan),
    apply: async () => {
      const { error } = await writeFirewall({ name, manager }, plan, call);
      if (error !== null) throw error;
    },
  };

  function textOf(rules: Parameters<typeof planFirewall>[0], rule: string): string {
    return rules.map(writtenRule).find((it) => it.startsWith(`${rule}@`)) ?? "closed";
  }
};
