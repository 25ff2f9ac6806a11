import { placeKey } from "../../../core/instances/identity.ts";

interface Place {
  region: string;
  name: string;
}

/** Values of tags by key; null where there is none. */
export interface NotedTags extends Record<string, Record<string, string | null>> {
  before: Record<string, string | null>;
  after: Record<string, string | null>;
}

/** States of an instance around a start or a stop. */
export interface NotedState {
  before: string;
  after: string;
}

/** The hour of an instance's daily snapshot; null for none. */
export interface NotedTime extends Record<string, string | null> {
  before: string | null;
  after: string | null;
}

/** Keys under which commands note in the journal what undoing them needs. */
export function tagsKey(place: Place): string {
  return `tags ${placeKey(place)}`;
}

export function autoTimeKey(place: Place): string {
  return `auto snapshot ${placeKey(place)}`;
}

export function stateKey(place: Place): string {
  return `state ${placeKey(place)}`;
}
