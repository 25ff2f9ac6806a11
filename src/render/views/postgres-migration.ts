import type { PostgresMigrationRecord } from "../../core/records/postgres-migration.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { drawFacts, drawSection, type Fact } from "./facts.ts";

const WORDS: Readonly<Record<PostgresMigrationRecord["result"], string>> = {
  completed: "completed: the target has what the source had",
  equal: "equal",
  different: "different",
  unchanged: "completed earlier, nothing to do",
  held: "held: what is copied is kept",
};

export function draw(record: PostgresMigrationRecord, style: Style): string[] {
  const { result, tables, objects, differences, not_done: left } = record;
  const isGood = result !== "different" && result !== "held";
  const facts: Fact[] = [
    ["From", plain(record.from)],
    ["To", style.bold(plain(record.to))],
    ["Result", isGood ? style.good(WORDS[result]) : style.caution(WORDS[result])],
    ["Done", record.done.join(", ") || "-"],
    ...(left.length > 0 ? [["Left", left.join(", ")] as const] : []),
    ["Source as of", record.snapshot_at ?? "-"],
    ...(record.source_changed === true
      ? [["Source since", style.caution("written to")] as const]
      : []),
    ...(record.dump === null ? [] : [["Dump", plain(record.dump)] as const]),
    ["Time", `${record.seconds} s`],
  ];
  return [
    ...drawFacts(facts, style),
    ...(differences.length > 0
      ? ["", style.bold("Differences"), ...differences.map((it) => `  ${plain(it)}`)]
      : []),
    ...(tables.length > 0 ? drawTables(record, style) : []),
    ...(objects.length > 0
      ? drawSection(
          "Objects",
          ["KIND", "SOURCE", "TARGET", "MISSING"],
          objects.map((it) => [
            it.kind,
            String(it.source),
            String(it.target),
            it.missing.join(", ") || "-",
          ]),
          style,
        )
      : []),
  ];
}

function drawTables({ tables }: PostgresMigrationRecord, style: Style): string[] {
  return drawSection(
    "Tables",
    ["TABLE", "ROWS", "THERE", "COMPARED", "BYTES", "SECONDS", "EQUAL"],
    tables.map((it) => [
      it.table,
      String(it.rows),
      String(it.target_rows ?? "-"),
      it.compared_rows === it.rows ? "all" : String(it.compared_rows),
      String(it.bytes),
      String(it.seconds ?? "-"),
      it.equal === true ? "yes" : "no",
    ]),
    style,
  );
}
