import type { CallOptions } from "../infra-manager.ts";

/** A line of a log. The message comes from outside and is not to be trusted. */
export interface LogEvent {
  /** The service's own, unique in its group. */
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  group: string;
  stream: string;
  message: string;
}

export interface LogReader {
  /** Everything written to a group since then, oldest first. Throws `not_found` for no such group. */
  since(group: string, from: number, call: CallOptions): Promise<LogEvent[]>;
}
