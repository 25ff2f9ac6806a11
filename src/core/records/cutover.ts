import type { AlarmState } from "../contracts/traffic-control.ts";

/** A weighted record, and its share of the traffic. */
export interface TrafficShare {
  type: string;
  set_identifier: string;
  weight: number;
  /** Percent of the queries of this type. */
  share: number;
  ttl: number | null;
  targets: readonly string[];
}

/** How a change of traffic ended. `held`: the weights stay where they are, neither on nor back. */
export type CutoverResult = "completed" | "rolled_back" | "held" | "unchanged";

export interface CutoverRecord {
  action: "start" | "promote" | "abort";
  record: string;
  zone: string;
  from: string;
  to: string;
  result: CutoverResult;
  changed: boolean;
  /** Shares reached and proved good, in order: `10 %`. */
  done: readonly string[];
  not_done: readonly string[];
  /** Null when they could not be read in the end. */
  records: readonly TrafficShare[] | null;
}

export interface CutoverStatusRecord {
  record: string;
  zone: string;
  records: readonly TrafficShare[];
  /** The last cut-over that the journal tells of; null without one. */
  cutover: {
    id: string;
    status: "running" | "held" | "done" | "over";
    started_at: string;
    from: string;
    to: string;
    /** Percent that it was at, or on the way to; null before the first step. */
    step: number | null;
    steps: readonly number[];
    /** False when somebody else changed the weights since. */
    as_left: boolean;
  } | null;
  alarms: readonly { name: string; state: AlarmState | "MISSING" }[];
}
