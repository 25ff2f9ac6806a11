output "environment" {
  description = "Environment of the application that is no secret, under the names that it knows."
  value       = local.environment
}

output "secrets" {
  description = "Environment of the application that is secret: ARNs of the secrets, never their values."
  value       = local.secrets
}

output "url" {
  description = "The API."
  value       = "https://${var.domain_name}"
}

output "load_balancer" {
  description = "The load balancer's own name, which answers before the API's name leads there."
  value       = module.load_balancer.alias.dns_name
}

output "repository_url" {
  description = "Where the API's image is pushed to."
  value       = aws_ecr_repository.api.repository_url
}

output "cutover" {
  description = "What traffic is moved by: the record, its targets, where their health is asked for, and the alarms that stop it."
  value = {
    zone_id         = module.record.zone_id
    record_name     = module.record.name
    record_types    = module.record.types
    set_identifiers = module.record.set_identifiers
    from            = var.self_hosted == null ? null : "self-hosted"
    to              = "managed"
    health_path     = "/health"
    alarm_names     = sort(values(module.alarms.names))
  }
}

output "alarm_topic_arn" {
  description = "Topic that all alarms tell."
  value       = module.alarms.topic_arn
}

output "cluster_name" {
  description = "ECS cluster."
  value       = aws_ecs_cluster.this.name
}

output "service_names" {
  description = "ECS services: the API, and Qdrant's nodes if there are any."
  value       = concat([module.api.name], flatten(module.qdrant[*].services))
}

output "log_group" {
  description = "Where the API logs to."
  value       = module.api.log_group
}

output "backup_bucket" {
  description = "Bucket of backups, and of what is loaded into Neptune."
  value       = module.backups.name
}

output "neptune_load" {
  description = "Where Neptune's bulk loader is asked, and the role that it reads as; null without Neptune."
  value       = one([for it in module.neptune : { endpoint = it.endpoint, role_arn = it.load_role_arn }])
}

output "memgraph_nodes" {
  description = "Memgraph's nodes; null without Memgraph."
  value       = one(module.memgraph[*].nodes)
}

output "outgoing_ips" {
  description = "Addresses from which the API reaches the internet, by zone."
  value       = module.network.nat_ips
}
