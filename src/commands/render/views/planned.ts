import type { PlannedRecord } from "../../planned.ts";
import type { Style } from "../style.ts";
import { drawSection } from "./facts.ts";

export function plannedView({ changes, complete }: PlannedRecord, style: Style): string[] {
  if (changes.length === 0) {
    return [
      `Dry run: ${complete ? "there is nothing to change" : "nothing was changed, or would be"}.`,
    ];
  }
  const rows = changes.map(({ action, kind, name, region, detail }) => [
    action,
    kind.replaceAll("_", " "),
    name,
    region,
    detail,
  ]);
  const title = "Dry run: nothing was changed. This would be done:";
  return drawSection(title, ["ACTION", "WHAT", "NAME", "REGION", "DETAIL"], rows, style).slice(1);
}
