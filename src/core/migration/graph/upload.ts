import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { QuantsError } from "../../errors.ts";
import type { CsvFile, Manifest } from "./manifest.ts";
import { folderOf, type GraphTarget } from "./target.ts";

/** Each holds one file of at most eight megabytes, usually, in memory. */
const AT_ONCE = 4;

/** What an upload has to do. */
export interface UploadPlan {
  missing: readonly CsvFile[];
  /** There already, with the same bytes. */
  kept: number;
}

/**
 * Compares what is below the prefix with the files. Throws when there is something else: the loader
 * would load it too.
 */
export async function planUpload(target: GraphTarget, manifest: Manifest): Promise<UploadPlan> {
  const { store, bucket, prefix, signal } = target;
  const folder = folderOf(prefix, manifest.fingerprint);
  const there = await store.list(bucket, folder, { signal });
  const names = new Set(manifest.files.map(({ name }) => `${folder}${name}`));
  const other = [...there.keys()].find((key) => !names.has(key));
  if (other !== undefined) {
    throw new QuantsError(
      "conflict",
      `s3://${bucket}/${other} is none of the files: it would be loaded with them.`,
      { hint: "Remove it, or give another prefix with --bucket.", resource: other },
    );
  }
  const missing: CsvFile[] = [];
  await several(manifest.files, async (file) => {
    const key = `${folder}${file.name}`;
    const isThere =
      there.get(key) === file.bytes &&
      (await store.digestOf(bucket, key, { signal })) === file.sha256;
    if (!isThere) missing.push(file);
  });
  return { missing, kept: manifest.files.length - missing.length };
}

/** Uploads what is missing; S3 refuses what does not arrive as it was sent. */
export async function upload(
  target: GraphTarget,
  manifest: Manifest,
  from: string,
  missing: readonly CsvFile[],
): Promise<void> {
  const { store, bucket, prefix, signal, say } = target;
  const folder = folderOf(prefix, manifest.fingerprint);
  let done = 0;
  await several(missing, async ({ name, sha256 }) => {
    const body = await readFile(join(from, name));
    await store.put(
      { bucket, key: `${folder}${name}`, body, sha256, contentType: "text/csv; charset=utf-8" },
      { signal },
    );
    done += 1;
    if (done % 100 === 0) say(`${done} of ${missing.length} files uploaded`);
  });
}

/** After a failure nothing more is begun, and what is under way comes to its end before it is thrown. */
async function several<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  let isFailed = false;
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      if (isFailed) return;
      try {
        await work(item);
      } catch (error) {
        isFailed = true;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}
