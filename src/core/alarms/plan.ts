import type { Alarm, AlarmSettings, ContactProtocol } from "../contracts/alarms.ts";
import { QuantsError, toQuantsError } from "../errors.ts";
import type { Instance } from "../model.ts";
import { advice, toRun } from "../text/advice.ts";
import { isOwnAlarm, ownTags } from "./own-mark.ts";
import { ALARMS_TAG, POLICY_WORDS, type WantedAlarm, tagAlarms } from "./policy.ts";
import { checkRoom } from "./refusals.ts";
import { sameSettings } from "./settings.ts";
import { watches } from "./watched.ts";

/** One alarm of an instance: what there is, and what there is to be. */
export interface PlannedAlarm {
  instance: string;
  region: string;
  /** Name of the alarm; null where the tag can't be read. */
  name: string | null;
  before: Alarm | null;
  after: AlarmSettings | null;
  /** It watches an earlier instance of that name. */
  isMoved: boolean;
  /** For a new one. */
  tags: Readonly<Record<string, string>>;
  resourceArn: string | null;
  /** Why it is removed. */
  reason: string | null;
  /** Why nothing is done about it. */
  refusal: QuantsError | null;
}

/** What makes a region's alarms those that its instances' tags ask for. */
export function planAlarms(
  region: string,
  {
    selected,
    alarms,
    notify,
  }: {
    selected: readonly Instance[];
    alarms: readonly Alarm[];
    notify: readonly ContactProtocol[];
  },
): PlannedAlarm[] {
  return selected.flatMap((instance) => {
    const base = { ...nothing(instance.name, region), resourceArn: instance.arn };
    const policy = tagAlarms(instance, notify);
    if ("fault" in policy) return [{ ...base, refusal: unreadable(instance, policy.fault) }];
    const wanted = policy.wanted.map((it) => wantedEntry(base, it, instance, alarms));
    const names = policy.wanted.map(({ settings }) => settings.name);
    const extra = alarms.filter(
      (it) => it.resource === instance.name && isOwnAlarm(it) && !names.includes(it.name),
    );
    return [...wanted, ...extra.map((it) => removal(it, "the tag no longer asks for it"))];
  });
}

/** Alarms of its own whose instance is gone; `isMeant` says of which names. */
export function orphansAmong(
  alarms: readonly Alarm[],
  instances: readonly Instance[],
  isMeant: (instance: string) => boolean,
): PlannedAlarm[] {
  const names = new Set(instances.map(({ name }) => name));
  return alarms
    .filter((it) => isOwnAlarm(it) && !names.has(it.resource) && isMeant(it.resource))
    .map((it) => removal(it, "its instance is gone"));
}

function nothing(instance: string, region: string): PlannedAlarm {
  return {
    ...{ instance, region, name: null, before: null, after: null, isMoved: false, tags: {} },
    ...{ resourceArn: null, reason: null, refusal: null },
  };
}

function wantedEntry(
  base: PlannedAlarm,
  { word, settings }: WantedAlarm,
  instance: Instance,
  alarms: readonly Alarm[],
): PlannedAlarm {
  const before = alarms.find((it) => it.name === settings.name) ?? null;
  const entry = { ...base, name: settings.name, before, after: settings, tags: ownTags(word) };
  if (before !== null && !isOwnAlarm(before)) return { ...entry, refusal: foreign(before) };
  const isMoved = before !== null && !watches(before, instance);
  try {
    checkRoom(settings, { kind: "instance", name: instance.name, arn: instance.arn }, alarms);
    return { ...entry, isMoved };
  } catch (error) {
    return { ...entry, refusal: toQuantsError(error) };
  }
}

function removal(alarm: Alarm, reason: string): PlannedAlarm {
  const { resource, region, name, resource_arn: resourceArn } = alarm;
  return { ...nothing(resource, region), name, before: alarm, resourceArn, reason };
}

export type AlarmAction = "create" | "change" | "remove" | "none" | "refused";

export function actionOf({ before, after, isMoved, refusal }: PlannedAlarm): AlarmAction {
  if (refusal !== null) return "refused";
  if (after === null) return before === null ? "none" : "remove";
  if (before === null) return "create";
  return isMoved || !sameSettings(before, after) ? "change" : "none";
}

function unreadable({ name }: Instance, fault: string): QuantsError {
  return new QuantsError(
    "invalid_input",
    `The tag ${ALARMS_TAG} of ${name} can't be read: ${fault}.`,
    {
      hint: `Write it as "cpu:80 burst:20 status", of ${POLICY_WORDS.join(", ")}, or none. Its alarms stay as they are.`,
      resource: name,
    },
  );
}

function foreign({ name }: Alarm): QuantsError {
  return new QuantsError("conflict", `The alarm ${name} was not made by alarm apply.`, {
    hint: advice`Remove it, and it is made anew: ${toRun("alarm remove", { argument: [name] })}`,
    resource: name,
  });
}
