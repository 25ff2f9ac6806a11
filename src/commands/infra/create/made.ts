import { QuantsError, amended, combineErrors, errorToJson } from "../../../core/errors.ts";
import type { CreationOutcome } from "../../../core/instances/creation.ts";
import { stoppedAmong } from "../../../core/instances/stopped.ts";
import type { Bundle } from "../../../core/model.ts";
import type { CreatedRecord } from "../../../core/records/created.ts";
import type { FailedTarget } from "../../../core/records/failed-target.ts";
import type { CommandResult } from "../../../core/result.ts";
import { type PastedCommand, advice, toRun } from "../../../core/text/advice.ts";

/** The command that goes on with these where this one stopped, ready to be pasted. */
export type Finish = (names: readonly string[]) => PastedCommand;

interface Ended {
  name: string;
  outcome: CreationOutcome;
}

/** What `infra create` and `infra snapshot restore` tell of what they made, or could not. */
export function createdResult(
  ended: readonly Ended[],
  { region, bundle, finish }: { region: string; bundle: Bundle; finish: Finish },
): CommandResult<CreatedRecord> {
  const records: (CreatedRecord | FailedTarget)[] = [];
  for (const { name, outcome } of ended) {
    const { instance, error } = outcome;
    if (instance === null || isRefused(outcome)) {
      if (error === null) continue;
      records.push({ name, region, changed: false, error: errorToJson(error) });
      continue;
    }
    records.push({
      ...instance,
      monthly_price_usd: bundle.monthly_price_usd,
      changed: outcome.changed,
      static_ip_name: outcome.static_ip?.name ?? null,
      done: outcome.done,
      not_done: outcome.not_done,
      finish_with: outcome.not_done.length === 0 ? null : finish([name]),
    });
  }
  const ends = ended.map(({ name, outcome }) => ({
    name,
    error: outcome.error && explained(outcome.error, name, outcome, finish),
  }));
  const error =
    stoppedAmong(
      ends,
      (names) =>
        advice`Finish with: ${finish(names)}\nOr undo with: ${toRun("infra resume", { undo: true })}`,
    ) ??
    combineErrors(
      ends.flatMap((it) => it.error ?? []),
      ended.length,
      "instances",
    );
  const made = records.flatMap((it) => ("error" in it ? [] : [it]));
  if (ended.length === 1 && made.length === 0 && error !== null) throw error;
  const single = ended.length === 1 ? made[0] : undefined;
  return {
    kind: "report",
    data: single ?? records,
    names: made.map((record) => record.name),
    error,
  };
}

/** The name belongs to something else: that instance is not this command's to show. */
function isRefused(outcome: CreationOutcome): boolean {
  return outcome.done.length === 0 && !outcome.changed;
}

function explained(
  error: QuantsError,
  name: string,
  outcome: CreationOutcome,
  finish: Finish,
): QuantsError {
  if (outcome.instance === null || isRefused(outcome)) return error;
  const ip = outcome.static_ip;
  const billed =
    ip !== null && !ip.is_attached
      ? ` The static IP ${ip.name} (${ip.ip_address}) is allocated, but not attached.`
      : "";
  const undo = outcome.adopted
    ? ""
    : advice`\nOr undo with: ${toRun("infra destroy", { name, region: outcome.instance.region })}`;
  return amended(error, {
    message: `${name} exists, but not everything is done (${outcome.not_done.join(", ")}): ${error.message}${billed}`,
    hint: advice`Finish with: ${finish([name])}${undo}`,
    resource: name,
    cause: error,
  });
}
