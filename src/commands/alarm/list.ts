import type { spec } from "./list.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import { conditionText } from "../../core/alarms/condition.ts";
import { notifiedOf } from "../../core/alarms/notified.ts";
import { watchesOne } from "../../core/alarms/watched.ts";
import { QuantsError } from "../../core/errors.ts";
import { type ListedAlarm, alarmResource } from "../../core/fields/alarms.ts";
import { isPattern } from "../../core/instances/selector.ts";
import { checkName } from "../../core/instances/names.ts";
import { globMatches } from "../../core/inventory/glob.ts";
import { collection } from "../../core/result.ts";
import { askRegions, errorOfSome } from "../shared/each-region.ts";
import { checkListOptions } from "../shared/list-options.ts";

type ListAlarmsOptions = OptionsFor<typeof spec>;

export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(alarmResource, options, context.settings.output);
  for (const name of options.name ?? []) if (!isPattern(name)) checkName(name);
  const { regions, found, errors } = await askRegions(context, async (manager, call) => {
    const [all, contacts, instances] = await Promise.all([
      manager.alarms.list(call),
      manager.alarms.contacts.list(call),
      manager.listInstances(call),
    ]);
    return all.map((alarm): ListedAlarm => ({
      ...alarm,
      condition: conditionText(alarm),
      ...notifiedOf(alarm, contacts),
      resource_exists: watchesOne(alarm, instances),
    }));
  });
  const items = found.filter((it) => isAsked(it, options));
  const error = errorOfSome(errors, regions);
  const where = regions.length === 1 ? regions[0] : `${regions.length} regions`;
  const such = found.length > 0 ? "such alarms" : "alarms";
  return collection({
    resource: alarmResource,
    items,
    emptyNote: errors.length > 0 ? undefined : `No ${such} in ${where}.`,
    // What could not be asked matters more than what was found: the answer is not whole.
    error: error ?? (options.failOnAlarm === true ? inAlarm(items) : null),
  });
};

function isAsked(alarm: ListedAlarm, { name: names, state: states }: ListAlarmsOptions): boolean {
  if (names !== undefined && !names.some((it) => globMatches(it, alarm.resource))) return false;
  return states === undefined || states.includes(alarm.state);
}

function inAlarm(items: readonly ListedAlarm[]): QuantsError | null {
  const names = items.filter((it) => it.state === "alarm").map((it) => it.name);
  if (names.length === 0) return null;
  const verb = names.length === 1 ? "is" : "are";
  return new QuantsError("conflict", `${names.length} ${verb} in alarm: ${names.join(", ")}.`, {
    hint: "Look at what each watches; the list tells.",
  });
}
