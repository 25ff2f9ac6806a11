import { createHash } from "node:crypto";
import { QuantsError } from "../../errors.ts";
import { CsvWriter } from "./csv-writer.ts";
import { GraphDigest, digestOf } from "./digest.ts";
import { isSet, type Kind, kindOf, type KindRules } from "./kind.ts";
import { layoutOf } from "./layout.ts";
import { type Manifest, VERSION } from "./manifest.ts";
import { readExport } from "./read-export.ts";
import { rulesFor, type Survey } from "./survey.ts";

/** Equal for the same export converted in the same way. */
export function fingerprintOf(sha256: string, { datetimes, lists }: KindRules): string {
  return createHash("sha256")
    .update(JSON.stringify([VERSION, sha256, datetimes.toSorted(), lists]))
    .digest("hex");
}

/** Reads the export a second time and writes it as CSV into the folder, which is empty. */
export async function convert(
  file: string,
  seen: Survey,
  rules: KindRules,
  folder: string,
  signal: AbortSignal,
): Promise<Manifest> {
  const layout = layoutOf(seen, rules);
  const writer = new CsvWriter(folder);
  const digest = new GraphDigest();
  const kindsOf = { node: rulesFor("node", rules), relationship: rulesFor("relationship", rules) };
  const whole = await readExport(file, signal, (element) => {
    const { properties, of } = element;
    const kindIn = (name: string): Kind | null =>
      kindOf(properties[name] ?? null, name, kindsOf[of]);
    digest.add(element, digestOf(element, kindIn));
    writer.write(element, layout.shapeFor(element));
  });
  if (whole.sha256 !== seen.sha256) {
    throw new QuantsError("conflict", `${file} was changed while it was read.`, {
      hint: "Wait until the export is complete, then run the command again.",
      resource: file,
    });
  }
  const { form, bytes, sha256, nodes, relationships } = seen;
  return {
    version: VERSION,
    fingerprint: fingerprintOf(sha256, rules),
    source: { file, form, bytes, sha256 },
    ...{ nodes, relationships, digest: digest.toString(), files: writer.end() },
    notes: notesOf(seen, rules),
  };
}

/** What the CSV holds otherwise than the export. */
export function notesOf(seen: Survey, rules: KindRules): Manifest["notes"] {
  const json: Record<string, number> = {};
  const sets: Record<string, number> = {};
  let unlabelled = 0;
  for (const { of, labels, count, properties } of seen.groups.values()) {
    if (of === "node" && labels.length === 0) unlabelled += count;
    for (const [name, kinds] of properties) {
      for (const [kind, values] of kinds) {
        const noted = kind === "Json" ? json : isSet(kind) ? sets : null;
        if (noted === null) continue;
        const key = `${labels.join(";")}.${name}`;
        noted[key] = (Object.hasOwn(noted, key) ? (noted[key] ?? 0) : 0) + values;
      }
    }
  }
  const { renamed } = layoutOf(seen, rules);
  return { json, sets, renamed: renamed.map(([a, b]) => [a, b]), nulls: seen.nulls, unlabelled };
}

/** How many values the target will hold otherwise than the source. */
export function lossesOf({ json, sets, renamed }: Manifest["notes"]): number {
  const sum = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((all, it) => all + it, 0);
  return sum(json) + sum(sets) + renamed.length;
}
