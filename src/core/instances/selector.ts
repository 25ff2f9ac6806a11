import { type Filter, parseFilter, passes } from "../inventory/filter.ts";
import { globMatches } from "../inventory/glob.ts";
import type { Instance } from "../model.ts";
import { ownValue } from "../text/own-value.ts";

/** Selects instances; absent criteria do not restrict. */
export interface Selection {
  /** Names, or patterns with `*` and `?`; one must match. */
  names?: readonly string[] | undefined;
  /** All must match. */
  filters?: readonly Filter[] | undefined;
  statuses?: readonly string[] | undefined;
}

/** Record keys that a selector may use besides tags. */
const FACTS = [
  "name",
  "status",
  "region",
  "availability_zone",
  "bundle_id",
  "blueprint_id",
] as const;

/** `Environment=dev,Service!=monitor`: every part must match. Throws `invalid_input`. */
export function parseSelector(text: string): Filter[] {
  return text.split(",").map((part) => parseFilter(part.trim()));
}

export function isPattern(name: string): boolean {
  return /[*?]/.test(name);
}

export function isSelected(instance: Instance, { names, filters, statuses }: Selection): boolean {
  if (names !== undefined && !names.some((name) => globMatches(name, instance.name))) return false;
  if (statuses !== undefined && !statuses.includes(instance.status)) return false;
  return passes(filters ?? [], ({ key, isTag }) => {
    const fact = isTag ? undefined : FACTS.find((it) => it === key);
    if (fact !== undefined) return instance[fact];
    return ownValue(instance.tags, key);
  });
}
