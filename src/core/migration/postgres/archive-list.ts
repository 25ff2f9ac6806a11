/** One entry of a dump's table of contents. */
export interface ArchiveEntry {
  id: number;
  /** The catalogue and the row of the source's object; 0 where it has none. */
  class: number;
  oid: number;
  /** `TABLE DATA public orders app`: kind, schema, name, owner. */
  text: string;
}

/** Reads what `pg_restore --list` writes. Names may hold blanks: objects are told by their oid. */
export function readArchiveList(text: string): ArchiveEntry[] {
  return text.split("\n").flatMap((line) => {
    const match = /^(\d+); (\d+) (\d+) (.*)$/.exec(line);
    if (match === null) return [];
    const [, id, table, oid, rest = ""] = match;
    return [{ id: Number(id), class: Number(table), oid: Number(oid), text: rest }];
  });
}

/** The form that `pg_restore --use-list` takes. */
export function archiveListText(entries: readonly ArchiveEntry[]): string {
  return entries.map(({ id }) => `${id};\n`).join("");
}

export const isTableData = ({ text }: ArchiveEntry): boolean => text.startsWith("TABLE DATA ");

/**
 * What every database has of its own, and what only its owner may say: the schema `public` and the
 * comments on it and on extensions.
 */
export function isGiven({ text }: ArchiveEntry): boolean {
  return /^(SCHEMA - public |COMMENT - SCHEMA public |COMMENT - EXTENSION )/.test(text);
}
