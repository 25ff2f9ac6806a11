import type { spec } from "./remove.spec.ts";
import type { Command, CommandContext, OptionsFor } from "../definition/command.ts";
import { alarmStep } from "../../core/alarms/alarm-step.ts";
import { conditionText } from "../../core/alarms/condition.ts";
import type { Alarm } from "../../core/contracts/alarms.ts";
import { QuantsError } from "../../core/errors.ts";
import { identityOf } from "../../core/instances/identity.ts";
import { checkName } from "../../core/instances/names.ts";
import { type TargetRef, alarmTarget } from "../../core/journal/target.ts";
import { foresee } from "../../core/plan/execute.ts";
import type { AlarmRemovedRecord } from "../../core/records/alarm.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import { nearest } from "../../core/text/nearest.ts";
import { ownValue } from "../../core/text/own-value.ts";
import { planned } from "../shared/planned.ts";
import { requireTerminal } from "../shared/prompt.ts";
import { confirmRemoval, removalReport, removeInTurn } from "../shared/named-removal.ts";
import { oneRegion } from "../shared/regions.ts";
import { notedChange } from "./noted.ts";
import { warnOfPolicy } from "./warnings.ts";

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
  const found = removals.flatMap(({ alarm }) => alarm ?? []);
  warnOfPolicy(found, context);
  if (options.dryRun === true) return planned(await foresee(removals.map(({ step }) => step)));
  if (asks && found.length > 0) {
    await confirmRemoval(context, {
      heading: "This will no longer be watched:",
      lines: found.map((it) => `${it.name}  of ${it.resource}, ${conditionText(it)}`),
      names: found.map((it) => it.name),
      verb: "remove",
    });
  }
  context.journal.remember({
    changes: found.map((it) => notedChange(region, it.name, it, null, it.resource_arn)),
    identities: Object.fromEntries(found.map((it) => [it.name, identityOf(it)])),
  });
  const targetOf = ({ name }: { name: string }): TargetRef => alarmTarget({ region, name });
  const ended = await removeInTurn(removals, targetOf, context);
  return removalReport(ended, { region, noun: "alarms" }, ({ name, alarm }): AlarmRemovedRecord => {
    const condition = alarm === null ? null : conditionText(alarm);
    const resource = alarm?.resource ?? null;
    return { action: "remove", name, region, resource, condition, changed: alarm !== null };
  });
};

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
