import type { Clock } from "../../clock.ts";
import type { GraphDatabase } from "../../contracts/graph-database.ts";
import type { ObjectStore } from "../../contracts/object-store.ts";
import { QuantsError } from "../../errors.ts";

/** Where a graph goes: by way of a bucket into a database. */
export interface GraphTarget {
  store: ObjectStore;
  database: GraphDatabase;
  bucket: string;
  /** Within the bucket; ends in a slash. */
  prefix: string;
  endpoint: string;
  region: string;
  roleArn: string;
  clock: Clock;
  signal: AbortSignal;
  /** Milliseconds between two looks at a load, and until it has to be over. */
  intervalMs: number;
  timeoutMs: number;
  say: (text: string) => void;
}

/** As the loader names it. Contains what was converted and how, so that it is loaded once. */
export function sourceOf({ bucket, prefix }: GraphTarget, fingerprint: string): string {
  return `s3://${bucket}/${folderOf(prefix, fingerprint)}`;
}

export function folderOf(prefix: string, fingerprint: string): string {
  return `${prefix}${fingerprint.slice(0, 16)}/`;
}

/** Before anything is read or written: the bucket is in the region, and the writer answers. */
export async function checkTarget(target: GraphTarget): Promise<void> {
  const { store, database, bucket, region, endpoint, signal } = target;
  const found = await store.regionOf(bucket, { signal });
  if (found !== region) {
    throw new QuantsError(
      "invalid_state",
      `The bucket ${bucket} is in ${found}, the database in ${region}: its loader reads no other region.`,
      { hint: `Give a bucket in ${region}.`, resource: bucket },
    );
  }
  const { state, role } = await database.status({ signal });
  if (state !== "healthy" || role === "reader") {
    throw new QuantsError(
      "invalid_state",
      `${endpoint} is ${state === "healthy" ? `a ${role}` : state}: nothing can be loaded there.`,
      {
        hint: "Give the cluster's own endpoint, which is that of its writer, once it is healthy.",
        resource: endpoint,
      },
    );
  }
}
