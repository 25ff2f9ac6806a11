import type { CheckedRecord, VerifiedRecord } from "../../core/records/verified.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { drawFacts, drawSection } from "./facts.ts";

export function draw(record: VerifiedRecord, style: Style): string[] {
  const { good, bad, unknown, checks } = record;
  const failed = checks.filter(({ status }) => status !== "good");
  const result = failed.length === 0 ? style.good("all is good") : style.caution("not verified");
  return [
    ...drawFacts(
      [
        ["Stack", style.bold(plain(record.stack))],
        ["Region", plain(record.region)],
        ["Result", result],
        ["Checks", `${good} good, ${bad} bad, ${unknown} unknown`],
      ],
      style,
    ),
    ...drawSection(
      "Checks",
      ["STATUS", "CHECK", "FOUND", "RESOURCE"],
      checks.map(({ status, title, found, address }) => [status, title, found, address]),
      style,
    ),
    ...failed.flatMap((it) => drawFailed(it, style)),
  ];
}

function drawFailed({ status, title, address, found, why, cure }: CheckedRecord, style: Style) {
  return [
    "",
    style.bold(`${status}: ${plain(title)}`),
    ...drawFacts(
      [
        ["  Resource", plain(address)],
        ["  Found", plain(found)],
        ["  Why", why],
        ["  Cure", cure],
      ],
      style,
    ),
  ];
}
