import { QuantsError, amended, combineErrors, errorToJson } from "../../core/errors.ts";
import type { Replacement } from "../../core/fleet/failover/plan.ts";
import { stoppedAmong } from "../../core/instances/stopped.ts";
import type {
  FailedOverEntry,
  FailedOverInstance,
  FleetFailoverRecord,
} from "../../core/records/fleet-failover.ts";
import type { ReportResult } from "../../core/result.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import { ageText } from "../../core/time/age-text.ts";
import type { PartOutcome, Undertaking } from "./failing-over.ts";

/** What is about to be done, for a question. */
export function failoverLines(
  { plan, moves, dnsLeft, isAnswering }: Undertaking,
  now: number,
): string[] {
  const { from, to, replacements, withoutCopy } = plan;
  return [
    ...(isAnswering
      ? [`${from} answers: what runs there goes on beside what is made here.`]
      : [`${from} does not answer.`]),
    ...replacements.map((it) => {
      if (it.there !== null && it.blocked === null) return `${it.id}: is in ${to} already`;
      if (it.copy === null) return `${it.id}: there is no complete copy of it, and it is not made`;
      if (it.blocked !== null) return `${it.id}: is not made. ${it.blocked}`;
      return `${it.id}: from ${it.copy.name}, ${lostText(it, now)}`;
    }),
    ...moves.map(({ entry, id }) => `${entry.name} ${entry.type} ${entry.target}: moves to ${id}`),
    ...(dnsLeft === null ? [] : [dnsLeft]),
    ...(withoutCopy.length === 0 ? [] : [`Without a copy: ${withoutCopy.join(", ")}`]),
  ];
}

function lostText({ takenAt }: Replacement, now: number): string {
  return takenAt === null ? "of unknown age" : `${ageText(now - takenAt)} of data lost`;
}

interface Options {
  argument?: readonly string[];
  from: string;
  partial?: boolean;
}

/** What is there now and what is not, with the command that does the rest. */
export function failoverResult(
  { plan, dnsLeft, isAnswering, failing }: Undertaking,
  outcomes: readonly PartOutcome[],
  now: number,
  { argument, partial }: Options,
): ReportResult<FleetFailoverRecord> {
  const { from, to, withoutCopy } = plan;
  const again = toRun("fleet failover", { argument, from, to, partial });
  // What can't be made has no command that makes it.
  const isLeft = outcomes.some(
    ({ part, error }) => error !== null && (part.replacement?.blocked ?? null) === null,
  );
  const data: FleetFailoverRecord = {
    fleet: failing.fleet.name,
    ...{ from, to },
    changed: outcomes.some(
      ({ part, done }) => done.length > 0 && (part.replacement?.there ?? null) === null,
    ),
    from_answers: isAnswering,
    key_pairs: outcomes.flatMap(keyPairRecord),
    instances: outcomes.flatMap((it) => instanceRecord(it, now)),
    without_copy: withoutCopy,
    dns: outcomes.flatMap(entryRecord),
    dns_left: dnsLeft,
    finish_with: isLeft ? again : null,
  };
  const names = data.instances.filter(({ error }) => error === null).map((it) => it.resource_name);
  return { kind: "report", data, names, error: errorOf(outcomes, again) };
}

function instanceRecord(
  { part, not_done: left, error }: PartOutcome,
  now: number,
): FailedOverInstance[] {
  const { replacement, made, staticIp } = part;
  if (replacement === undefined || (replacement.copy === null && replacement.blocked !== null)) {
    return [];
  }
  const { id, name, copy, takenAt, there } = replacement;
  return [
    {
      ...{ name: id, resource_name: name, snapshot: copy?.name ?? null },
      data_until: takenAt === null ? null : new Date(takenAt).toISOString(),
      lost_seconds: takenAt === null ? null : Math.max(0, Math.round((now - takenAt) / 1000)),
      public_ip: made()?.public_ip ?? null,
      static_ip_name: staticIp(),
      changed: there === null && made() !== null,
      not_done: left,
      error: error === null ? null : errorToJson(error),
    },
  ];
}

function keyPairRecord({
  part: { target },
  error,
}: PartOutcome): FleetFailoverRecord["key_pairs"][number][] {
  if (target.kind !== "key_pair") return [];
  return [{ name: target.name, error: error === null ? null : errorToJson(error) }];
}

function entryRecord({ part: { move }, error }: PartOutcome): FailedOverEntry[] {
  if (move === undefined) return [];
  const { domain, entry, id } = move;
  return [
    {
      ...{ domain, name: entry.name, type: entry.type, before: entry.target, instance: id },
      error: error === null ? null : errorToJson(error),
    },
  ];
}

function errorOf(
  outcomes: readonly PartOutcome[],
  again: ReturnType<typeof toRun>,
): QuantsError | null {
  const finish = advice`Finish with: ${again}`;
  const ended = outcomes
    .filter(({ part }) => (part.replacement?.blocked ?? null) === null)
    .map(({ part, error }) => ({ name: part.target.name, error }));
  const errors = ended.flatMap(({ name, error }) =>
    error === null ? [] : [amended(error, { message: `${name}: ${error.message}` })],
  );
  return (
    stoppedAmong(ended, () => finish) ??
    combineErrors(
      errors,
      ended.length,
      "changes",
      advice`Each failure is listed; the others are done. ${finish}`,
    )
  );
}
