import { placeKey } from "../../core/instances/identity.ts";
import type { TargetRef } from "../../core/journal/target.ts";

type Open = readonly TargetRef[] | null;

/** Of names that were given, those that are open still. */
export function openNames(names: readonly string[] = [], open: Open): readonly string[] {
  return open === null ? names : names.filter((it) => open.some(({ name }) => name === it));
}

/** Of facts that were noted by name, those of what is open still. */
export function openByName<T>(noted: Readonly<Record<string, T>>, open: Open): Record<string, T> {
  return openEntries(noted, open?.map(({ name }) => name) ?? null);
}

/** The same where they were noted as `REGION NAME`. */
export function openByPlace<T>(noted: Readonly<Record<string, T>>, open: Open): Record<string, T> {
  return openEntries(noted, open?.map(placeKey) ?? null);
}

function openEntries<T>(
  noted: Readonly<Record<string, T>>,
  open: readonly string[] | null,
): Record<string, T> {
  const entries = Object.entries(noted);
  return Object.fromEntries(
    open === null ? entries : entries.filter(([key]) => open.includes(key)),
  );
}
