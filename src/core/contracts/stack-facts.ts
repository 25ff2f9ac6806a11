import type { CallOptions } from "../infra-manager.ts";
import type { StackResource } from "./terraform-control.ts";

/** What is so in the account. Times are milliseconds since 1970; null is what is not told. */
export interface FactsByType {
  aws_ecs_service: {
    status: string;
    desired: number;
    running: number;
    /** Zones of its running tasks. */
    zones: readonly string[];
    rollout: string;
  };
  aws_lb_target_group: { targets: readonly { id: string; state: string; zone: string | null }[] };
  aws_lb: {
    state: string;
    isPublic: boolean;
    type: string;
    zones: readonly string[];
    listeners: readonly { port: number; protocol: string; redirects: boolean }[];
    /** An answer over HTTPS, by the name in the certificate; null when nothing was asked. */
    answer: { url: string; fault: string | null } | null;
  };
  aws_acm_certificate: { status: string; expires: number | null };
  aws_elasticache_replication_group: {
    status: string;
    multiAz: boolean;
    failover: boolean;
    encryptedInTransit: boolean;
    encryptedAtRest: boolean;
    snapshotDays: number;
    lastSnapshot: number | null;
  };
  aws_db_instance: DatabaseFacts & { isPublic: boolean };
  aws_neptune_cluster: DatabaseFacts & { iamAuthentication: boolean };
  aws_efs_file_system: { state: string; encrypted: boolean; backedUp: boolean };
  aws_autoscaling_group: { desired: number; inService: number; zones: readonly string[] };
  aws_s3_bucket: { versioned: boolean; blocked: boolean; encrypted: boolean };
  aws_cloudwatch_log_group: { retentionDays: number | null; lastEvent: number | null };
  aws_cloudwatch_metric_alarm: { state: string; actionsEnabled: boolean; hasActions: boolean };
  aws_secretsmanager_secret: {
    hasValue: boolean;
    isDeleted: boolean;
    /** Roles of the stack that are given it: to run a task, or Airflow. */
    needed: readonly string[];
    /** Roles of the stack that may read it. */
    readers: readonly string[];
  };
  aws_security_group: {
    /** Inbound rules that the world matches, as `tcp 443`. */
    openToTheWorld: readonly string[];
    isForLoadBalancer: boolean;
  };
  aws_mwaa_environment: AirflowFacts;
  aws_vpn_connection: { state: string; tunnelsUp: number };
}

interface DatabaseFacts {
  status: string;
  zones: number;
  encrypted: boolean;
  backupDays: number;
  /** The latest moment that it can be restored to. */
  restorable: number | null;
  deletionProtection: boolean;
}

interface AirflowFacts {
  status: string;
  lastUpdate: string;
  access: string;
  /** Of its subnets: how many zones, and which lead to an internet gateway. */
  zones: number;
  publicSubnets: readonly string[];
  /** Routes from there to another network, by a VPN, peering or the like: `10.1.0.0/16 by vgw-1`. */
  routes: readonly string[];
  /** Those of them that lead nowhere, as their other end is gone. */
  blackholes: readonly string[];
  /** Whether the stack makes a way to another network. */
  isLinked: boolean;
  /** Of the five, those that write logs. */
  logs: readonly string[];
  /** Names of the log groups to which something was written within a day. */
  arriving: readonly string[];
  /** DAG files in the bucket. */
  dags: number;
  /** Actions that its role needs and may not do. */
  denied: readonly string[];
  /** Actions that no execution role needs, and this one may do. */
  excessive: readonly string[];
}

export type CheckedType = keyof FactsByType;

/** Reads what is so about a resource. Throws `not_found` for what is gone. Only reads. */
export interface FactReader {
  read<T extends CheckedType>(
    type: T,
    resource: StackResource,
    /** All of the stack, for what is told only together. */
    all: readonly StackResource[],
    call: CallOptions,
  ): Promise<FactsByType[T]>;
}
