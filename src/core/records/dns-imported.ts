/** One change of `dns import`. */
export interface DnsImportedEntry {
  action: "create" | "change" | "delete";
  /** In full. */
  name: string;
  type: string;
  /** What it points at; of a deleted one, what it pointed at. */
  target: string;
  is_alias: boolean;
  /** Of a changed one. */
  previous_target: string | null;
  /** False if the command ended before it. */
  changed: boolean;
}

/** `dns import` in JSON. */
export interface DnsImportedRecord {
  action: "import";
  zone: string;
  region: string;
  /** False if everything was already as requested. */
  changed: boolean;
  zone_created: boolean;
  /** The zone's own: where its domain is registered, they have to be named. */
  name_servers: string[];
  entries: DnsImportedEntry[];
  /** How many of the file's entries were there already. */
  unchanged: number;
  /** Entries that the file does not have, and that stay. */
  kept: { name: string; type: string; target: string }[];
  /** Lines of the file that were left out, as Lightsail has no such type. */
  skipped: { line: number; name: string; type: string }[];
}
