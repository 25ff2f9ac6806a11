/** How a copy ended. `held`: it can be continued. */
export type RedisMigrationResult = "completed" | "verified" | "different" | "held";

export interface RedisMigrationRecord {
  from: string;
  to: string;
  result: RedisMigrationResult;
  source_servers: number;
  target_servers: number;
  copied: number;
  /** Of the values, as they were carried over. */
  bytes: number;
  by_type: Readonly<Record<string, number>>;
  expiring: number;
  /** There already with the same value. */
  already_there: number;
  skipped: number;
  vanished: number;
  largest_bytes: number;
  seconds: number;
  keys_per_second: number;
  /** Null when it was not come to. */
  verification: RedisVerification | null;
}

export interface RedisVerification {
  /** Keys of the source, as counted. */
  keys: number;
  /** Of these, in the target. */
  present: number;
  /** Gone from the source meanwhile: deleted or expired. */
  vanished: number;
  compared: number;
  differences: readonly RedisDifference[];
  /** All of them, also those that are not listed. */
  different: number;
}

export interface RedisDifference {
  key: string;
  what: "missing" | "type or value" | "expiry";
}
