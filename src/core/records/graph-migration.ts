/** A label of nodes, or a type of relationships. */
export interface GraphCount {
  of: "node" | "relationship";
  /** Null: all of them. */
  label: string | null;
  expected: number;
  /** In the target; null before it was counted. */
  found: number | null;
}

export interface GraphMigrationRecord {
  from: string;
  /** `lines`, `array` or `keyed`. */
  form: string;
  csv: string;
  files: number;
  bytes: number;
  nodes: number;
  relationships: number;
  /** `converted`: the CSV is there and equal. `loaded`: so is the graph. `incomplete`: neither yet. */
  result: "converted" | "loaded" | "incomplete";
  changed: boolean;
  done: readonly string[];
  not_done: readonly string[];
  /** Values that the target holds as JSON, by label and property. */
  kept_as_json: Readonly<Record<string, number>>;
  /** Lists that it holds as sets. */
  kept_as_sets: Readonly<Record<string, number>>;
  /** Names that the target can't hold, and what stands for them. */
  renamed: readonly { name: string; now: string }[];
  /** Properties that are null, which is their absence. */
  nulls: number;
  /** Nodes without a label: the target gives them one. */
  unlabelled: number;
  /** Where the loader reads; null when nothing is loaded. */
  source: string | null;
  uploaded: number;
  load_id: string | null;
  counts: readonly GraphCount[];
  /** Elements compared property by property; null before. */
  sample: number | null;
}
