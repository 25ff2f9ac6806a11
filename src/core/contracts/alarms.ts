import type { CallOptions } from "./call-options.ts";

export type AlarmState = "ok" | "alarm" | "insufficient_data" | (string & {});
export type WatchedKind = "instance" | "load_balancer" | "database";
export type ContactProtocol = "email" | "sms";

/** All of an alarm that can be set. */
export interface AlarmSettings {
  name: string;
  /** Name of what it watches. */
  resource: string;
  /** Lightsail's name of the metric, such as `CPUUtilization`. */
  metric: string;
  /** `>`, `>=`, `<` or `<=`. */
  comparison: string;
  threshold: number;
  /** So many of the last `evaluation_periods` have to be beyond the threshold. */
  datapoints_to_alarm: number;
  evaluation_periods: number;
  /** `breaching`, `not_breaching`, `ignore` or `missing`. */
  missing_data: string;
  /** Who is told: `email`, `sms`. */
  contact_protocols: readonly string[];
  /** The states whose beginning is told: `alarm`, `ok`, `insufficient_data`. */
  notification_triggers: readonly string[];
  notifications_enabled: boolean;
}

export interface Alarm extends AlarmSettings {
  state: AlarmState;
  /** `instance`, `load_balancer` or `database`. */
  resource_kind: WatchedKind | (string & {});
  /** Tells what it watches from an earlier or later one of that name. */
  resource_arn: string | null;
  /** Length of a period in seconds. */
  period_s: number;
  region: string;
  created_at: string | null;
  tags: Record<string, string>;
  arn: string | null;
}

/** Where alarms are told: a region has one email address and one phone number. */
export interface ContactMethod {
  protocol: ContactProtocol | (string & {});
  endpoint: string;
  /** `valid`, `pending_verification` or `invalid`. */
  status: string;
  region: string;
  created_at: string | null;
}

/** What an alarm can watch. */
export interface Watched {
  kind: WatchedKind;
  name: string;
  arn: string | null;
}

export interface ContactMethods {
  list(call?: CallOptions): Promise<ContactMethod[]>;
  /** `name_in_use` if there is one of that protocol. A verification is sent to an email address. */
  create(protocol: ContactProtocol, endpoint: string, call?: CallOptions): Promise<void>;
  /** Sends the verification once more. */
  verify(protocol: ContactProtocol, call?: CallOptions): Promise<void>;
  delete(protocol: ContactProtocol, call?: CallOptions): Promise<void>;
}

/** Alarms of the region, and who is told of them. */
export interface Alarms {
  readonly contacts: ContactMethods;
  list(call?: CallOptions): Promise<Alarm[]>;
  get(name: string, call?: CallOptions): Promise<Alarm>;
  /**
   * Makes the alarm, or overwrites all settings of the one of that name; its state stays. Tags are
   * for a new one.
   */
  put(
    settings: AlarmSettings,
    options?: CallOptions & { tags?: Readonly<Record<string, string>> | undefined },
  ): Promise<void>;
  /** Puts it into this state, and tells whom the state tells, until it is next evaluated. */
  test(name: string, state: AlarmState, call?: CallOptions): Promise<void>;
  delete(name: string, call?: CallOptions): Promise<void>;
  /** What of that kind has the name. */
  watched(kind: WatchedKind, name: string, call?: CallOptions): Promise<Watched>;
}
