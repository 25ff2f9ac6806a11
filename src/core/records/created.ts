import type { PastedCommand } from "../text/advice.ts";
import type { Instance } from "../model.ts";
import type { CreationStep } from "../instances/creation.ts";

/** `infra create` in JSON: the instance record and how far the work got. */
export interface CreatedRecord extends Instance {
  changed: boolean;
  static_ip_name: string | null;
  /** After a restoration: block storage disks that were made with it, of those in its snapshot. */
  disks?: string[];
  done: CreationStep[];
  not_done: CreationStep[];
  /** The command that does the rest; null if everything is done. */
  finish_with: PastedCommand | null;
}
