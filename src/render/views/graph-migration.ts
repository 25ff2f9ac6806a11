import type { GraphMigrationRecord } from "../../core/records/graph-migration.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { type Fact, drawFacts, drawSection } from "./facts.ts";

const WORDS: Readonly<Record<GraphMigrationRecord["result"], string>> = {
  converted: "converted, read back and equal",
  loaded: "loaded, counted and equal",
  incomplete: "incomplete",
};

export function draw(record: GraphMigrationRecord, style: Style): string[] {
  const { result, counts, source, load_id: load, sample } = record;
  const text = WORDS[result];
  const facts: Fact[] = [
    ["From", plain(record.from)],
    ["CSV", `${plain(record.csv)} (${record.files} files, ${record.bytes} bytes)`],
    ["Graph", `${record.nodes} nodes, ${record.relationships} relationships`],
    ["Result", result === "incomplete" ? style.caution(text) : style.good(text)],
    ["Done", record.done.join(", ") || "-"],
  ];
  if (record.not_done.length > 0) facts.push(["Left", record.not_done.join(", ")]);
  if (source !== null) facts.push(["Source", plain(source)], ["Load", plain(load ?? "-")]);
  if (sample !== null) facts.push(["Sample", `${sample} elements, property by property`]);
  const notes = notesOf(record);
  if (notes.length > 0) facts.push(["Otherwise", notes]);
  return [
    ...drawFacts(facts, style),
    ...drawSection(
      "Counts",
      ["WHAT", "LABEL OR TYPE", "EXPORT", "TARGET"],
      counts.map(({ of, label, expected, found }) => [
        `${of}s`,
        label ?? "all",
        String(expected),
        found === null ? "-" : String(found),
      ]),
      style,
    ),
  ];
}

function notesOf(record: GraphMigrationRecord): string[] {
  const list = (counts: Readonly<Record<string, number>>, how: string): string[] =>
    Object.entries(counts).map(([name, count]) => plain(`${name}: ${count} as ${how}`));
  return [
    ...list(record.kept_as_json, "JSON"),
    ...list(record.kept_as_sets, "sets"),
    ...record.renamed.map(({ name, now }) => plain(`${name} is called ${now}`)),
    ...(record.unlabelled > 0 ? [`${record.unlabelled} nodes without a label`] : []),
  ];
}
