import { type PricesRecord } from "../../core/records/stacks.ts";
import { plain } from "../../core/text/safe-text.ts";
import { type Style } from "../style.ts";
import { drawFacts } from "./facts.ts";

export function draw(record: PricesRecord, style: Style): string[] {
  return drawFacts(
    [
      ["File", plain(record.file)],
      ["Region", plain(record.region)],
      ...(record.bundles === null ? [] : [["Plans", String(record.bundles)] as const]),
      ...(record.figures === null ? [] : [["Figures", String(record.figures)] as const]),
      ["Result", record.changed ? style.good("written") : "as it was"],
    ],
    style,
  );
}
