import type { Instance } from "../model.ts";

/** `infra manage` in JSON: the instance record after the action. */
export interface ManagedRecord extends Instance {
  action: Action;
  /** False if it was already in the desired state, or on its way there. */
  changed: boolean;
  previous_status: string;
}

export type Action = "start" | "stop" | "reboot";
