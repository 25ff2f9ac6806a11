import type { CheckedType, FactReader, FactsByType } from "../../../core/contracts/stack-facts.ts";
import type { StackResource } from "../../../core/contracts/terraform-control.ts";
import type { CallContext } from "../attempt.ts";
import type { Source } from "./source.ts";

type Read<T extends CheckedType> = (
  source: Source,
  resource: StackResource,
  all: readonly StackResource[],
  call: CallContext,
) => Promise<FactsByType[T]>;

/** Each service is loaded when a resource of it is looked at. */
const READERS: { readonly [T in CheckedType]: Read<T> } = {
  aws_ecs_service: async (source, it, _all, call) =>
    (await import("./ecs.ts")).ecsService(source, it, call),
  aws_lb_target_group: async (source, it, _all, call) =>
    (await import("./load-balancing.ts")).targetGroup(source, it, call),
  aws_lb: async (source, it, _all, call) =>
    (await import("./load-balancing.ts")).loadBalancer(source, it, call),
  aws_acm_certificate: async (source, it, _all, call) =>
    (await import("./certificates.ts")).certificate(source, it, call),
  aws_elasticache_replication_group: async (source, it, _all, call) =>
    (await import("./elasticache.ts")).replicationGroup(source, it, call),
  aws_db_instance: async (source, it, _all, call) =>
    (await import("./databases.ts")).databaseInstance(source, it, call),
  aws_neptune_cluster: async (source, it, _all, call) =>
    (await import("./databases.ts")).neptuneCluster(source, it, call),
  aws_efs_file_system: async (source, it, _all, call) =>
    (await import("./file-systems.ts")).fileSystem(source, it, call),
  aws_autoscaling_group: async (source, it, _all, call) =>
    (await import("./auto-scaling.ts")).autoScalingGroup(source, it, call),
  aws_s3_bucket: async (source, it, _all, call) =>
    (await import("./buckets.ts")).bucket(source, it, call),
  aws_cloudwatch_log_group: async (source, it, _all, call) =>
    (await import("./watching.ts")).logGroup(source, it, call),
  aws_cloudwatch_metric_alarm: async (source, it, _all, call) =>
    (await import("./watching.ts")).metricAlarm(source, it, call),
  aws_secretsmanager_secret: async (source, it, all, call) =>
    (await import("./secrets.ts")).secret(source, it, all, call),
  aws_security_group: async (source, it, all, call) =>
    (await import("./network.ts")).securityGroup(source, it, all, call),
  aws_mwaa_environment: async (source, it, all, call) =>
    (await import("./airflow.ts")).airflowEnvironment(source, it, all, call),
  aws_vpn_connection: async (source, it, _all, call) =>
    (await import("./network.ts")).vpnConnection(source, it, call),
};

export const factReader = (source: Source): FactReader => ({
  read: (type, resource, all, call) => READERS[type](source, resource, all, call),
});
