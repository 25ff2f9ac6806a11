import type { CallOptions } from "../infra-manager.ts";

type Call = CallOptions & { resource?: string };

/** A graph database that loads CSV from a bucket, as Neptune does. */
export interface GraphDatabase {
  /** Who answers: `writer` or `reader`, and whether it is `healthy`. */
  status(call?: Call): Promise<{ state: string; role: string }>;
  /** Ids of load jobs that it knows of, the last one first. */
  loads(call?: Call): Promise<string[]>;
  /** Throws `not_found`. */
  load(id: string, call?: Call): Promise<LoadState>;
  /** Resolves with the id of the job. Sent once: without an answer it may have started. */
  startLoad(request: LoadRequest, call?: Call): Promise<string>;
  /** The rows of an openCypher query, numbers with all of their digits. */
  query(text: string, parameters: object, call?: Call): Promise<readonly QueryRow[]>;
}

/** Values are what core/migration/graph/exact-json.ts makes of JSON. */
export type QueryRow = Readonly<Record<string, unknown>>;

export interface LoadRequest {
  /** `s3://bucket/prefix/` */
  source: string;
  region: string;
  /** The role that the database reads the bucket as. */
  roleArn: string;
  /** Go on with an earlier load of the same source that failed. */
  isRetry: boolean;
}

export interface LoadState {
  id: string;
  source: string;
  /** `LOAD_COMPLETED`, `LOAD_IN_PROGRESS`, … */
  status: string;
  records: number;
  /** What went wrong, one line each; only the first of many. */
  errors: readonly string[];
}
