import type { Instance } from "../model.ts";

/** `infra manage` in JSON: the instance record after the action. */
export interface ManagedRecord extends Instance {
  action: Action;
  /** False when it was in the wanted state already, or on its way there. */
  changed: boolean;
  previous_status: string;
}

export type Action = "start" | "stop" | "reboot";
