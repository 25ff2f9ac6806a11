import type { ErrorJson } from "../errors.ts";

/** Represents a failed target in a list of records. */
export interface FailedTarget {
  name: string;
  region: string;
  changed: false;
  error: ErrorJson;
}
