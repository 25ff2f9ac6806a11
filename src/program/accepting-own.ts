import type { Recorded } from "./spec.ts";

/**
 * A creation that is taken up again accepts the instance that it made; any that has the name,
 * only if it was told so: one that was refused then is somebody else's.
 */
export function acceptingOwn({ ifNotExists, ownOnly }: Recorded): Record<string, unknown> {
  return { ifNotExists: true, ownOnly: ifNotExists !== true || ownOnly === true };
}
