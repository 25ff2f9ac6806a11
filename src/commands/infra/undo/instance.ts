import type { Context } from "../../../core/context.ts";
import { QuantsError } from "../../../core/errors.ts";
import { identityOf } from "../../../core/instances/identity.ts";
import type { JournalOperation } from "../../../core/journal/operation.ts";
import type { TargetRef } from "../../../core/journal/target.ts";
import type { Instance } from "../../../core/model.ts";
import { protectedBy, protectedError } from "../../../core/instances/protection.ts";
import { identityNoted } from "../../shared/met-identity.ts";

/** The instance that the operation changed; throws for another one of its name, and one protected since. */
export async function sameInstance(
  { region, name }: TargetRef,
  operation: JournalOperation,
  context: Context,
): Promise<Instance> {
  const manager = await context.manager(region);
  const now = await manager.getInstance(name, { signal: context.signal });
  const noted = identityNoted(operation, now);
  if (noted !== undefined && noted !== identityOf(now)) {
    throw new QuantsError("conflict", `${name} is a different instance now and was left alone.`, {
      hint: "What the operation changed is gone with the earlier one.",
      resource: name,
    });
  }
  const names = [operation.options["name"] ?? []].flat();
  // As with every command: a protected one only when it was named.
  if (protectedBy(now) !== null && !names.includes(name)) throw protectedError(now, "changed");
  return now;
}
