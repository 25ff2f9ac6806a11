import type { AttributeValue } from "../../core/fleet/change.ts";
import type { FleetDriftRecord } from "../../core/records/fleet-drift.ts";
import { plain } from "../../core/text/safe-text.ts";
import type { Style } from "../style.ts";
import { valueText } from "./fleet-plan.ts";

export function draw(record: FleetDriftRecord, style: Style): string[] {
  const { fleet, drift, pending, applied_at: at } = record;
  const since = at === null ? "" : `, last applied ${plain(at)}`;
  return [
    ...drift.flatMap((it) => [
      `${style.bad(it.kind.padEnd(9))} ${style.bold(plain(it.name))}${aliasOf(it)} in ${plain(it.region)}`,
      ...it.attributes.map(
        ({ path, applied, live }) =>
          `          ${plain(path)}: ${valueText(live)}, and was applied as ${valueText(applied)}`,
      ),
    ]),
    ...(pending ?? []).flatMap((it) => [
      `${style.caution("pending")}   ${style.bold(plain(it.name))} in ${plain(it.region)}: ${it.kind} in the files`,
      ...it.attributes.map(
        ({ path, before, after }) =>
          `          ${plain(path)}: ${anyText(before)} -> ${anyText(after)}`,
      ),
    ]),
    ...(drift.length + (pending?.length ?? 0) === 0 ? [] : [""]),
    style.bold(`Fleet ${plain(fleet)}: ${countText(drift.length)}${pendingText(pending)}${since}.`),
  ];
}

function aliasOf({ name, resource_name: live }: FleetDriftRecord["drift"][number]): string {
  return live === null || live === name ? "" : ` (${plain(live)})`;
}

const countText = (count: number): string => (count === 0 ? "no drift" : `${count} drifted`);

function pendingText(pending: FleetDriftRecord["pending"]): string {
  if (pending === null) return "";
  return pending.length === 0 ? ", nothing pending" : `, ${pending.length} not applied yet`;
}

function anyText(value: unknown): string {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? plain(JSON.stringify(value))
    : valueText(
        Array.isArray(value) ? value.map((it) => JSON.stringify(it)) : (value as AttributeValue),
      );
}
