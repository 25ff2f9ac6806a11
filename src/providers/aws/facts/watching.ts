import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import type { FactsByType } from "../../../core/contracts/stack-facts.ts";
import type { StackResource } from "../../../core/contracts/terraform-control.ts";
import type { CallContext } from "../attempt.ts";
import { CLOUDWATCH, LOGS } from "../services.ts";
import { callsTo, identifier, type Source, theOne } from "./source.ts";

export async function logGroup(
  source: Source,
  resource: StackResource,
  call: CallContext,
): Promise<FactsByType["aws_cloudwatch_log_group"]> {
  const name = identifier(resource, "name");
  const { logGroups = [] } = await callsTo(source, LOGS, CloudWatchLogsClient).read(
    "DescribeLogGroups",
    (client, options) =>
      client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name }), options),
    call,
  );
  const group = theOne(
    logGroups.filter(({ logGroupName: its }) => its === name),
    resource,
  );
  return {
    retentionDays: group.retentionInDays ?? null,
    lastEvent: await lastEvent(source, name, call),
  };
}

/** When something was last written to a log group; null for never, or when it does not exist. */
export async function lastEvent(
  source: Source,
  logGroupName: string,
  call: CallContext,
): Promise<number | null> {
  const { logStreams = [] } = await callsTo(source, LOGS, CloudWatchLogsClient).read(
    "DescribeLogStreams",
    (client, options) =>
      client.send(
        new DescribeLogStreamsCommand({
          logGroupName,
          orderBy: "LastEventTime",
          descending: true,
          limit: 1,
        }),
        options,
      ),
    call,
  );
  return logStreams[0]?.lastEventTimestamp ?? null;
}

export async function metricAlarm(
  source: Source,
  resource: StackResource,
  call: CallContext,
): Promise<FactsByType["aws_cloudwatch_metric_alarm"]> {
  const AlarmNames = [identifier(resource, "alarm_name")];
  const { MetricAlarms: alarms } = await callsTo(source, CLOUDWATCH, CloudWatchClient).read(
    "DescribeAlarms",
    (client, options) => client.send(new DescribeAlarmsCommand({ AlarmNames }), options),
    call,
  );
  const alarm = theOne(alarms, resource);
  return {
    state: alarm.StateValue ?? "unknown",
    actionsEnabled: alarm.ActionsEnabled === true,
    hasActions: (alarm.AlarmActions ?? []).length > 0,
  };
}
