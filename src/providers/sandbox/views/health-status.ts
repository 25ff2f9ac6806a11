import { stateAt } from "../lifecycle.ts";
import type { InstanceRecord } from "../state/records.ts";

/** The two checks, added to an instance on request. Nothing is ever impaired here. */
export function healthStatus(instance: InstanceRecord, now: number): object {
  const state = stateAt(instance, now);
  const running = { status: "ok", details: [{ name: "reachability", status: "passed" }] };
  const starting = {
    status: "initializing",
    details: [{ name: "reachability", status: "initializing" }],
  };
  const status =
    state === "running" ? running : state === "pending" ? starting : { status: "not-applicable" };
  return { instanceStatus: status, systemStatus: status };
}
