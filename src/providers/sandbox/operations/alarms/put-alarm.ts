import { ALARM_METRIC_NAMES, ALARM_METRICS } from "../../alarm-metrics.ts";
import { resourceName, tagList } from "../../common-shapes.ts";
import { newId } from "../../identity.ts";
import { assertNewNames } from "../../names.ts";
import { writes } from "../../operation.ts";
import { invalidInput, notFound } from "../../protocol/service-error.ts";
import { recordOperation } from "../../record-operation.ts";
import { boolean, enumeration, integer, list, number, required, structure } from "../../shapes.ts";
import type { AlarmRecord } from "../../state/alarm-records.ts";
import { mergeTags } from "../../tags.ts";
import { operationsOutput } from "../../views/operation.ts";
import type { WriteContext } from "../../context.ts";

/** Periods of five minutes: a day. */
const MAX_PERIODS = 288;
const MAX_PER_METRIC = 2;

/** Makes an alarm, or sets all but the state of the one that is there. */
export const putAlarm = writes(
  structure({
    alarmName: required(resourceName),
    metricName: required(enumeration(ALARM_METRIC_NAMES)),
    monitoredResourceName: required(resourceName),
    comparisonOperator: required(
      enumeration([
        "GreaterThanOrEqualToThreshold",
        "GreaterThanThreshold",
        "LessThanThreshold",
        "LessThanOrEqualToThreshold",
      ]),
    ),
    threshold: required(number()),
    evaluationPeriods: required(integer()),
    datapointsToAlarm: integer(),
    treatMissingData: enumeration(["breaching", "notBreaching", "ignore", "missing"]),
    contactProtocols: list(enumeration(["Email", "SMS"])),
    notificationTriggers: list(enumeration(["OK", "ALARM", "INSUFFICIENT_DATA"])),
    notificationEnabled: boolean(),
    tags: tagList,
  }),
  (context, input) => {
    const { state, now } = context;
    const { alarmName: name, metricName, evaluationPeriods, tags } = input;
    const datapointsToAlarm = input.datapointsToAlarm ?? evaluationPeriods;
    if (evaluationPeriods < 1 || evaluationPeriods > MAX_PERIODS) {
      throw invalidInput(`evaluationPeriods must be 1 to ${MAX_PERIODS}: ${evaluationPeriods}`);
    }
    if (datapointsToAlarm < 1 || datapointsToAlarm > evaluationPeriods) {
      throw invalidInput(
        `datapointsToAlarm must be 1 to evaluationPeriods (${evaluationPeriods}): ${datapointsToAlarm}`,
      );
    }
    const triggers = input.notificationTriggers ?? ["ALARM"];
    if (triggers.length > 0 && !triggers.includes("ALARM")) {
      throw invalidInput("notificationTriggers must include ALARM.");
    }
    const monitored = monitoredResource(context, input);
    const former = state.find("Alarm", name);
    if (former === undefined) assertNewNames(state, [name]);
    const others = state
      .list("Alarm")
      .filter((it) => it.name !== name && it.monitored.id === monitored.id);
    if (others.filter((it) => it.metricName === metricName).length >= MAX_PER_METRIC) {
      throw invalidInput(
        `A resource can have ${MAX_PER_METRIC} alarms for a metric at most: ${metricName}`,
        "LimitExceeded",
      );
    }
    const alarm: AlarmRecord = {
      ...(former ?? {
        ...{ resourceType: "Alarm", name, id: newId(), createdAt: now },
        ...{ sequence: state.nextSequence(), tags: [] },
      }),
      monitored,
      metricName,
      comparisonOperator: input.comparisonOperator,
      threshold: input.threshold,
      evaluationPeriods,
      datapointsToAlarm,
      treatMissingData: input.treatMissingData ?? "missing",
      contactProtocols: input.contactProtocols ?? [],
      notificationTriggers: triggers,
      notificationEnabled: input.notificationEnabled ?? true,
      ...(tags !== undefined && { tags: mergeTags(former?.tags ?? [], tags) }),
    };
    if (former === undefined) state.add(alarm);
    else Object.assign(former, alarm);
    const operation = recordOperation(context, {
      operationType: "PutAlarm",
      resourceName: name,
      resourceType: "Alarm",
      details: monitored.name,
    });
    return operationsOutput([operation], context);
  },
);

/** What is watched, which has to be of the metric's kind. */
function monitoredResource(
  { state }: WriteContext,
  {
    monitoredResourceName: name,
    metricName,
  }: {
    monitoredResourceName: string;
    metricName: keyof typeof ALARM_METRICS;
  },
): AlarmRecord["monitored"] {
  const record = state.any(name);
  if (record === undefined) throw notFound("Resource", name);
  const { resourceType, id } = record;
  const watched: readonly string[] = ALARM_METRICS[metricName].of;
  if (watched.includes(resourceType)) return { resourceType, name, id };
  throw invalidInput(`There is no metric ${metricName} of a ${resourceType}: ${name}`);
}
