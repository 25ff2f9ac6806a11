import type { Context } from "../../core/context.ts";
import { QuantsError } from "../../core/errors.ts";
import type { AppliedFleet } from "../../core/fleet/applied.ts";
import type { DesiredFleet } from "../../core/fleet/desired.ts";
import { lastApplied } from "./record.ts";

/**
 * Refuses credentials of another account than the fleet's: everything would be missing there, and
 * be made anew. Asks only where the file names an account.
 */
export async function checkAccount(fleet: DesiredFleet, context: Context): Promise<void> {
  if (fleet.account === null) return;
  const probe = await context.account();
  const caller = await probe.caller(fleet.home);
  if (caller === null) {
    context.narrator.warn("the account is not known, so fleet.account is not checked");
    return;
  }
  if (caller.account === fleet.account) return;
  throw new QuantsError(
    "credentials_invalid",
    `The credentials are of the account ${caller.account}, and the fleet ${fleet.name} is in ${fleet.account}.`,
    {
      hint: "Choose the right ones with --profile; nothing was done.",
      resource: fleet.name,
    },
  );
}

/**
 * The fleet's regions, those of its last apply, as what was moved out of one is still there, and
 * those of copies: there may be what stands in for a lost region.
 */
export async function regionsOf(fleet: DesiredFleet, context: Context): Promise<string[]> {
  return withApplied(fleet, await lastApplied(fleet, context));
}

/** The same where it is known already what was applied. */
export function withApplied(fleet: DesiredFleet, applied: AppliedFleet | null): string[] {
  const copies = fleet.instances.flatMap(({ copyTo }) => copyTo ?? []);
  return [...new Set([...fleet.regions, ...(applied?.regions ?? []), ...copies])];
}
