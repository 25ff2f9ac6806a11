import type { CallOptions } from "../infra-manager.ts";

type Call = CallOptions & { resource?: string };

/** Objects in buckets, as S3 keeps them. */
export interface ObjectStore {
  /** The region of a bucket. Throws `not_found` and `access_denied`. */
  regionOf(bucket: string, call?: Call): Promise<string>;
  /** The size of each object below a prefix, by key. */
  list(bucket: string, prefix: string, call?: Call): Promise<ReadonlyMap<string, number>>;
  /** The SHA-256 that the store itself computed, in hex; null if it has none. */
  digestOf(bucket: string, key: string, call?: Call): Promise<string | null>;
  /** The content of an object of at most some megabytes; null when there is none. */
  get(bucket: string, key: string, call?: Call): Promise<Uint8Array | null>;
  /** Stores an object if it arrives with this SHA-256, in place of one that is there. */
  put(object: StoredObject, call?: Call): Promise<void>;
}

export interface StoredObject {
  bucket: string;
  key: string;
  body: Uint8Array;
  /** In hex. */
  sha256: string;
  contentType: string;
}
