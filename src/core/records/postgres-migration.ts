/** A table, as it was copied and compared. */
export interface MigratedTable {
  table: string;
  /** At the source, in the dump's snapshot. */
  rows: number;
  /** Null if it was not looked at. */
  target_rows: number | null;
  bytes: number;
  /** Of its copy; null if an earlier run made it. */
  seconds: number | null;
  /** Rows compared by their hash: all of them, or a sample. */
  compared_rows: number;
  equal: boolean | null;
}

/** How many objects of a kind each side has, and which the target lacks. */
export interface ComparedKind {
  kind: string;
  source: number;
  target: number;
  missing: readonly string[];
}

export interface PostgresMigrationRecord {
  from: string;
  to: string;
  /**
   * `completed`: copied and equal; `equal` and `different`: what --verify-only found; `unchanged`:
   * an earlier run completed it; `held`: it ended early, and can be continued.
   */
  result: "completed" | "equal" | "different" | "unchanged" | "held";
  changed: boolean;
  /** The time that the counts are of; null if nothing was dumped. */
  snapshot_at: string | null;
  /** The source was written to since then; null if that was not looked at. */
  source_changed: boolean | null;
  done: readonly string[];
  not_done: readonly string[];
  tables: readonly MigratedTable[];
  objects: readonly ComparedKind[];
  /** What differs, in words. */
  differences: readonly string[];
  /** The dump that was kept. */
  dump: string | null;
  seconds: number;
}
