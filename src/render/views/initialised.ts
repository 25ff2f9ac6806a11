import { advice, toRun } from "../../core/text/advice.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { InitialisedRecord } from "../../core/records/initialised.ts";
import type { Screen } from "../screen.ts";
import type { Style } from "../style.ts";

export function draw(
  { file, place }: InitialisedRecord,
  style: Style,
  { spell }: Screen,
): string[] {
  const where = place === "folder" ? "in this folder" : "in every folder";
  return [
    `${style.bold(plain(file))}: ${style.good("written")}`,
    spell(advice`It applies to every command run ${where}. See: ${toRun("config explain")}`),
  ];
}
