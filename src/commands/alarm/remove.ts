import type { spec } from "./remove.spec.ts";
import type { Command, CommandContext, OptionsFor } from "../definition/command.ts";
import { alarmStep } from "../../core/alarms/alarm-step.ts";
import { conditionText } from "../../core/alarms/condition.ts";
import type { Alarm } from "../../core/contracts/alarms.ts";
import type { Context } from "../../core/context.ts";
import { QuantsError, combineErrors, errorToJson } from "../../core/errors.ts";
import { identityOf } from "../../core/instances/identity.ts";
import { checkName } from "../../core/instances/names.ts";
import { FINISH_BY_RESUMING, stoppedAmong } from "../../core/instances/stopped.ts";
import { alarmTarget } from "../../core/journal/target.ts";
import { execute, foresee } from "../../core/plan/execute.ts";
import type { AlarmRemovedRecord } from "../../core/records/alarm.ts";
import type { FailedTarget } from "../../core/records/failed-target.ts";
import type { CommandResult } from "../../core/result.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import { nearest } from "../../core/text/nearest.ts";
import { ownValue } from "../../core/text/own-value.ts";
import { plain } from "../../core/text/safe-text.ts";
import { planned } from "../shared/planned.ts";
import { confirmByTyping, requireTerminal } from "../shared/prompt.ts";
import { oneRegion } from "../shared/regions.ts";
import { notedChange } from "./noted.ts";

type Wanted = OptionsFor<typeof spec> & CommandContext<typeof spec>["resuming"];

export const command: Command<typeof spec> = async (options, context) => {
  const wanted: Wanted = { ...options, ...context.resuming };
  const given = [...new Set(options.argument)].map((it) => checkName(it, "alarm name"));
  const names = wanted.confirmed === undefined ? given : Object.keys(wanted.confirmed);
  const asks = options.yes !== true && options.dryRun !== true;
  if (asks) requireTerminal(context.host, `remove ${names.join(", ")}`);
  const { alarms, region } = await oneRegion(context);
  const call = { signal: context.signal };
  const all = await alarms.list(call);
  const removals = names.map((name) => {
    const alarm = look(name, all, region, wanted);
    const step = alarmStep({
      ...{ alarms, region, before: alarm, after: null, isMoved: false, tags: {}, call },
      onStep: (text) => context.narrator.step(alarm === null ? `${name}: was already gone` : text),
    });
    return { name, alarm, step };
  });
  if (options.dryRun === true) return planned(await foresee(removals.map(({ step }) => step)));
  const found = removals.flatMap(({ alarm }) => alarm ?? []);
  if (asks && found.length > 0) await confirm(found, context);
  context.journal.remember({
    changes: found.map((it) => notedChange(region, it.name, it, null, it.resource_arn)),
    identities: Object.fromEntries(found.map((it) => [it.name, identityOf(it)])),
  });
  context.journal.recordTargets(names.map((name) => alarmTarget({ region, name })));
  const ended: Ended[] = [];
  for (const { name, alarm, step } of removals) {
    const about = alarmTarget({ region, name });
    const { error } = await context.journal.about(about, () => execute([step]));
    ended.push({ name, alarm, error });
  }
  return toResult(ended, region);
};

interface Ended {
  name: string;
  /** Null for one that is gone. */
  alarm: Alarm | null;
  error: QuantsError | null;
}

/** Null for one that is gone, and may be. */
function look(
  name: string,
  all: readonly Alarm[],
  region: string,
  { ifExists = false, confirmed }: Wanted,
): Alarm | null {
  const found = all.find((it) => it.name === name);
  if (found !== undefined) {
    const isMeant = confirmed === undefined || identityOf(found) === ownValue(confirmed, name);
    return isMeant ? found : null;
  }
  if (ifExists) return null;
  const near = nearest(
    name,
    all.map((it) => it.name),
  );
  throw new QuantsError("not_found", `There is no alarm ${name} in ${region}.`, {
    hint:
      near === null
        ? advice`See: ${toRun("alarm list", { region: "all" })}`
        : `Did you mean ${near}?`,
    resource: name,
  });
}

function toResult(ended: readonly Ended[], region: string): CommandResult<AlarmRemovedRecord> {
  const errors = ended.flatMap((it) => it.error ?? []);
  const error =
    stoppedAmong(ended, () => FINISH_BY_RESUMING) ?? combineErrors(errors, ended.length, "alarms");
  if (ended.length === 1 && error !== null) throw error;
  const records = ended.map((it): AlarmRemovedRecord | FailedTarget => {
    const { name, alarm } = it;
    if (it.error !== null) return { name, region, changed: false, error: errorToJson(it.error) };
    const condition = alarm === null ? null : conditionText(alarm);
    const resource = alarm?.resource ?? null;
    return { action: "remove", name, region, resource, condition, changed: alarm !== null };
  });
  const [single] = records;
  return {
    kind: "report",
    data: records.length === 1 && single !== undefined && !("error" in single) ? single : records,
    names: records.flatMap((it) => ("error" in it ? [] : [it.name])),
    error,
  };
}

async function confirm(alarms: readonly Alarm[], context: Context): Promise<void> {
  const [first] = alarms;
  const isOne = alarms.length === 1;
  const expected = isOne ? (first?.name ?? "") : String(alarms.length);
  const line = (it: Alarm): string =>
    plain(`  ${it.name}  of ${it.resource}, ${conditionText(it)}`);
  await confirmByTyping(context, {
    facts: ["This will no longer be watched:", ...alarms.map(line)],
    question: `Type ${expected} to remove ${isOne ? "it" : `all ${expected}`}`,
    expected,
  });
}
