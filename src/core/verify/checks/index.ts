import type { ChecksByType } from "../check.ts";
import { AIRFLOW } from "./airflow.ts";
import { AUTO_SCALING_GROUP, ECS_SERVICE } from "./compute.ts";
import { BUCKET, DATABASE, FILE_SYSTEM, NEPTUNE, REDIS } from "./data.ts";
import {
  CERTIFICATE,
  LOAD_BALANCER,
  REACHABLE,
  SECURITY_GROUP,
  TARGET_GROUP,
  VPN,
} from "./traffic.ts";
import { ALARM, LOG_GROUP, SECRET } from "./watching.ts";

export const CHECKS: ChecksByType = {
  aws_ecs_service: ECS_SERVICE,
  aws_lb_target_group: TARGET_GROUP,
  aws_lb: [...LOAD_BALANCER, ...REACHABLE],
  aws_acm_certificate: CERTIFICATE,
  aws_elasticache_replication_group: REDIS,
  aws_db_instance: DATABASE,
  aws_neptune_cluster: NEPTUNE,
  aws_efs_file_system: FILE_SYSTEM,
  aws_autoscaling_group: AUTO_SCALING_GROUP,
  aws_s3_bucket: BUCKET,
  aws_cloudwatch_log_group: LOG_GROUP,
  aws_cloudwatch_metric_alarm: ALARM,
  aws_secretsmanager_secret: SECRET,
  aws_security_group: SECURITY_GROUP,
  aws_mwaa_environment: AIRFLOW,
  aws_vpn_connection: VPN,
};
