import type { Field, FieldValue, Resource } from "../core/fields/field.ts";
import type { FailedTarget } from "../core/records/failed-target.ts";
import { isFailed } from "./views/failed.ts";

/** The outcome of one of several targets. */
export interface Outcome {
  name: string;
  region: string;
  changed: boolean;
}

export type Row<T> = T | FailedTarget;

type Column<T> = Omit<Field<T>, "about" | "key" | "show"> & {
  show?: (value: FieldValue) => string;
};

/**
 * A table with a row for each target: its name, its outcome, and the telling parts of its record.
 */
export function outcomes<T extends Outcome>(
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

export const changedOr =
  (done: string, otherwise: string) =>
  ({ changed }: Outcome): string =>
    changed ? done : otherwise;

export const STATUS = { title: "STATUS", rank: 1, tone: "status" as const };
export const ADDRESS = { title: "PUBLIC IP", rank: 2 };
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
