/** `unknown`: it could not be looked at, which is not good. */
export type CheckStatus = "good" | "bad" | "unknown";

/** One check of one resource. */
export interface CheckedRecord {
  check: string;
  title: string;
  address: string;
  status: CheckStatus;
  found: string;
  why: string;
  cure: string;
}

/** `stack verify` in JSON. */
export interface VerifiedRecord {
  stack: string;
  workspace: string;
  region: string;
  /** When it was looked at. */
  at: string;
  good: number;
  bad: number;
  unknown: number;
  checks: readonly CheckedRecord[];
}
