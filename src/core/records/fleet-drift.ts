import type { AttributeValue } from "../fleet/change.ts";

/** What `fleet drift` found. */
export interface FleetDriftRecord {
  fleet: string;
  regions: readonly string[];
  /** When the files were last applied, ISO 8601; null if that is not known. */
  applied_at: string | null;
  has_drift: boolean;
  drift: readonly {
    kind: "missing" | "changed" | "unmanaged";
    name: string;
    resource_name: string | null;
    region: string;
    attributes: readonly { path: string; applied: AttributeValue; live: AttributeValue }[];
  }[];
  /** What the files say otherwise since; null if it is not known what was applied. */
  pending:
    | readonly {
        kind: "added" | "changed" | "removed";
        name: string;
        region: string;
        attributes: readonly { path: string; before: unknown; after: unknown }[];
      }[]
    | null;
}
