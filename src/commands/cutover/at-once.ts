import type { Context } from "../../core/context.ts";
import { returnStep } from "../../core/cutover/steps.ts";
import { areSame, type Weights, weightsOf, weightsText } from "../../core/cutover/weights.ts";
import { dnsRecordTarget } from "../../core/journal/target.ts";
import { execute, foresee } from "../../core/plan/execute.ts";
import type { CutoverRecord } from "../../core/records/cutover.ts";
import type { CommandResult } from "../../core/result.ts";
import { planned } from "../shared/planned.ts";
import { confirmByTyping, requireTerminal } from "../shared/prompt.ts";
import { cutoverRecord, recordsNow } from "./outcome.ts";
import type { Opened } from "./traffic.ts";

/** Gives the records their weights in one change: all of the traffic, or back. */
export async function setAtOnce(
  action: "promote" | "abort",
  { traffic, pairs, region }: Opened,
  weights: Weights,
  options: { yes?: boolean; dryRun?: boolean },
  context: Context,
): Promise<CommandResult<CutoverRecord>> {
  const { name } = traffic;
  const step = returnStep({ traffic, region, pairs }, weights);
  if (options.dryRun === true) return planned(await foresee([step]));
  const changed = !areSame(weightsOf(pairs), weights);
  if (changed && options.yes !== true) {
    requireTerminal(context.host, `${action} a cut-over`);
    await confirmByTyping(context, {
      facts: [`${name}: now ${weightsText(weightsOf(pairs))}; then ${weightsText(weights)}`],
      question: `Type ${name} to ${action} its cut-over`,
      expected: name,
    });
  }
  const target = dnsRecordTarget({ region, name });
  context.journal.recordTargets([target]);
  const { done, not_done, error } = await context.journal.about(target, () => execute([step]));
  const good = action === "promote" ? "completed" : "rolled_back";
  const data = cutoverRecord(action, traffic, pairs, {
    ...{ done, not_done, changed },
    result: error === null ? (changed ? good : "unchanged") : "held",
    records: await recordsNow(traffic, context),
  });
  return { kind: "report", data, names: [name], error };
}
