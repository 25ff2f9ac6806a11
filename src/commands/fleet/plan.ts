import { planRecord } from "../../core/fleet/plan-record.ts";
import { refusalsOf, refused } from "../../core/fleet/refusals.ts";
import type { Command } from "../definition/command.ts";
import { keepPlan } from "./kept-plan.ts";
import { fleetMarkdown } from "./markdown.ts";
import { planNow } from "./plan-now.ts";
import type { spec } from "./plan.spec.ts";
import { checkAccount } from "./account.ts";
import { readFleet } from "./read.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const fleet = await readFleet(options.argument, context);
  await checkAccount(fleet, context);
  const plan = await planNow(fleet, options.replace ?? [], context);
  const error = refused(refusalsOf(plan, options));
  const data = planRecord(plan, error !== null);
  if (options.out !== undefined) await keepPlan(options.out, plan, data, options, context);
  if (options.output === "markdown") return { kind: "text", text: fleetMarkdown(data), error };
  return { kind: "report", data, names: namesOf(data), error };
};

function namesOf({
  resource_changes: changes,
}: {
  resource_changes: readonly { action: string; address: string }[];
}): string[] {
  return changes.filter(({ action }) => action !== "no-op").map(({ address }) => address);
}
