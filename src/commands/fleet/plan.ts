import { planRecord } from "../../core/fleet/plan-record.ts";
import { planFleet } from "../../core/fleet/plan.ts";
import { refusalsOf, refused } from "../../core/fleet/refusals.ts";
import type { Command } from "../definition/command.ts";
import { keepPlan } from "./kept-plan.ts";
import { fleetMarkdown } from "./markdown.ts";
import { openWork } from "./open-work.ts";
import type { spec } from "./plan.spec.ts";
import { checkAccount, regionsOf } from "./account.ts";
import { readFleet, readRegions } from "./read.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const fleet = await readFleet(options.argument, context);
  await checkAccount(fleet, context);
  const live = await readRegions(await regionsOf(fleet, context), fleet, context);
  // What an interrupted apply had begun is shown as what the next one does.
  const { leftovers, resizes } = await openWork(fleet, context);
  const plan = planFleet(fleet, live, { replace: options.replace ?? [], leftovers, resizes });
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
