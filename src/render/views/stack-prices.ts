import { type PricesRecord } from "../../core/records/stacks.ts";
import { plain } from "../../core/text/safe-text.ts";
import { type Style } from "../style.ts";
import { drawFacts } from "./facts.ts";

export function draw(record: PricesRecord, style: Style): string[] {
  return drawFacts(
    [
      ["File", plain(record.file)],
      ["Region", plain(record.region)],
      ["Plans", String(record.bundles)],
      ["Result", record.changed ? style.good("written") : "as it was"],
    ],
    style,
  );
}
