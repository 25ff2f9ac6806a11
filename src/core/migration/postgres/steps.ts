import { QuantsError } from "../../errors.ts";
import { type Step, unseen } from "../../plan/step.ts";
import { loadDefinitions, loadIndexes, loadRows } from "./load.ts";
import { factsOf, type Migration } from "./migration.ts";
import { takeDump } from "./take-dump.ts";
import { compare, type Comparison } from "./verify.ts";

export type StageName = "dump" | "definitions" | "rows" | "indexes" | "analyze" | "verify";

/**
 * The stages of a migration. Each finds out at the target what of it is done, so that all of them
 * may be run again after an end at any point.
 */
export function migrationSteps(
  migration: Migration,
  onCompared: (comparison: Comparison) => void,
): Step<StageName>[] {
  const { catalogue, from, to, servers, say, waiting, onStage } = migration;
  const count = (...kinds: string[]): number =>
    catalogue.objects.filter(({ kind }) => kinds.includes(kind)).length;
  return [
    {
      name: "dump",
      changes: () => [
        {
          ...{ action: "dump", kind: "database", name: from, region: "-" },
          detail: `${sizeText(catalogue.bytes)}, into ${servers.folder.path}`,
        },
      ],
      carryOut: () => takeDump(migration),
    },
    {
      name: "definitions",
      changes: () => [
        {
          ...{ action: "create", kind: "definitions", name: to, region: "-" },
          detail: `${count("table")} tables, ${count("view", "materialized view")} views, ${count("function")} functions, ${count("extension")} extensions`,
        },
      ],
      carryOut: () => loadDefinitions(migration),
    },
    {
      name: "rows",
      changes: () =>
        catalogue.tables.map(({ schema, name, bytes, estimated_rows: rows }) => ({
          ...{ action: "copy", kind: "table", name: `${schema}.${name}`, region: "-" },
          detail: `${rows < 0 ? "" : `about ${Math.round(rows)} rows, `}${sizeText(bytes)}`,
        })),
      carryOut: () => loadRows(migration),
    },
    {
      name: "indexes",
      changes: () => [
        {
          ...{ action: "create", kind: "indexes", name: to, region: "-" },
          detail: `${count("index")} indexes, ${count("constraint")} constraints, ${count("trigger")} triggers`,
        },
      ],
      carryOut: () => loadIndexes(migration),
    },
    unseen("analyze", async () => {
      onStage("analyze");
      waiting("ANALYZE");
      await servers.target.analyze();
    }),
    unseen("verify", async () => {
      onStage("verify");
      say("comparing both sides");
      const comparison = await compare(migration, factsOf(migration));
      onCompared(comparison);
      const error = differenceError(comparison, to);
      if (error !== null) throw error;
    }),
  ];
}

/** Null if nothing differs. */
export function differenceError({ differences }: Comparison, to: string): QuantsError | null {
  if (differences.length === 0) return null;
  const more = differences.length > 5 ? `; and ${differences.length - 5} more` : "";
  return new QuantsError(
    "conflict",
    `Source and target differ: ${differences.slice(0, 5).join("; ")}${more}.`,
    {
      hint: "If nobody wrote to the target, begin anew: give an empty database to --to, with --restart.",
      resource: to,
    },
  );
}

function sizeText(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let [value, unit] = [bytes, 0];
  while (value >= 1024 && unit < units.length - 1) [value, unit] = [value / 1024, unit + 1];
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}
