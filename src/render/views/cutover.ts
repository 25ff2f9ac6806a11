import type { CutoverRecord, CutoverResult } from "../../core/records/cutover.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { type Fact, drawFacts } from "./facts.ts";
import { drawShares } from "./traffic-shares.ts";

const WORDS: Readonly<Record<CutoverResult, string>> = {
  completed: "completed",
  rolled_back: "rolled back",
  held: "held: the traffic stays where it is",
  unchanged: "nothing to do",
};

export function draw(record: CutoverRecord, style: Style): string[] {
  const { result, done, not_done: left } = record;
  const isGood = result === "completed" || result === "unchanged";
  const facts: Fact[] = [
    ["Record", style.bold(plain(record.record))],
    ["Zone", plain(record.zone)],
    ["From", plain(record.from)],
    ["To", plain(record.to)],
    ["Result", isGood ? style.good(WORDS[result]) : style.caution(WORDS[result])],
  ];
  if (record.action === "start") {
    facts.push(["Done", done.join(", ") || "-"], ["Left", left.join(", ") || "-"]);
  }
  return [...drawFacts(facts, style), ...drawShares(record.records ?? [], style)];
}
