import { sourcesOf } from "../core/firewall/plan.ts";
import type { Field, FieldValue, Resource } from "../core/fields/field.ts";
import { showUsd } from "../core/fields/field.ts";
import { ruleTarget } from "../core/firewall/ports.ts";
import type { CreatedRecord } from "../core/records/created.ts";
import type { DestroyedRecord } from "../core/records/destroyed.ts";
import type { IpRecord } from "../core/records/ip.ts";
import type { ManagedRecord } from "../core/records/managed.ts";
import type { PortsChangedRecord } from "../core/records/ports-changed.ts";
import type { SnapshotRecord } from "../core/records/snapshot.ts";
import type { SnapshotDeletedRecord } from "../core/records/snapshot.ts";
import type { TaggedRecord } from "../core/records/tagged.ts";
import type { FailedTarget } from "../core/records/failed-target.ts";
import type { ViewName } from "./views.ts";
import { isFailed } from "./views/failed.ts";

/** What became of one of several targets. */
interface Outcome {
  name: string;
  region: string;
  changed: boolean;
}

type Row<T> = T | FailedTarget;

type Column<T> = Omit<Field<T>, "about" | "key" | "show"> & {
  show?: (value: FieldValue) => string;
};

/** A table with a row for each target: its name, what became of it, and what of the record is telling. */
function outcomes<T extends Outcome>(
  resultOf: (record: T) => string,
  columns: readonly Column<T>[],
): Resource<Row<T>> {
  const fields: Field<Row<T>>[] = [
    { title: "NAME", value: (it: Row<T>) => it.name, rank: 0, cut: true as const },
    {
      title: "RESULT",
      value: (it: Row<T>) => (isFailed(it) ? `failed: ${it.error.code}` : resultOf(it)),
      rank: 0,
      tone: "result" as const,
    },
    ...columns.map((column) => ({
      ...column,
      value: (it: Row<T>) => (isFailed(it) ? null : column.value(it)),
    })),
    { title: "REGION", value: (it: Row<T>) => it.region, rank: 9 },
  ].map((column) => ({ ...column, key: column.title.toLowerCase(), about: "" }));
  return { singular: "target", plural: "targets", nameOf: (it) => it.name, sort: "", fields };
}

const changedOr =
  (done: string, otherwise: string) =>
  ({ changed }: Outcome): string =>
    changed ? done : otherwise;

const status = { title: "STATUS", rank: 1, tone: "status" as const };
const address = { title: "PUBLIC IP", rank: 2 };
const DONE = { start: "started", stop: "stopped", reboot: "rebooted" };
const IP_DONE = {
  ...{ allocate: "allocated", attach: "attached", detach: "detached" },
  ...{ move: "moved", release: "released" },
};

const TABLES = {
  created: outcomes<CreatedRecord>(
    (it) =>
      it.not_done.length > 0
        ? `incomplete: ${it.not_done.join(", ")}`
        : changedOr("created", "unchanged")(it),
    [
      { ...status, value: (it) => it.status },
      { ...address, value: (it) => it.public_ip },
      { title: "BUNDLE", value: (it) => it.bundle_id, rank: 3 },
      {
        title: "USD/MONTH",
        value: (it) => it.monthly_price_usd,
        show: showUsd,
        align: "right",
        rank: 3,
      },
    ],
  ),
  destroyed: outcomes<DestroyedRecord>(
    (it) => (it.finish_with === null ? changedOr("destroyed", "was gone")(it) : "incomplete"),
    [
      { title: "RELEASED", value: (it) => it.released_static_ips.join(" "), rank: 2, cut: true },
      {
        title: "STILL BILLED",
        value: (it) => [...it.kept_static_ips, ...it.left_static_ips].join(" "),
        rank: 1,
        cut: true,
      },
      { title: "SNAPSHOT", value: (it) => it.snapshot, rank: 3, cut: true },
    ],
  ),
  ip: outcomes<IpRecord>(
    (it) =>
      it.finish_with === null ? changedOr(IP_DONE[it.action], "nothing to do")(it) : "incomplete",
    [
      { title: "ADDRESS", value: (it) => it.ip_address, rank: 1 },
      { title: "ATTACHED TO", value: (it) => it.attached_to, rank: 2, cut: true },
    ],
  ),
  managed: outcomes<ManagedRecord>(
    (it) => changedOr(DONE[it.action], "nothing to do")(it),
    [
      { ...status, value: (it) => it.status },
      { ...address, value: (it) => it.public_ip },
    ],
  ),
  "ports-changed": outcomes<PortsChangedRecord>(changedOr("changed", "as wanted"), [
    {
      title: "OPEN",
      value: (it) =>
        it.firewall_rules
          .map((rule) => `${ruleTarget(rule)} from ${sourcesOf(rule).join(", ")}`)
          .join("; "),
      rank: 1,
    },
  ]),
  snapshot: outcomes<SnapshotRecord>(changedOr("created", "unchanged"), [
    { title: "OF", value: (it) => it.instance, rank: 1, cut: true },
    { ...status, value: (it) => it.status },
    {
      title: "USD/MONTH",
      value: (it) => it.monthly_cost_usd,
      show: showUsd,
      align: "right",
      rank: 2,
    },
  ]),
  "snapshot-deleted": outcomes<SnapshotDeletedRecord>(changedOr("deleted", "was gone"), [
    { title: "OF", value: (it) => it.instance, rank: 1, cut: true },
  ]),
  tagged: outcomes<TaggedRecord>(changedOr("changed", "nothing to do"), [
    {
      title: "TAGS",
      value: (it) =>
        Object.entries(it.tags)
          .map(([key, value]) => (value === "" ? key : `${key}=${value}`))
          .join(","),
      rank: 1,
    },
  ]),
} satisfies Partial<Record<ViewName, unknown>>;

/** How several results of a view are drawn in one table; undefined for a view that has none. */
export function outcomeTable(view: ViewName): Resource<Row<Outcome>> | undefined {
  return Object.hasOwn(TABLES, view)
    ? (TABLES[view as keyof typeof TABLES] as unknown as Resource<Row<Outcome>>)
    : undefined;
}

/** `4 done, 1 unchanged, 1 failed`. */
export function outcomeSummary(items: readonly Row<Outcome>[]): string {
  const kinds = items.map(kindOf);
  return (["done", "unchanged", "incomplete", "failed"] as const)
    .map((kind) => [kinds.filter((it) => it === kind).length, kind] as const)
    .filter(([count]) => count > 0)
    .map(([count, kind]) => `${count} ${kind}`)
    .join(", ");
}

function kindOf(item: Row<Outcome>): "done" | "unchanged" | "incomplete" | "failed" {
  if (isFailed(item)) return "failed";
  const { finish_with: finish } = item as Outcome & { finish_with?: string | null };
  if ((finish ?? null) !== null) return "incomplete";
  return item.changed ? "done" : "unchanged";
}
