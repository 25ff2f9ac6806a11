import type { FailedTarget } from "../../core/records/failed-target.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { drawFacts } from "./facts.ts";

/** A failed target of a list; stderr says what happened and what to do. */
export function failedView({ name, error }: FailedTarget, style: Style): string[] {
  return drawFacts(
    [
      ["Name", style.bold(plain(name))],
      ["Result", `${style.bad("failed")}: ${plain(error.code)}`],
    ],
    style,
  );
}

export function isFailed(item: unknown): item is FailedTarget {
  return (
    typeof item === "object" &&
    item !== null &&
    "error" in item &&
    typeof item.error === "object" &&
    item.error !== null
  );
}
