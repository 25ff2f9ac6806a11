import { DEFAULT_KEY_PAIR } from "./default-key-pair.ts";
import { invalidInput, ServiceError } from "./protocol/service-error.ts";
import type { RegionState } from "./state/region-state.ts";

const NAME = /^[a-zA-Z0-9](?:[a-zA-Z0-9._-]{0,253}[a-zA-Z0-9])$/;

export const isValidName = (name: string): boolean => NAME.test(name);

function assertValidName(name: string): void {
  if (isValidName(name)) return;
  throw invalidInput(
    `${name} is not a valid resource name. Resource names must be at least 2 characters long and contain only alphanumerics, -, _, and .`,
    "InvalidResourceName",
  );
}

/** Names share one namespace over all types of a region; the default key pair's is always taken. */
export function assertNewNames(state: RegionState, names: readonly string[]): void {
  for (const name of names) assertValidName(name);
  assertFreeNames(state, names);
}

/** The same for a kind that has a rule of its own for its names. */
export function assertFreeNames(state: RegionState, names: readonly string[]): void {
  const seen = new Set<string>([DEFAULT_KEY_PAIR]);
  const taken = names.filter((name) => state.has(name) || seen.has(name) || !seen.add(name));
  if (taken.length === 0) return;
  throw new ServiceError(
    "InvalidInputException",
    `Some names are already in use: ${[...new Set(taken)].join(", ")}`,
    { code: "NameExists", tip: "Choose a different name." },
  );
}
