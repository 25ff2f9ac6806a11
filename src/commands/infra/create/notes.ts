import { type Noted, boolean, strings, stringByKey } from "../../../core/journal/shapes.ts";

/** What a creation notes for the run that finishes or undoes it. */
export const CREATION_NOTES = {
  /** The request that each instance was asked for with, by name. */
  requests: stringByKey,
  /** The rules of --port as this run understood them: `my-ip` may be another one by then. */
  ports: strings,
  /** Static IPs that were there before. */
  static_ips_before: strings,
};

/** What such a run is told. */
export const CREATION_RESUMING = {
  ports: strings,
  /** `ifNotExists` accepts what an unfinished command made, and nothing else. */
  ownOnly: boolean,
};

interface Earlier {
  noted: Noted<typeof CREATION_NOTES>;
  resuming: Noted<typeof CREATION_RESUMING>;
}

/**
 * A creation that is taken up again accepts the instance that it made; any that has the name,
 * only if it was told so: one that was refused then is somebody else's.
 */
export function goingOn(
  { noted, resuming }: Earlier,
  ifNotExists: boolean | undefined,
): Noted<typeof CREATION_RESUMING> {
  const ports = resuming.ports ?? noted.ports;
  return {
    ...(ports !== undefined && { ports }),
    ownOnly: ifNotExists !== true || resuming.ownOnly === true,
  };
}
