import type { AlarmDifference } from "../alarms/settings.ts";
import type { AlarmSettings, AlarmState } from "../contracts/alarms.ts";

/** `alarm set` in JSON. */
export interface AlarmSetRecord extends AlarmSettings {
  action: "set";
  region: string;
  /** In words. */
  condition: string;
  state: AlarmState;
  /** False if everything was already as requested. */
  changed: boolean;
  /** True if there was no alarm of that name. */
  created: boolean;
  differences: AlarmDifference[];
  /** The protocols that really tell somebody, and why others do not. */
  notified_by: string[];
  not_notified: string[];
}

/** `alarm remove` in JSON. */
export interface AlarmRemovedRecord {
  action: "remove";
  name: string;
  region: string;
  resource: string | null;
  condition: string | null;
  /** False if it was already gone. */
  changed: boolean;
}

/** `alarm test` in JSON. */
export interface AlarmTestedRecord {
  action: "test";
  name: string;
  region: string;
  resource: string;
  /** The state that it was put into. */
  state: AlarmState;
  previous_state: AlarmState;
  changed: boolean;
  /** Who was notified, and why others were not. */
  notified_by: string[];
  not_notified: string[];
}

/** `alarm contacts set`, `remove` and `verify` in JSON. */
export interface ContactRecord {
  action: "set" | "remove" | "verify";
  /** Its protocol. */
  name: string;
  region: string;
  /** Masked: it is personal. */
  endpoint: string | null;
  status: string | null;
  changed: boolean;
}
