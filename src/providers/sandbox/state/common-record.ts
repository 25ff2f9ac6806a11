/**
 * What is stored. Times are milliseconds since the epoch; whatever can be derived from a
 * record, the catalogue and the time is not stored.
 */
export interface Tag {
  key: string;
  /** Absent for a key-only tag. */
  value?: string;
}

/** A change under way: until `until` the resource is in `during`, from then on in `after`. */
export interface Transition<During extends string, After extends string> {
  during: During;
  after: After;
  until: number;
}

export interface CommonRecord {
  name: string;
  /** The ARN's last part. */
  id: string;
  /** Order of creation within the region; what page tokens refer to. */
  sequence: number;
  createdAt: number;
}

export type AddOns = Partial<Record<"AutoSnapshot" | "StopInstanceOnIdle", AddOnRecord>>;

export interface AddOnRecord {
  enabled: boolean;
  /** When it was enabled, and disabled. */
  since: number;
  until?: number;
  snapshotTimeOfDay?: string;
  /** Days of automatic snapshots that were deleted, as `2026-01-15`. */
  deleted?: string[];
  threshold?: string;
  duration?: string;
}
