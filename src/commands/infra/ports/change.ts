import type { PortsChangedRecord } from "../../../core/records/ports-changed.ts";
import type { Context } from "../../../core/context.ts";
import { type FirewallPlan, narrowsSsh, planFirewall } from "../../../core/firewall/plan.ts";
import type { FirewallRule } from "../../../core/model.ts";
import { checkRule, ruleTarget } from "../../../core/firewall/ports.ts";
import { changeDetail, changeLine, writtenRule } from "../../../core/firewall/change-text.ts";
import { writeFirewall } from "../../../core/firewall/write.ts";
import type { Step } from "../../../core/plan/step.ts";
import type { CommandResult } from "../../../core/result.ts";
import { type TargetChange, changeTargets } from "../../shared/change-targets.ts";
import { planFor, planTargets } from "../../shared/plan-targets.ts";
import { confirmByTyping, requireTerminal } from "../../shared/prompt.ts";
import {
  type Target,
  type TargetOptions,
  refuseProtected,
  selectTargets,
} from "../../shared/targets.ts";

export interface ChangeOptions extends TargetOptions {
  yes?: boolean;
  dryRun?: boolean;
}

/** What a firewall is to become; throws for what can't be. */
export type Desired = (before: readonly FirewallRule[], name: string) => FirewallRule[];

/** Plans the change of every target, shows and asks, then makes it. */
export async function changeFirewalls(
  options: ChangeOptions,
  context: Context,
  desired: Desired,
): Promise<CommandResult<PortsChangedRecord>> {
  const targets = await selectTargets(options, context);
  const plans = await planTargets(targets, (target) => planOne(target, context, desired));
  const sound = plans.flatMap((it) => ("plan" in it && it.plan.changes.length > 0 ? [it] : []));
  for (const { target, plan } of sound) {
    context.narrator.fact(`${target.name} (${target.region}):`);
    for (const change of plan.changes) context.narrator.fact(`  ${changeLine(change)}`);
  }
  const locking = sound.filter(({ plan }) => narrowsSsh(plan));
  for (const { target } of locking) {
    context.narrator.warn(
      `${target.name}: anyone using SSH from an address that is no longer allowed will be locked out`,
    );
  }
  if (options.dryRun !== true) {
    if (sound.length > 0 && options.yes !== true) {
      await confirm(
        sound.map(({ target }) => target),
        locking.length > 0,
        context,
      );
    }
    // As `infra ports set` takes it, so that undoing is setting what was.
    context.journal.remember({
      firewalls: sound.map(({ target: { name, region }, plan }) => ({
        name,
        region,
        rules: plan.before.map(writtenRule),
        after: plan.after.map(writtenRule),
        changed: plan.changes.map(({ rule }) => rule),
      })),
    });
  }
  return changeTargets(targets, options, context.journal, async (target) =>
    firewallChange(target, planFor(target, plans), context),
  );
}

function firewallChange(
  target: Target,
  plan: FirewallPlan,
  context: Context,
): TargetChange<PortsChangedRecord> {
  const { name, region } = target;
  const { changes } = plan;
  let rules: FirewallRule[] | null = null;
  const step: Step = {
    name: "firewall",
    changes: () =>
      changes.map((change) => ({
        action: change.change,
        ...{ kind: "firewall_rule", name, region, detail: changeDetail(change) },
      })),
    carryOut: async () => {
      if (changes.length === 0) {
        context.narrator.step(`${name}: the firewall already has these rules`);
        return;
      }
      const written = await writeFirewall(target, plan, { signal: context.signal });
      rules = written.rules;
      if (written.error !== null) throw written.error;
      context.narrator.step(`${name}: firewall changed`);
    },
  };
  return {
    steps: [step],
    outcome: ({ error }) => {
      if (error !== null && rules === null) throw error;
      const changed = rules !== null;
      return {
        record: { name, region, changed, changes, firewall_rules: rules ?? plan.before },
        error,
      };
    },
  };
}

async function planOne(target: Target, context: Context, desired: Desired): Promise<FirewallPlan> {
  refuseProtected(target, "changed");
  // Who writes looks at it again right before.
  const before =
    target.instance?.firewall_rules ??
    (await target.manager.getFirewall(target.name, { signal: context.signal }));
  const plan = planFirewall(before, desired(before, target.name));
  // Joined with what is there, sources can be too many; a dry run has to say so, too.
  const changed = new Set(plan.changes.map(({ rule }) => rule));
  for (const rule of plan.after) if (changed.has(ruleTarget(rule))) checkRule(rule);
  return plan;
}

/** Who locks people out types what it concerns; for all else a word will do. */
async function confirm(
  targets: readonly Target[],
  locksOut: boolean,
  context: Context,
): Promise<void> {
  const [first] = targets;
  const what =
    targets.length === 1 ? `the firewall of ${first?.name}` : `${targets.length} firewalls`;
  requireTerminal(context.host, `change ${what}`);
  const expected = locksOut
    ? targets.length === 1
      ? (first?.name ?? "")
      : `${targets.length}`
    : "yes";
  const cost = locksOut ? ", which can lock you out" : "";
  await confirmByTyping(context, {
    facts: [`This changes ${what}${cost}.`],
    question: `Type ${expected} to continue`,
    expected,
  });
}
