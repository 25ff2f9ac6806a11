import type {
  AlarmState as SdkState,
  Alarm as SdkAlarm,
  ComparisonOperator,
  ContactMethod as SdkContact,
  ContactProtocol as SdkProtocol,
  MetricName,
  PutAlarmCommandInput,
  TreatMissingData,
} from "@aws-sdk/client-lightsail";
import type {
  Alarm,
  AlarmSettings,
  AlarmState,
  ContactMethod,
  ContactProtocol,
} from "../../core/contracts/alarms.ts";
import { ownValue } from "../../core/text/own-value.ts";
import { regionOf, toTags, toTime, word } from "./mapping.ts";

const COMPARISONS: Readonly<Record<string, string>> = {
  GreaterThanThreshold: ">",
  GreaterThanOrEqualToThreshold: ">=",
  LessThanThreshold: "<",
  LessThanOrEqualToThreshold: "<=",
};

/** Lightsail's own words for what this program spells in its own way. */
const WORDS: Readonly<Record<string, string>> = {
  notBreaching: "not_breaching",
  Instance: "instance",
  LoadBalancer: "load_balancer",
  RelationalDatabase: "database",
  PendingVerification: "pending_verification",
};

const ours = (theirs: string): string => ownValue(WORDS, theirs) ?? theirs.toLowerCase();

export function toAlarm(alarm: SdkAlarm, region: string): Alarm {
  const { monitoredResourceInfo: watched, comparisonOperator: comparison = "" } = alarm;
  const { evaluationPeriods: periods = 1 } = alarm;
  return {
    name: word(alarm.name),
    resource: word(watched?.name),
    resource_kind: ours(watched?.resourceType ?? "unknown"),
    resource_arn: watched?.arn ?? null,
    metric: word(alarm.metricName),
    comparison: ownValue(COMPARISONS, comparison) ?? comparison,
    threshold: alarm.threshold ?? 0,
    datapoints_to_alarm: alarm.datapointsToAlarm ?? periods,
    evaluation_periods: periods,
    period_s: alarm.period ?? 300,
    missing_data: ours(alarm.treatMissingData ?? "missing"),
    state: ours(alarm.state ?? "unknown"),
    contact_protocols: (alarm.contactProtocols ?? []).map(ours),
    notification_triggers: (alarm.notificationTriggers ?? []).map(ours),
    notifications_enabled: alarm.notificationEnabled ?? true,
    region: regionOf(alarm.location, region),
    created_at: toTime(alarm.createdAt),
    tags: toTags(alarm.tags),
    arn: alarm.arn ?? null,
  };
}

export function toContact(contact: SdkContact, region: string): ContactMethod {
  return {
    protocol: ours(contact.protocol ?? "unknown"),
    endpoint: contact.contactEndpoint ?? "",
    status: ours(contact.status ?? "unknown"),
    region: regionOf(contact.location, region),
    created_at: toTime(contact.createdAt),
  };
}

export const PROTOCOLS: Readonly<Record<ContactProtocol, SdkProtocol>> = {
  email: "Email",
  sms: "SMS",
};

export const theirState = (state: AlarmState): SdkState => state.toUpperCase() as SdkState;

/** The settings were checked: each word is one of Lightsail's, in our spelling. */
export function toPutAlarm(settings: AlarmSettings): Omit<PutAlarmCommandInput, "tags"> {
  const operator = Object.entries(COMPARISONS).find(([, sign]) => sign === settings.comparison);
  const missing =
    settings.missing_data === "not_breaching" ? "notBreaching" : settings.missing_data;
  return {
    alarmName: settings.name,
    metricName: settings.metric as MetricName,
    monitoredResourceName: settings.resource,
    comparisonOperator: (operator?.[0] ?? settings.comparison) as ComparisonOperator,
    threshold: settings.threshold,
    evaluationPeriods: settings.evaluation_periods,
    datapointsToAlarm: settings.datapoints_to_alarm,
    treatMissingData: missing as TreatMissingData,
    contactProtocols: settings.contact_protocols.map(
      (it) => ownValue<SdkProtocol>(PROTOCOLS, it) ?? (it as SdkProtocol),
    ),
    notificationTriggers: settings.notification_triggers.map(theirState),
    notificationEnabled: settings.notifications_enabled,
  };
}
