import { placeKey } from "../core/instances/identity.ts";
import type { TargetRef } from "../core/journal/target.ts";

type Open = readonly TargetRef[] | null;

/** Of names that were given, those that are open still. */
export function openNames(names: unknown, open: Open): unknown {
  if (open === null || !Array.isArray(names)) return names;
  return names.filter((it) => open.some(({ name }) => name === it));
}

/** Of facts that were noted by name, those of what is open still. */
export function openByName(noted: unknown, open: Open): unknown {
  return openEntries(noted, open?.map(({ name }) => name) ?? null);
}

/** The same where they were noted as `REGION NAME`. */
export function openByPlace(noted: unknown, open: Open): unknown {
  return openEntries(noted, open?.map(placeKey) ?? null);
}

function openEntries(noted: unknown, open: readonly string[] | null): unknown {
  if (open === null || typeof noted !== "object" || noted === null) return noted;
  return Object.fromEntries(Object.entries(noted).filter(([key]) => open.includes(key)));
}
