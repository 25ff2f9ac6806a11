import type { DatabaseEventKind } from "../databases/event-kinds.ts";
import type { CommonRecord, Tag, Transition } from "./common-record.ts";

export interface MasterPassword {
  /** Kept, as the service tells it to whoever asks. */
  value: string;
  since: number;
}

/** What a snapshot keeps, and what a database made from it begins with. */
export interface DatabaseContent {
  blueprintId: string;
  bundleId: string;
  masterDatabaseName: string;
  masterUsername: string;
  password: MasterPassword;
}

/** What is changed at once, from the time `at` on. */
export interface DatabaseChange {
  at: number;
  password?: string;
  backupRetention?: boolean;
  blueprintId?: string;
  publiclyAccessible?: boolean;
  caCertificate?: string;
}

export interface DatabaseEvent {
  at: number;
  kind: DatabaseEventKind;
}

export type DatabaseTransition =
  | Transition<"creating" | "modifying" | "backing-up" | "rebooting" | "starting", "available">
  | Transition<"stopping", "stopped">;

export interface DatabaseRecord extends CommonRecord, DatabaseContent {
  resourceType: "RelationalDatabase";
  /** The first part of its address, which support codes end with. */
  hostId: string;
  zone: string;
  /** Of a database with high availability. */
  secondaryZone?: string;
  formerPassword?: MasterPassword;
  backupWindow: string;
  maintenanceWindow: string;
  /** Since when backups are kept; absent when they are not. */
  backupsSince?: number | undefined;
  publiclyAccessible: boolean;
  caCertificate: string;
  /** Parameters that were set. */
  parameters: Record<string, { value: string; applyMethod: string }>;
  /** Whether some of them take effect with the next start alone. */
  needsRestart: boolean;
  /** Changes that are still to come, and those that have come and were not folded in yet. */
  changes: DatabaseChange[];
  events: DatabaseEvent[];
  tags: Tag[];
  transition: DatabaseTransition;
}

export interface DatabaseSnapshotRecord extends CommonRecord, DatabaseContent {
  resourceType: "RelationalDatabaseSnapshot";
  hostId: string;
  tags: Tag[];
  from: { name: string; id: string };
  transition: Transition<"creating", "available">;
}
