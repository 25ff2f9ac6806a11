import { QuantsError, amended, combineErrors, errorToJson } from "../../core/errors.ts";
import type { ChangeOutcome } from "../../core/fleet/apply/run.ts";
import type { FleetPlan } from "../../core/fleet/plan.ts";
import type { FleetAppliedRecord, FleetOutcome } from "../../core/records/fleet-applied.ts";
import type { ReportResult } from "../../core/result.ts";
import { stoppedAmong } from "../../core/instances/stopped.ts";
import { advice, toRun } from "../../core/text/advice.ts";

export function nothingToDo(plan: FleetPlan): ReportResult<FleetAppliedRecord> {
  return appliedResult(plan, [], {});
}

/** What is done and what is not, with the command that does the rest. */
export function appliedResult(
  { fleet, usdBefore, usdAfter }: FleetPlan,
  outcomes: readonly ChangeOutcome[],
  options: { argument?: readonly string[]; replace?: readonly string[]; maxDelete?: number },
): ReportResult<FleetAppliedRecord> {
  const records = outcomes.map(outcomeRecord);
  const failed = outcomes.filter(({ error }) => error !== null);
  const { argument, replace, maxDelete } = options;
  const again = toRun("fleet apply", { argument, replace, maxDelete });
  const data: FleetAppliedRecord = {
    fleet: fleet.name,
    changed: outcomes.some(({ done, error }) => done.length > 0 || error === null),
    done: records.filter(({ error }) => error === null),
    not_done: records.filter(({ error }) => error !== null),
    ...{ monthly_usd_before: usdBefore, monthly_usd_after: failed.length > 0 ? null : usdAfter },
    finish_with: failed.length > 0 ? again : null,
  };
  const names = data.done.map(({ address }) => address);
  return { kind: "report", data, names, error: errorOf(outcomes, again) };
}

function outcomeRecord({ change, made, staticIp, notDone, error }: ChangeOutcome): FleetOutcome {
  const { kind, action, region, name } = change;
  const id = change.kind === "instance" ? change.id : name;
  return {
    address: `${kind}.${change.kind === "static_ip" ? change.ip.name : id}`,
    ...{ action, region, not_done: notDone },
    resource_name: kind === "key_pair" ? name : (made?.name ?? null),
    public_ip: made?.public_ip ?? null,
    static_ip_name: staticIp,
    error: error === null ? null : errorToJson(error),
  };
}

function errorOf(
  outcomes: readonly ChangeOutcome[],
  again: ReturnType<typeof toRun>,
): QuantsError | null {
  const finish = advice`Finish with: ${again}`;
  const stopped = stoppedAmong(
    outcomes.map(({ change, error }) => ({ name: change.name, error })),
    () => finish,
  );
  if (stopped !== null) return stopped;
  const errors = outcomes.flatMap(({ change, error }) =>
    error === null ? [] : [amended(error, { message: `${change.name}: ${error.message}` })],
  );
  // Some are done: that is partial even if one thing was to be changed.
  const done = outcomes.some(({ error }) => error === null);
  const combined = combineErrors(
    errors,
    outcomes.length,
    "changes",
    advice`Each failure is listed; the others are done. ${finish}`,
  );
  if (combined === null || done || errors.length !== 1) return combined;
  return amended(combined, {
    hint: combined.advice === undefined ? finish : advice`${combined.advice}\n${finish}`,
  });
}
