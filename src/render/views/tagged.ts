import type { TaggedRecord } from "../../core/records/tagged.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { drawFacts } from "./facts.ts";

export function taggedView({ name, tags, changed }: TaggedRecord, style: Style): string[] {
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
