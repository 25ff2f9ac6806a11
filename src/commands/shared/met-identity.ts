import type { Context } from "../../core/context.ts";
import { identityOf, placeKey } from "../../core/instances/identity.ts";
import type { JournalOperation } from "../../core/journal/operation.ts";
import type { Instance } from "../../core/model.ts";

/** Notes which instances a command met, so that a later one can tell them from their successors. */
export function rememberIdentities(context: Context, instances: readonly Instance[]): void {
  context.journal.remember(
    Object.fromEntries(instances.map((it) => [identityKey(it), identityOf(it)])),
  );
}

/** What an operation noted of the instance that it met there; undefined when it noted nothing. */
export function identityNoted(
  { remembered }: Pick<JournalOperation, "remembered">,
  place: { region: string; name: string },
): string | undefined {
  const noted = remembered[identityKey(place)];
  return typeof noted === "string" ? noted : undefined;
}

function identityKey(place: { region: string; name: string }): string {
  return `is ${placeKey(place)}`;
}
