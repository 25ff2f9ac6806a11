import type { PostgresAddress } from "../migration/postgres/address.ts";
import type { ArchiveEntry } from "../migration/postgres/archive-list.ts";

/** A server, and the database in it. Every text comes from outside and is untrusted. */
export interface ServerFacts {
  /** As the server tells it: `PostgreSQL 15.19 on …`. */
  product: string;
  version: string;
  major: number;
  /** Identifies the cluster; null if the user may not ask. */
  system: string | null;
  database_oid: number;
  started: string;
  /** A standby, which takes no changes. */
  is_standby: boolean;
  encoding: string;
  collation: string;
  user: string;
  may_create: boolean;
  extensions: readonly ExtensionVersion[];
  /** What could be installed, in its default version. */
  available: readonly ExtensionVersion[];
}

export interface ExtensionVersion {
  name: string;
  version: string;
}

export interface TableFacts {
  oid: number;
  schema: string;
  name: string;
  bytes: number;
  /** The planner's guess; negative if there is none. */
  estimated_rows: number;
  /** Columns of the primary key. */
  key: readonly { name: string; type: string }[];
}

/** A view, an index, a function: anything that is counted but for its rows. */
export interface ObjectFacts {
  /** The catalogue that has it, and its row there. */
  class: number;
  oid: number;
  kind: string;
  name: string;
  /** False for an index that queries can't use. */
  is_valid: boolean;
}

export interface SequenceFacts {
  name: string;
  /** As text: a bigint may be larger than a number. Null before its first use. */
  value: string | null;
  cycles: boolean;
}

/** An index column of a vector type. */
export interface VectorFacts {
  table: string;
  index: string | null;
  type: string;
  /** Null if the type does not say. */
  dimensions: number | null;
}

export interface Catalogue {
  tables: readonly TableFacts[];
  objects: readonly ObjectFacts[];
  sequences: readonly SequenceFacts[];
  vectors: readonly VectorFacts[];
  large_objects: number;
  /** Users that own something, beside the one who asks. */
  other_owners: number;
  bytes: number;
}

/** What a table holds, in a form that two servers can compare. */
export interface Digest {
  rows: number;
  /** Rows that are in the hash: all of them, or a sample by key. */
  compared: number;
  hash: string;
  /** The keys of the sample as JSON; null when all rows are compared. */
  keys: string | null;
}

export interface DigestRequest {
  table: TableFacts;
  /** How many rows a sample has; smaller tables are compared whole. */
  sample: number;
}

/** One database, asked through psql. */
export interface PostgresServer {
  facts(): Promise<ServerFacts>;
  catalogue(): Promise<Catalogue>;
  digest(request: DigestRequest): Promise<Digest>;
  /** The same rows as another server's digest. */
  digestLike(table: TableFacts, other: Digest): Promise<Digest>;
  largeObjectsHash(most: number): Promise<string>;
  /** Rows of user tables that were ever written; tells whether any were since. */
  rowsWritten(): Promise<number>;
}

export interface PostgresSource extends PostgresServer {
  /** From here on it is seen as it was now. Resolves with the id for others, and the time. */
  beginSnapshot(): Promise<{ id: string; at: string }>;
  endSnapshot(): Promise<void>;
  dump(request: { folder: string; snapshot: string; jobs: number }): Promise<void>;
}

export interface PostgresTarget extends PostgresServer {
  /** Resolves with false while another migration into the database is running. */
  lock(): Promise<boolean>;
  /** Ends what a killed run left working here. */
  endSessions(run: string): Promise<void>;
  /** Which of these tables have rows. */
  filled(tables: readonly TableFacts[]): Promise<ReadonlySet<TableFacts>>;
  restore(request: RestoreRequest): Promise<void>;
  analyze(): Promise<void>;
}

export interface RestoreRequest {
  /** For the journal: `data public.orders`. */
  what: string;
  dump: string;
  entries: readonly ArchiveEntry[];
  /** Everything or nothing. */
  atOnce?: boolean;
  jobs?: number;
}

/** Where a migration keeps its dump and what it knows, for the next run to go on from. */
export interface MigrationFolder {
  readonly path: string;
  readonly dump: string;
  state(): MigrationState | null;
  save(state: MigrationState): void;
  readFacts(): DumpFacts | null;
  saveFacts(facts: DumpFacts): void;
  /** Throws `conflict` while the run that it belongs to works on; ends what that left behind. */
  takeOver(): Promise<void>;
  removeDump(): void;
  /** Bytes that are free where it is. */
  free(): number;
}

export interface MigrationState {
  from: string;
  to: string;
  /** The last run; its sessions have this name. */
  run: string;
  /** The restore has begun: what the target has is of this migration. */
  began: boolean;
  completed_at: string | null;
}

/** The source as the dump has it. */
export interface DumpFacts {
  taken_at: string;
  tables: readonly TableFacts[];
  objects: readonly ObjectFacts[];
  /** Sequences do not heed a snapshot: before the dump, and after it. */
  sequences: { before: readonly SequenceFacts[]; after: readonly SequenceFacts[] };
  /** In the order of the tables. */
  digests: readonly Digest[];
  large_objects: { count: number; hash: string };
  rows_written: number;
}

export interface PostgresServers {
  /** Identifies this run to both servers. */
  run: string;
  /** The major version of pg_dump and pg_restore. */
  useTools(source: ServerFacts, target: ServerFacts): Promise<{ version: string }>;
  source: PostgresSource;
  target: PostgresTarget;
  folder: MigrationFolder;
  /** The table of contents of a dump. */
  list(dump: string, section: "pre-data" | "data" | "post-data"): Promise<ArchiveEntry[]>;
}

export interface PostgresControl {
  /** Opens both; whatever happens, its child processes and secrets are gone afterwards. */
  withServers<T>(
    request: { from: PostgresAddress; to: PostgresAddress; binDir: string | undefined },
    work: (servers: PostgresServers) => Promise<T>,
  ): Promise<T>;
}
