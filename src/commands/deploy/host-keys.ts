import type { Context } from "../../core/context.ts";
import { QuantsError, toQuantsError } from "../../core/errors.ts";
import { type Inventory, THE_SERVICE } from "../../core/inventory/model.ts";
import { placeOf } from "../../core/inventory/place.ts";
import type { Variables } from "../../core/inventory/values.ts";
import { knownHostsLines } from "../../core/ssh/known-hosts.ts";
import { throwIfAborted } from "../../core/time/wait.ts";
import { checkRegion } from "../../core/account/check-region.ts";

/** Lightsail throttles an account that asks much faster. */
const AT_ONCE = 8;

/**
 * known_hosts lines of every host that Lightsail may know: a role may reach another host than the
 * one that it runs on. Of those whose keys can't be had, the user's own file must know them.
 */
export async function readKnownHosts(
  inventory: Inventory,
  chosen: readonly string[] | null,
  context: Context,
): Promise<string> {
  const { default: pLimit } = await import("p-limit");
  const limit = pLimit(AT_ONCE);
  const failures = new Map<string, QuantsError>();
  context.narrator.waiting("reading host keys");
  const lines = await Promise.all(
    [...inventory.hosts].map(([name, variables]) =>
      limit(async () => {
        try {
          return await linesOf(name, variables, context);
        } catch (error) {
          throwIfAborted(context.signal);
          failures.set(name, toQuantsError(error));
          return "";
        }
      }),
    ),
  );
  context.narrator.idle();
  warn(failures, chosen, context);
  return lines.join("");
}

async function linesOf(name: string, variables: Variables, context: Context): Promise<string> {
  const sources = variables.get("quants_sources");
  const { address, port, region } = placeOf(variables);
  const isInstance =
    Array.isArray(sources) && (sources.includes(THE_SERVICE) || sources.includes("terraform"));
  if (!isInstance || region === undefined) return "";
  // A state is not to be trusted, and the region decides which server is asked.
  const manager = await context.manager(checkRegion(region));
  const keys = await manager.getHostKeys(name, { signal: context.signal });
  return knownHostsLines({ name, address, port, keys });
}

/** One line for each reason: an account may lack a permission for all of its hosts. */
function warn(
  failures: ReadonlyMap<string, QuantsError>,
  chosen: readonly string[] | null,
  { narrator }: Context,
): void {
  const byReason = new Map<string, string[]>();
  for (const [name, error] of failures) {
    if (chosen !== null && !chosen.includes(name)) continue;
    // The name is said already, and would make every reason another one.
    const reason = error.message.replaceAll(`"${name}"`, "the host");
    byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
  }
  for (const [reason, names] of byReason) {
    narrator.warn(
      `no host keys of ${names.join(", ")}: ${reason} Your own ~/.ssh/known_hosts must know them.`,
    );
  }
}
