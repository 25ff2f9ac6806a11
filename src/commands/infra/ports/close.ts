import type { spec } from "./close.spec.ts";
import type { Command } from "../../definition/command.ts";
import { QuantsError } from "../../../core/errors.ts";
import { sameFirewall, stillOpen, withClosed } from "../../../core/firewall/plan.ts";
import { changeFirewalls } from "./change.ts";
import { readClosures } from "./rule-texts.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const closures = await readClosures(options, context);
  return changeFirewalls(options, context, (before, name) => {
    const after = withClosed(before, closures);
    const open = stillOpen(after, closures);
    // To say "closed" of what can still be reached would be worse than to refuse.
    if (open.length > 0 && sameFirewall(before, after)) throw reachable(name, open);
    if (open.length > 0) {
      context.narrator.warn(
        `${name}: what you closed can still be reached through ${open.join("; ")}`,
      );
    }
    return after;
  });
};

function reachable(name: string, open: readonly string[]): QuantsError {
  return new QuantsError(
    "conflict",
    `${name} has no such rule to close, but other rules allow it, wholly or in part: ${open.join("; ")}.`,
    {
      hint: "Close those rules as written, then open again what should stay; infra ports set --none closes everything.",
      resource: name,
    },
  );
}
