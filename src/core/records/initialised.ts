/** `init` in JSON: the file and its content. */
export interface InitialisedRecord {
  file: string;
  place: "folder" | "user";
  changed: true;
  /** The previous file, which no longer applies; null without one. */
  replaced: string | null;
  config: Readonly<Record<string, unknown>>;
}
