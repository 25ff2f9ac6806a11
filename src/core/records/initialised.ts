/** `init` in JSON: the file, and what it says. */
export interface InitialisedRecord {
  file: string;
  place: "folder" | "user";
  changed: true;
  /** What was there before, and does not count any more; null for none. */
  replaced: string | null;
  config: Readonly<Record<string, unknown>>;
}
