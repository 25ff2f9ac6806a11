output "uri" {
  description = "Where clients begin; they speak TLS and know clusters."
  value       = "rediss://${aws_elasticache_replication_group.this.configuration_endpoint_address}:6379"
}

output "id" {
  description = "Id of the replication group."
  value       = aws_elasticache_replication_group.this.id
}

output "node_ids" {
  description = "Its nodes, as CloudWatch names them; known before they are made."
  value       = local.nodes
}

output "security_group_id" {
  description = "Its security group."
  value       = aws_security_group.this.id
}
