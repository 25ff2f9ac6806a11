import { outcomes, changedOr } from "../outcomes.ts";
import type { TaggedRecord } from "../../core/records/tagged.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { drawFacts } from "./facts.ts";

export function draw({ name, tags, changed }: TaggedRecord, style: Style): string[] {
  const lines = Object.entries(tags).map(([key, value]) =>
    plain(value === "" ? key : `${key}=${value}`),
  );
  return drawFacts(
    [
      ["Name", style.bold(plain(name))],
      ["Result", changed ? "changed" : "nothing to do"],
      ["Tags", lines.length === 0 ? "-" : lines],
    ],
    style,
  );
}

/** Several of them, one row each. */
export const table = outcomes<TaggedRecord>(changedOr("changed", "nothing to do"), [
  {
    title: "TAGS",
    value: (it) =>
      Object.entries(it.tags)
        .map(([key, value]) => (value === "" ? key : `${key}=${value}`))
        .join(","),
    rank: 1,
  },
]);
