import type { PastedCommand } from "../text/advice.ts";

/** What `fleet import` wrote. */
export interface FleetImportedRecord {
  fleet: string;
  file: string;
  /** The file is new. */
  created: boolean;
  instances: readonly { name: string; resource_name: string; region: string }[];
  /** The command that shows what an apply would do. */
  next: PastedCommand;
}
