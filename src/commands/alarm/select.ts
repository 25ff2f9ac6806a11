import type { Context } from "../../core/context.ts";
import { notifiedOf } from "../../core/alarms/notified.ts";
import { type PlannedAlarm, orphansAmong, planAlarms } from "../../core/alarms/plan.ts";
import type { ContactMethod, ContactProtocol } from "../../core/contracts/alarms.ts";
import type { QuantsError } from "../../core/errors.ts";
import type { BaseInfraManager } from "../../core/infra-manager.ts";
import { isSelected } from "../../core/instances/selector.ts";
import { globMatches } from "../../core/inventory/glob.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import { askRegions } from "../shared/each-region.ts";
import { refuseMissing } from "../shared/refuse-missing.ts";
import { type TargetOptions, selectionOf } from "../shared/targets.ts";

export interface PolicyOptions extends TargetOptions {
  notify?: readonly ContactProtocol[];
}

export interface SelectedAlarm {
  entry: PlannedAlarm;
  manager: BaseInfraManager;
}

/** What makes the alarms of the instances that are meant as their tags ask. */
export async function selectAlarms(
  options: PolicyOptions,
  context: Context,
): Promise<{ planned: SelectedAlarm[]; errors: QuantsError[]; regions: readonly string[] }> {
  const selection = selectionOf(options);
  const { regions, found, errors } = await askRegions(context, async (manager, call) => {
    const [instances, alarms, contacts] = await Promise.all([
      manager.listInstances(call),
      manager.alarms.list(call),
      manager.alarms.contacts.list(call),
    ]);
    return [{ manager, instances, alarms, contacts }];
  });
  const { name: names, selector } = options;
  /** With a selector nobody can say of what is gone whether it is meant. */
  const isMeant = (instance: string): boolean =>
    selector === undefined && (names?.some((it) => globMatches(it, instance)) ?? true);
  const selected = found.map((it) => ({
    ...it,
    selected: it.instances.filter((instance) => isSelected(instance, selection)),
  }));
  const planned = selected.flatMap(({ manager, contacts, ...it }) => {
    const entries = [
      ...planAlarms(manager.region, { ...it, notify: options.notify ?? ["email"] }),
      ...orphansAmong(it.alarms, it.instances, isMeant),
    ];
    warnOfUnnotifiedRegion(manager.region, entries, contacts, context);
    return entries.map((entry) => ({ entry, manager }));
  });
  if (errors.length === 0) {
    const gone = planned.map(({ entry }) => ({ name: entry.instance }));
    refuseMissing(options, [...selected.flatMap((it) => it.selected), ...gone]);
  }
  return { planned, errors, regions };
}

/** Once for a region: its instances share the address. */
function warnOfUnnotifiedRegion(
  region: string,
  entries: readonly PlannedAlarm[],
  contacts: readonly ContactMethod[],
  { narrator }: Context,
): void {
  const wanted = entries.flatMap(({ after }) => (after?.notifications_enabled ? [after] : []));
  const reasons = wanted.flatMap((it) => notifiedOf(it, contacts).not_notified);
  if (reasons.length === 0) return;
  narrator.warn(
    advice`${region}: not everybody is notified of alarms: ${[...new Set(reasons)].join(", ")}. See: ${toRun("alarm contacts list", { region })}`,
  );
}
