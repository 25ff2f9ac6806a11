import { advice, toRun } from "../../core/text/advice.ts";
import type { Context } from "../../core/context.ts";

/** Says what a plan does not show: how the rules of a firewall are changed. */
export function warnOfFirewalls(
  addresses: readonly string[],
  verb: "plan" | "apply",
  context: Context,
): void {
  if (addresses.length === 0) return;
  const which = addresses.join(", ");
  if (verb === "apply") {
    context.narrator.step(`${which}: set in one call, so that no port is closed in between`);
    return;
  }
  context.narrator.warn(
    `to change ${which}, terraform apply closes every port of the instance, SSH too, before it opens ` +
      advice`the new ones; ${toRun("stack apply")} sets them in one call`,
  );
}
