import { notFound } from "./protocol/service-error.ts";
import type { ContactMethodRecord } from "./state/alarm-records.ts";
import type { RegionState } from "./state/region-state.ts";

type Protocol = ContactMethodRecord["protocol"];

/** Kept apart from what users call their resources: no such name is valid. */
export const contactMethodName = (protocol: Protocol): string => `contact-method:${protocol}`;

export const findContactMethod = (
  state: RegionState,
  protocol: Protocol,
): ContactMethodRecord | undefined => state.find("ContactMethod", contactMethodName(protocol));

export function contactMethodOf(state: RegionState, protocol: Protocol): ContactMethodRecord {
  const found = findContactMethod(state, protocol);
  if (found === undefined) throw notFound("ContactMethod", protocol);
  return found;
}
