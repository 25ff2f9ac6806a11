import { type OutputsRecord } from "../../core/records/stacks.ts";
import { plain } from "../../core/text/safe-text.ts";
import { type Style } from "../style.ts";
import { type Fact, drawFacts } from "./facts.ts";

export function draw(record: OutputsRecord, style: Style): string[] {
  const facts = Object.entries(record).map(([name, { value, sensitive }]): Fact => {
    if (sensitive && value === null) return [plain(name), style.quiet("(sensitive)")];
    return [plain(name), plain(typeof value === "string" ? value : JSON.stringify(value))];
  });
  return facts.length === 0 ? [] : drawFacts(facts, style);
}
