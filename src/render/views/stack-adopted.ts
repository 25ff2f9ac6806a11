import { type AdoptedRecord, KIND_WORDS } from "../../core/records/stacks.ts";
import { plain } from "../../core/text/safe-text.ts";
import { type Style } from "../style.ts";
import { type Fact, drawFacts, drawSection } from "./facts.ts";

export function draw(record: AdoptedRecord, style: Style): string[] {
  const result = record.changed ? style.good("adopted") : "nothing to adopt";
  const facts: Fact[] = [
    ["Stack", style.bold(plain(record.stack))],
    ["Workspace", plain(record.workspace)],
    ["Result", record.adopted.some((it) => it.error) ? style.caution("incomplete") : result],
  ];
  const rows = record.adopted.map(({ error, kind, name, region, address }) => [
    error === null ? "adopted" : "failed",
    KIND_WORDS[kind],
    name,
    region,
    address,
  ]);
  if (rows.length === 0) return drawFacts(facts, style);
  const head = ["RESULT", "WHAT", "NAME", "REGION", "ADDRESS"];
  return [...drawFacts(facts, style), ...drawSection("Resources", head, rows, style)];
}
