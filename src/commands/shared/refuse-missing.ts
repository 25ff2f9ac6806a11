import { QuantsError } from "../../core/errors.ts";
import { isPattern } from "../../core/instances/selector.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import type { TargetOptions } from "./targets.ts";

/** Throws `not_found` for a name, not a pattern, that none of those selected has. */
export function refuseMissing(
  { name: names }: TargetOptions,
  selected: readonly { name: string }[],
): void {
  const missing = (names ?? []).find(
    (name) => !isPattern(name) && !selected.some((it) => it.name === name),
  );
  if (missing === undefined) return;
  throw new QuantsError("not_found", `There is no instance ${missing}.`, {
    hint: advice`See: ${toRun("infra list", { region: "all" })}`,
    resource: missing,
  });
}
