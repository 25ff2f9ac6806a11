import type { PastedCommand } from "../text/advice.ts";
import type { Instance } from "../model.ts";
import type { StepName } from "../instances/provision.ts";

/** `infra create` in JSON: the instance record and how far the work came. */
export interface CreatedRecord extends Instance {
  changed: boolean;
  static_ip_name: string | null;
  done: StepName[];
  not_done: StepName[];
  /** The command that does what is not done; null when all is. */
  finish_with: PastedCommand | null;
}
