import { join } from "node:path";
import * as z from "zod";
import { QuantsError } from "../../errors.ts";
import { readIfThere, writeWholeFile } from "../../files/whole-file.ts";

export const MANIFEST = "manifest.json";
/** Raised when files of an earlier version would be read otherwise. */
export const VERSION = 1;

const count = z.number().int().nonnegative();
const column = z.object({
  name: z.string(),
  header: z.string(),
  kind: z.enum([
    ...(["Bool", "Long", "Double", "String", "DateTime", "Json"] as const),
    ...(["Bool[]", "Long[]", "Double[]", "String[]"] as const),
  ]),
});

const csvFile = z.object({
  name: z.string().regex(/^[\w-]+\.csv$/),
  bytes: count,
  rows: count,
  sha256: z.string(),
  of: z.enum(["node", "relationship"]),
  labels: z.array(z.string()).readonly(),
  label: z.string(),
  columns: z.array(column).readonly(),
});

const manifest = z.object({
  version: z.literal(VERSION),
  /** Of the export and of how it was converted: equal for equal files. */
  fingerprint: z.string(),
  source: z.object({ file: z.string(), form: z.string(), bytes: count, sha256: z.string() }),
  nodes: count,
  relationships: count,
  /** Of all elements. */
  digest: z.string(),
  files: z.array(csvFile).readonly(),
  notes: z.object({
    /** Values kept as JSON, by property. */
    json: z.record(z.string(), count),
    /** Lists kept as sets. */
    sets: z.record(z.string(), count),
    renamed: z.array(z.tuple([z.string(), z.string()])).readonly(),
    nulls: count,
    unlabelled: count,
  }),
});

/** One CSV file, and how its columns are to be read. */
export type CsvFile = Readonly<z.infer<typeof csvFile>>;
/** What a folder of CSV holds. */
export type Manifest = Readonly<z.infer<typeof manifest>>;

export function writeManifest(folder: string, data: Manifest): void {
  writeWholeFile(join(folder, MANIFEST), `${JSON.stringify(data, null, 2)}\n`, 0o600);
}

/** Null where there is none. */
export function readManifest(folder: string): Manifest | null {
  const path = join(folder, MANIFEST);
  const text = readIfThere(path);
  if (text === null) return null;
  try {
    return manifest.parse(JSON.parse(text));
  } catch (error) {
    throw new QuantsError("invalid_state", `${path} is damaged, or of another version.`, {
      hint: "Remove the folder, or give another one with --csv.",
      resource: path,
      cause: error,
    });
  }
}
