import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { FactsByType } from "../../../core/contracts/stack-facts.ts";
import type { StackResource } from "../../../core/contracts/terraform-control.ts";
import { nullIfMissing } from "../../../core/errors.ts";
import { objectOf, textOf, textsOf } from "../../../core/text/json.ts";
import { attempt, type CallContext } from "../attempt.ts";
import { SERVICE_FAILURES } from "../common-failures.ts";
import { LOGS, MWAA } from "../services.ts";
import { signedJson } from "../signed-request.ts";
import { pythonFiles } from "./buckets.ts";
import { allowedActions } from "./policies.ts";
import { distinct, identifier, type Source } from "./source.ts";
import { subnetFacts } from "./subnets.ts";
import { lastEvent } from "./watching.ts";

const DAY_MS = 86_400_000;
const LOG_KEYS = {
  DagProcessing: "DagProcessingLogs",
  Scheduler: "SchedulerLogs",
  Task: "TaskLogs",
  WebServer: "WebserverLogs",
  Worker: "WorkerLogs",
} as const;

/** What leads to another network. */
const LINKS = ["aws_vpn_gateway", "aws_vpn_connection", "aws_vpc_peering_connection"];

/** On everything: no execution role needs them. */
const EXCESSIVE = ["airflow:CreateEnvironment", "iam:PassRole", "s3:DeleteBucket"];

/**
 * GetEnvironment, as a signed request: the SDK's client of this service that the registry offers is
 * two years older than all others, and brings their former foundations along.
 */
export async function airflowEnvironment(
  source: Source,
  resource: StackResource,
  all: readonly StackResource[],
  call: CallContext,
): Promise<FactsByType["aws_mwaa_environment"]> {
  const name = identifier(resource, "name");
  const environment = await environmentOf(source, name, call);
  const text = (key: string): string => textOf(environment[key]) ?? "unknown";
  const network = objectOf(environment["NetworkConfiguration"]);
  const logging = objectOf(environment["LoggingConfiguration"]);
  const logs = Object.entries(LOG_KEYS).filter(
    ([, key]) => objectOf(logging[key])["Enabled"] === true,
  );
  const arriving: string[] = [];
  for (const [, key] of logs) {
    const arn = textOf(objectOf(logging[key])["CloudWatchLogGroupArn"]) ?? "";
    const group = /:log-group:([^:]+)/.exec(arn)?.[1] ?? "";
    const at = await nullIfMissing(lastEvent(source, group, call));
    if (at !== null && source.clock.now() - at <= DAY_MS) arriving.push(group);
  }
  const bucketArn = text("SourceBucketArn");
  const subnetIds = textsOf(network["SubnetIds"]);
  const { zones, open, routes, blackholes } = await subnetFacts(source, subnetIds, call);
  return {
    status: text("Status"),
    lastUpdate: textOf(objectOf(environment["LastUpdate"])["Status"]) ?? "none",
    access: text("WebserverAccessMode"),
    zones: zones.length,
    publicSubnets: open,
    ...{ routes, blackholes },
    isLinked: all.some(({ type }) => LINKS.includes(type)),
    logs: logs.map(([module]) => module),
    arriving,
    dags: await pythonFiles(
      source,
      bucketArn.split(":::").at(-1) ?? "",
      `${text("DagS3Path")}/`.replace(/\/+$/, "/"),
      call,
    ),
    ...(await rights(source, { role: text("ExecutionRoleArn"), name, bucketArn }, call)),
  };
}

async function rights(
  source: Source,
  { role, name, bucketArn }: { role: string; name: string; bucketArn: string },
  call: CallContext,
): Promise<{ denied: string[]; excessive: string[] }> {
  const { region } = source;
  const account = role.split(":")[4] ?? "";
  const needs = [
    ["airflow:PublishMetrics", `arn:aws:airflow:${region}:${account}:environment/${name}`],
    ["s3:GetObject", `${bucketArn}/dags/a.py`],
    ["s3:ListBucket", bucketArn],
    [
      "logs:PutLogEvents",
      `arn:aws:logs:${region}:${account}:log-group:airflow-${name}-Task:log-stream:a`,
    ],
    ["sqs:SendMessage", `arn:aws:sqs:${region}:*:airflow-celery-a`],
  ] as const;
  const denied: string[] = [];
  for (const [action, resource] of needs) {
    const allowed = await allowedActions(source, { role, actions: [action], resource }, call);
    if (!allowed.includes(action)) denied.push(action);
  }
  const excessive = await allowedActions(source, { role, actions: EXCESSIVE, resource: "*" }, call);
  return { denied: distinct(denied), excessive: distinct(excessive) };
}

async function environmentOf(
  source: Source,
  name: string,
  call: CallContext,
): Promise<Readonly<Record<string, unknown>>> {
  const { session, region } = source;
  const answer = await attempt(
    {
      ...{ session, service: MWAA, region, operation: "GetEnvironment", action: null },
      ...{ isChange: false, failures: SERVICE_FAILURES },
      link: async () => ({
        ...(await session.link(LOGS, region, CloudWatchLogsClient)),
        endpoint: await endpointOf(source),
      }),
    },
    async (client, { abortSignal }) => {
      const endpoint = await endpointOf(source);
      const path = `/environments/${encodeURIComponent(name)}`;
      const where = { endpoint, path, service: MWAA.id, region };
      return signedJson(client.config, { ...where, method: "GET" }, abortSignal);
    },
    { resource: name, ...call },
  );
  if (!answer.ok) throw answer.failure.error;
  return objectOf(objectOf(answer.output.body)["Environment"]);
}

const endpointOf = async ({ session, region }: Source): Promise<string> =>
  (await session.endpoint(MWAA)) ?? `https://api.airflow.${region}.amazonaws.com`;
