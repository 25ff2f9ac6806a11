import type { Alarm } from "../contracts/alarms.ts";
import { ownValue } from "../text/own-value.ts";
import { POLICY_WORDS, policyAlarmName } from "./policy.ts";

/** The tag of alarms that `alarm apply` made; its value is the word of the instance's tag. */
const OWN_TAG = "quants-ctl:alarm";

export const ownTags = (word: string): Record<string, string> => ({ [OWN_TAG]: word });

/**
 * Whether `alarm apply` made it. Whoever may set tags can forge the mark: the name and what the
 * alarm watches have to agree with it.
 */
export function isOwnAlarm({ name, tags, resource, resource_kind: kind }: Alarm): boolean {
  const word = ownValue(tags, OWN_TAG);
  return (
    word !== undefined &&
    POLICY_WORDS.includes(word) &&
    kind === "instance" &&
    name === policyAlarmName(resource, word)
  );
}
