import type { ErrorJson } from "../errors.ts";

/** Stands in the list of records for a target that failed. */
export interface FailedTarget {
  name: string;
  region: string;
  changed: false;
  error: ErrorJson;
}
