import type { ReadContext } from "../context.ts";
import { seconds } from "../identity.ts";
import { type EnvironmentRecord, LOG_MODULES, type LogModule, statusAt } from "./record.ts";

type Place = Pick<ReadContext, "account" | "region" | "now">;

/** The account that the service keeps queues and endpoints in. */
const SERVICE_ACCOUNT = "210987654321";

/** Log groups spell two of the modules in capitals of their own. */
const GROUPS: Readonly<Partial<Record<LogModule, string>>> = {
  DagProcessing: "DAGProcessing",
  Webserver: "WebServer",
};

export const environmentArn = ({ account, region }: Place, name: string): string =>
  `arn:aws:airflow:${region.name}:${account}:environment/${name}`;

/** An environment as GetEnvironment shows it. */
export function environmentView(record: EnvironmentRecord, place: Place): object {
  const { account, region, now } = place;
  const { name, id, settings, during, tags } = record;
  const status = statusAt(record, now);
  const isPrivate = settings.WebserverAccessMode !== "PUBLIC_ONLY";
  const service = (what: string): string =>
    `com.amazonaws.vpce.${region.name}.vpce-svc-${id.replaceAll("-", "").slice(what.length, what.length + 17)}`;
  return {
    ...settings,
    Name: name,
    Arn: environmentArn(place, name),
    CreatedAt: seconds(record.createdAt),
    Status: status,
    Tags: tags,
    LoggingConfiguration: Object.fromEntries(
      LOG_MODULES.map((module) => [
        `${module}Logs`,
        {
          ...record.logs[module],
          CloudWatchLogGroupArn: `arn:aws:logs:${region.name}:${account}:log-group:airflow-${name}-${GROUPS[module] ?? module}`,
        },
      ]),
    ),
    LastUpdate: {
      CreatedAt: seconds(record.updatedAt),
      Status: status === "AVAILABLE" || during === "DELETING" ? "SUCCESS" : "PENDING",
      WorkerReplacementStrategy: record.replacement,
    },
    ServiceRoleArn: `arn:aws:iam::${account}:role/aws-service-role/airflow.amazonaws.com/AWSServiceRoleForAmazonMWAA`,
    WebserverUrl: `${id}${isPrivate ? "-vpce" : ""}.c2.${region.name}.airflow.amazonaws.com`,
    DatabaseVpcEndpointService: service("db"),
    WebserverVpcEndpointService: isPrivate ? service("webserver") : undefined,
    CeleryExecutorQueue: `arn:aws:sqs:${region.name}:${SERVICE_ACCOUNT}:airflow-celery-${id}`,
  };
}
