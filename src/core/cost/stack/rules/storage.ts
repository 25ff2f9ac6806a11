import { monthly, type Rule, used } from "../quantity.ts";

/** What is billed by what is in it, or by how much is written to it. */
export const STORAGE_RULES: readonly Rule[] = [
  {
    types: ["aws_s3_bucket"],
    quantities: () => [
      used("GB", "s3/standard", "gb"),
      used("1,000 writes", "s3/put", "put_thousands"),
      used("1,000 reads", "s3/get", "get_thousands"),
    ],
  },
  { types: ["aws_efs_file_system"], quantities: () => [used("GB", "efs/standard", "gb")] },
  { types: ["aws_ecr_repository"], quantities: () => [used("GB", "ecr/storage", "gb")] },
  {
    types: ["aws_cloudwatch_log_group"],
    quantities: () => [
      used("GB written", "logs/ingest", "written_gb"),
      used("GB kept", "logs/storage", "kept_gb"),
    ],
  },
  {
    types: ["aws_cloudwatch_metric_alarm"],
    quantities: ({ values }) => {
      const queries = Array.isArray(values["metric_query"]) ? values["metric_query"].length : 0;
      return [monthly("metric", "cloudwatch/alarm", Math.max(1, queries))];
    },
  },
  {
    types: ["aws_cloudwatch_composite_alarm"],
    quantities: () => [monthly("alarm", "cloudwatch/composite-alarm", 1)],
  },
  {
    types: ["aws_cloudwatch_dashboard"],
    quantities: () => [monthly("dashboard", "cloudwatch/dashboard", 1)],
  },
  {
    types: ["aws_secretsmanager_secret"],
    quantities: () => [
      monthly("secret", "secretsmanager/secret", 1),
      used("10,000 calls", "secretsmanager/calls", "calls_ten_thousands"),
    ],
  },
  { types: ["aws_kms_key"], quantities: () => [monthly("key", "kms/key", 1)] },
  {
    types: ["aws_mwaa_environment"],
    quantities: ({ values }) => {
      const size =
        typeof values["environment_class"] === "string" ? values["environment_class"] : "unknown";
      const workers = typeof values["min_workers"] === "number" ? values["min_workers"] : 1;
      const schedulers = typeof values["schedulers"] === "number" ? values["schedulers"] : 2;
      const per = "hour" as const;
      return [
        { what: "environment", key: `mwaa/environment/${size}`, count: 1, per },
        // One worker comes with the environment, and two schedulers, which it has at least.
        {
          what: "further worker",
          key: `mwaa/worker/${size}`,
          count: Math.max(0, workers - 1),
          per,
        },
        {
          what: "further scheduler",
          key: `mwaa/scheduler/${size}`,
          count: Math.max(0, schedulers - 2),
          per,
        },
        used("further worker, on average", `mwaa/worker/${size}`, "workers", 730),
        used("database GB", "mwaa/storage", "database_gb"),
      ];
    },
  },
  {
    types: ["aws_route53_health_check"],
    quantities: () => [monthly("health check", "route53/health-check", 1)],
  },
];
