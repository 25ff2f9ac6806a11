import type { AlarmSettings, ContactProtocol } from "../contracts/alarms.ts";
import type { Instance } from "../model.ts";
import { ownValue } from "../text/own-value.ts";
import type { AlarmMetricName } from "./metrics.ts";
import { parseThreshold } from "./threshold.ts";

export const ALARMS_TAG = "Alarms";

interface Kind {
  metric: AlarmMetricName;
  comparison: string;
  /** The one that makes sense; null where the tag has to say it. */
  threshold: number | null;
  periods: number;
}

const above = (metric: AlarmMetricName): Kind => ({
  ...{ metric, comparison: ">", threshold: null, periods: 3 },
});

/** What a tag can ask for; the word is part of the alarm's name. */
const KINDS: Readonly<Record<string, Kind>> = {
  cpu: above("CPUUtilization"),
  burst: {
    ...{ metric: "BurstCapacityPercentage", comparison: "<", threshold: null, periods: 3 },
  },
  "network-in": above("NetworkIn"),
  "network-out": above("NetworkOut"),
  status: { metric: "StatusCheckFailed", comparison: ">=", threshold: 1, periods: 2 },
};

export const POLICY_WORDS = Object.keys(KINDS);

/** One alarm that an instance is to have. */
export interface WantedAlarm {
  word: string;
  settings: AlarmSettings;
}

/** What a tag asks for, or why nobody can tell. */
export type AlarmPolicy = { wanted: WantedAlarm[] } | { fault: string };

/** Lightsail's limit for a name. */
const LONGEST_NAME = 255;
/** Of periods: a day. */
const MOST_PERIODS = 288;

export const policyAlarmName = (instance: string, word: string): string =>
  `${instance}-alarm-${word}`;

/**
 * The alarms that the tag asks for: `cpu:80 burst:20 status`, each with how many of how many periods
 * if need be, as in `cpu:80:3/5`. `notify:email+sms` or `notify:none` is for all of them; without it
 * they tell whom `notify` says.
 */
export function tagAlarms(
  instance: Pick<Instance, "name" | "tags">,
  notify: readonly ContactProtocol[],
): AlarmPolicy {
  const text = (ownValue(instance.tags, ALARMS_TAG) ?? "none").trim();
  if (text.toLowerCase() === "none") return { wanted: [] };
  const parts = text.split(/ +/).filter((it) => it !== "");
  if (parts.length === 0) return { fault: "it is empty" };
  const told = notifyIn(parts, notify);
  if (told === null) return { fault: "notify takes email, sms, email+sms or none, once" };
  const wanted: WantedAlarm[] = [];
  for (const part of parts.filter((it) => !isNotify(it))) {
    const alarm = alarmOf(part, instance.name, told);
    if (typeof alarm === "string") return { fault: alarm };
    if (wanted.some((it) => it.word === alarm.word)) return { fault: `it has ${alarm.word} twice` };
    wanted.push(alarm);
  }
  return wanted.length === 0 ? { fault: "it names nothing to watch" } : { wanted };
}

const isNotify = (part: string): boolean => /^notify:/i.test(part);

/** Null if nobody can tell. */
function notifyIn(
  parts: readonly string[],
  otherwise: readonly ContactProtocol[],
): readonly ContactProtocol[] | null {
  const [part, another] = parts.filter(isNotify);
  if (part === undefined) return otherwise;
  if (another !== undefined) return null;
  const words = part.slice("notify:".length).toLowerCase().split("+");
  if (words.length === 1 && words[0] === "none") return [];
  const known = (["email", "sms"] as const).filter((it) => words.includes(it));
  return known.length === words.length ? known : null;
}

/** A text says what is wrong with it. */
function alarmOf(
  part: string,
  instance: string,
  told: readonly ContactProtocol[],
): WantedAlarm | string {
  const [word = "", value, periods, more] = part.split(":");
  const lower = word.toLowerCase();
  const kind = ownValue(KINDS, lower);
  if (kind === undefined) return `${shown(part)} is none of ${POLICY_WORDS.join(", ")}`;
  const usual = `${kind.periods}/${kind.periods}`;
  const [given, counts] =
    kind.threshold === null ? [value, periods ?? usual] : [null, value ?? usual];
  if (more !== undefined || (kind.threshold !== null && periods !== undefined)) {
    return `${shown(part)} has too many parts`;
  }
  const threshold = given === null ? kind.threshold : thresholdOf(given, kind.metric);
  if (threshold === null) return `${shown(part)} has no threshold of ${kind.metric}`;
  const [, some = "", all = ""] = /^(\d{1,3})\/(\d{1,3})$/.exec(counts) ?? [];
  const [datapoints, length] = [Number(some), Number(all)];
  if (datapoints < 1 || datapoints > length || length > MOST_PERIODS) {
    return `${shown(part)} does not say how many of 1 to ${MOST_PERIODS} periods, as in ${lower}${given === null ? "" : ":80"}:3/5`;
  }
  const name = policyAlarmName(instance, lower);
  if (name.length > LONGEST_NAME) return "the instance's name is too long for one of an alarm";
  const settings: AlarmSettings = {
    ...{ name, resource: instance, metric: kind.metric, comparison: kind.comparison, threshold },
    ...{ datapoints_to_alarm: datapoints, evaluation_periods: length, missing_data: "missing" },
    contact_protocols: told,
    // Whoever is told that it began wants to know that it is over.
    notification_triggers: ["alarm", "ok"],
    notifications_enabled: told.length > 0,
  };
  return { word: lower, settings };
}

function thresholdOf(text: string | undefined, metric: AlarmMetricName): number | null {
  try {
    return parseThreshold(text ?? "", metric);
  } catch {
    return null;
  }
}

/** Whoever may set tags may write anything there. */
function shown(part: string): string {
  return JSON.stringify(part.length > 40 ? `${part.slice(0, 40)}...` : part);
}
