import { QuantsError } from "../../../core/errors.ts";
import { conversionIn, inPartialFolder } from "../../../core/migration/graph/conversion-folder.ts";
import {
  convert,
  fingerprintOf,
  lossesOf,
  notesOf,
} from "../../../core/migration/graph/convert.ts";
import type { KindRules } from "../../../core/migration/graph/kind.ts";
import { type Manifest, writeManifest } from "../../../core/migration/graph/manifest.ts";
import { readBack, type Sampled } from "../../../core/migration/graph/read-back.ts";
import { fileDigest } from "../../../core/migration/graph/read-export.ts";
import { survey, type Survey } from "../../../core/migration/graph/survey.ts";

export interface ConversionOptions {
  from: string;
  folder: string;
  rules: KindRules;
  sample: number;
  signal: AbortSignal;
}

/** An export, and either what is there of its conversion or what is to be converted. */
export type Prepared = {
  fingerprint: string;
  notes: Manifest["notes"];
  nodes: number;
  relationships: number;
  form: string;
} & ({ manifest: Manifest; seen: null } | { manifest: null; seen: Survey });

/** Writes nothing. Throws when the export is none, or the folder holds something else. */
export async function prepare({
  from,
  folder,
  rules,
  signal,
}: ConversionOptions): Promise<Prepared> {
  const manifest = conversionIn(folder);
  if (manifest === null) {
    const seen = await survey(from, rules, signal);
    const { nodes, relationships, form } = seen;
    const fingerprint = fingerprintOf(seen.sha256, rules);
    return { fingerprint, notes: notesOf(seen, rules), nodes, relationships, form, manifest, seen };
  }
  const { sha256 } = await fileDigest(from, signal);
  const fingerprint = fingerprintOf(sha256, rules);
  if (manifest.fingerprint !== fingerprint) {
    const what =
      manifest.source.sha256 === sha256 ? "this export, with other options" : "another export";
    throw new QuantsError("invalid_state", `${folder} holds the CSV of ${what}.`, {
      hint: "Give another folder with --csv, or remove this one.",
      resource: folder,
    });
  }
  const { notes, nodes, relationships, source } = manifest;
  return { fingerprint, notes, nodes, relationships, form: source.form, manifest, seen: null };
}

export function refuseLossy({ notes }: Pick<Prepared, "notes">): void {
  const losses = lossesOf(notes);
  if (losses === 0) return;
  const names = [
    ...Object.entries({ ...notes.json, ...notes.sets }).map(
      ([name, count]) => `${name} (${count})`,
    ),
    ...notes.renamed.map(([name]) => `the name ${JSON.stringify(name)}`),
  ];
  const rest = names.length > 5 ? `, and ${names.length - 5} more` : "";
  throw new QuantsError(
    "invalid_state",
    `Neptune can't hold all of it as it is: ${names.slice(0, 5).join(", ")}${rest}.`,
    { hint: "Change them in the source, or leave out --fail-on-lossy to keep them as texts." },
  );
}

/** Converts, reads back and compares; the folder appears when all of it is equal. */
export async function converted(
  { from, folder, rules, sample, signal }: ConversionOptions,
  { manifest, seen }: Prepared,
): Promise<{ manifest: Manifest; sampled: Sampled[] }> {
  if (manifest !== null) {
    return { manifest, sampled: await readBack(folder, manifest, sample, signal) };
  }
  return inPartialFolder(folder, async (partial) => {
    const made = await convert(from, seen, rules, partial, signal);
    const sampled = await readBack(partial, made, sample, signal);
    writeManifest(partial, made);
    return { manifest: made, sampled };
  });
}
