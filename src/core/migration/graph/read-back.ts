import { setImmediate as immediate } from "node:timers/promises";
import { QuantsError } from "../../errors.ts";
import { throwIfAborted } from "../../time/wait.ts";
import { detached } from "./detached.ts";
import { GraphDigest, digestOf } from "./digest.ts";
import type { Element } from "./element.ts";
import type { Kind } from "./kind.ts";
import type { CsvFile, Manifest } from "./manifest.ts";
import { readCsv } from "./read-csv.ts";
import { Sampler } from "./sampler.ts";

/** An element of a sample, with the kinds of its properties. */
export interface Sampled {
  element: Element;
  file: CsvFile;
}

/**
 * Reads all files and compares: as many elements, and the same ones by their digests. Throws `conflict`.
 * Resolves with a sample of each, the same for the same graph.
 */
export async function readBack(
  folder: string,
  manifest: Manifest,
  sampleSize: number,
  signal: AbortSignal,
): Promise<Sampled[]> {
  const digest = new GraphDigest();
  const samples = {
    node: new Sampler<Sampled>(sampleSize),
    relationship: new Sampler<Sampled>(sampleSize),
  };
  for (const file of manifest.files) {
    // Lets an interrupt in between two files.
    await immediate();
    throwIfAborted(signal);
    const kinds = new Map<string, Kind>(file.columns.map(({ name, kind }) => [name, kind]));
    readCsv(folder, file, (element) => {
      const own = digestOf(element, (name) => kinds.get(name) ?? null);
      digest.add(element, own);
      samples[element.of].offer(own, () => ({ element: kept(element), file }));
    });
  }
  const { nodes, relationships } = digest;
  const isEqual =
    nodes === manifest.nodes &&
    relationships === manifest.relationships &&
    digest.toString() === manifest.digest;
  if (isEqual) return [...samples.node.items(), ...samples.relationship.items()];
  throw new QuantsError(
    "conflict",
    `The CSV in ${folder} is not the exported graph: ${nodes} of ${manifest.nodes} nodes, ${relationships} of ${manifest.relationships} relationships${nodes === manifest.nodes && relationships === manifest.relationships ? ", with other content" : ""}.`,
    { hint: "Remove the folder and run the command again.", resource: folder },
  );
}

function kept(element: Element): Element {
  return detached({ ...element }) as unknown as Element;
}
