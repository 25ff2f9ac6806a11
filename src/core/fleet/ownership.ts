import type { Instance } from "../model.ts";
import { ownValue } from "../text/own-value.ts";

/** The fleet that an instance belongs to. */
export const FLEET_TAG = "quants-ctl:fleet";
/** Its name in the fleet's files, which may differ from its own. */
export const ID_TAG = "quants-ctl:id";

/** Stand in for those of any fleet, where tags are counted. */
export const OWNER_TAGS = { [FLEET_TAG]: "-", [ID_TAG]: "-" } as const;

export function ownerTags(fleet: string, id: string): Record<string, string> {
  return { [FLEET_TAG]: fleet, [ID_TAG]: id };
}

/** The fleet, and the name in its files; null for an instance of no fleet. */
export function ownerOf({ name, tags }: Pick<Instance, "name" | "tags">): {
  fleet: string;
  id: string;
} | null {
  const fleet = ownValue(tags, FLEET_TAG) ?? "";
  if (fleet === "") return null;
  return { fleet, id: ownValue(tags, ID_TAG) || name };
}
