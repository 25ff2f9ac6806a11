import type { Rule } from "../quantity.ts";
import { COMPUTE_RULES } from "./compute.ts";
import { DATABASE_RULES } from "./databases.ts";
import { LIGHTSAIL_RULES } from "./lightsail.ts";
import { NETWORK_RULES } from "./network.ts";
import { STORAGE_RULES } from "./storage.ts";

const BY_TYPE = new Map<string, Rule>(
  [DATABASE_RULES, COMPUTE_RULES, NETWORK_RULES, STORAGE_RULES, LIGHTSAIL_RULES]
    .flat()
    .flatMap((rule) => rule.types.map((type) => [type, rule] as const)),
);

/**
 * Types that cost nothing by themselves: settings, permissions, connections between others. What is
 * neither here nor in a rule has no price that is known.
 */
const FREE: readonly RegExp[] = [
  /^aws_(vpc|subnet|internet_gateway|egress_only_internet_gateway|route|route_table(_association)?|main_route_table_association)$/,
  /^aws_(vpc_dhcp_options(_association)?|vpc_ipv4_cidr_block_association|default_\w+|network_acl(_rule)?|flow_log)$/,
  /^aws_(security_group(_rule)?|vpc_security_group_(ingress|egress)_rule)$/,
  /^aws_vpc_endpoint_(policy|subnet_association|route_table_association|security_group_association)$/,
  /^aws_(customer_gateway|vpn_gateway\w*|vpn_connection_route|vpc_peering_connection\w*)$/,
  /^aws_(lb|alb)_(listener\w*|target_group\w*)$/,
  /^aws_ecs_(cluster\w*|task_definition|capacity_provider)$/,
  /^aws_(launch_template|autoscaling_(policy|attachment|lifecycle_hook|schedule|notification)|placement_group|key_pair|volume_attachment|network_interface\w*|eip_association)$/,
  /^aws_appautoscaling_\w+$/,
  /^aws_(iam_\w+|kms_alias|kms_key_policy)$/,
  /^aws_db_(subnet_group|parameter_group|option_group)$/,
  /^aws_elasticache_(subnet_group|parameter_group|user\w*)$/,
  /^aws_neptune_(subnet_group|parameter_group|cluster_parameter_group)$/,
  /^aws_s3_(bucket_\w+|object)$/,
  /^aws_efs_(mount_target|access_point|backup_policy|file_system_policy)$/,
  /^aws_ecr_(lifecycle_policy|repository_policy)$/,
  /^aws_acm_certificate(_validation)?$/,
  /^aws_(route53_record|service_discovery_service)$/,
  /^aws_(sns_topic\w*|sqs_queue_policy|ssm_parameter)$/,
  /^aws_secretsmanager_secret_\w+$/,
  /^aws_cloudwatch_(log_resource_policy|log_metric_filter|event_rule|event_target)$/,
  /^aws_lightsail_(static_ip_attachment|instance_public_ports|key_pair|disk_attachment|domain\w*|lb_\w+)$/,
  /^(terraform_data|(null|random|local|time|tls)_\w+)$/,
];

export function ruleFor(type: string): Rule | null {
  return BY_TYPE.get(type) ?? null;
}

export function isFree(type: string): boolean {
  return FREE.some((pattern) => pattern.test(type));
}
