import type { CutoverStatusRecord } from "../../core/records/cutover.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { type Fact, drawFacts, drawSection } from "./facts.ts";
import { drawShares } from "./traffic-shares.ts";

export function draw(record: CutoverStatusRecord, style: Style): string[] {
  const { cutover, alarms } = record;
  const facts: Fact[] = [
    ["Record", style.bold(plain(record.record))],
    ["Zone", plain(record.zone)],
  ];
  if (cutover === null) facts.push(["Cut-over", "none in the journal"]);
  else {
    const { status, step, steps, from, to } = cutover;
    const where = step === null ? "before its first step" : `at ${step} %`;
    facts.push(
      ["Cut-over", `${plain(from)} to ${plain(to)}, since ${plain(cutover.started_at)}`],
      ["Status", status === "held" ? style.caution(`held, ${where}`) : `${status}, ${where}`],
      ["Steps", steps.map((it) => `${it} %`).join(", ")],
    );
    if (!cutover.as_left) facts.push(["Weights", style.caution("somebody else changed them")]);
  }
  const rows = alarms.map(({ name, state }) => [name, state]);
  return [
    ...drawFacts(facts, style),
    ...drawShares(record.records, style),
    ...(rows.length > 0 ? drawSection("Alarms", ["NAME", "STATE"], rows, style) : []),
  ];
}
