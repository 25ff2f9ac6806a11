import { createHash } from "node:crypto";
import { resolve } from "node:path";
import type { Context } from "../../core/context.ts";
import { writeWholeFile } from "../../core/files/whole-file.ts";
import type { KeptPlan } from "../../core/fleet/kept-plan.ts";
import type { FleetPlan } from "../../core/fleet/plan.ts";
import type { Limits } from "../../core/fleet/refusals.ts";
import type { FleetPlanRecord } from "../../core/records/fleet-plan.ts";
import { readUserData } from "../infra/create/user-data.ts";

/** Writes the plan for a later apply. It names addresses, so only its user may read it. */
export async function keepPlan(
  file: string,
  { fleet }: FleetPlan,
  plan: FleetPlanRecord,
  given: Limits & { replace?: readonly string[] },
  context: Context,
): Promise<void> {
  const kept: KeptPlan = {
    quants_ctl_plan: 1,
    at: new Date(context.clock.now()).toISOString(),
    desired: fleet,
    replace: given.replace ?? [],
    max_delete: given.maxDelete ?? null,
    over_budget: given.overBudget ?? false,
    user_data: await digestsOf(fleet.instances, context),
    plan,
  };
  writeWholeFile(resolve(context.host.cwd, file), `${JSON.stringify(kept, null, 2)}\n`, 0o600);
}

/** The scripts themselves may hold secrets. */
export async function digestsOf(
  instances: readonly { userData: string | null }[],
  context: Context,
): Promise<Record<string, string>> {
  const paths = new Set(instances.flatMap(({ userData }) => userData ?? []));
  const digests: [string, string][] = [];
  for (const path of paths) {
    const text = await readUserData(path, context);
    digests.push([path, createHash("sha256").update(text).digest("hex")]);
  }
  return Object.fromEntries(digests);
}
