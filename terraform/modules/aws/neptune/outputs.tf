output "uri" {
  description = "Where Bolt clients connect, by TLS."
  value       = "bolt+s://${aws_neptune_cluster.this.endpoint}:8182"
}

output "endpoint" {
  description = "The writer, for HTTPS: openCypher and the bulk loader."
  value       = "https://${aws_neptune_cluster.this.endpoint}:8182"
}

output "id" {
  description = "The cluster, as CloudWatch names it."
  value       = aws_neptune_cluster.this.id
}

output "client_policy" {
  description = "Statements for the role of a client that reads and writes."
  value = [{
    Effect = "Allow"
    Action = [
      "neptune-db:connect",
      "neptune-db:ReadDataViaQuery",
      "neptune-db:WriteDataViaQuery",
      "neptune-db:DeleteDataViaQuery",
      "neptune-db:GetQueryStatus",
      "neptune-db:CancelQuery",
    ]
    Resource = ["arn:aws:neptune-db:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:${aws_neptune_cluster.this.cluster_resource_id}/*"]
  }]
}

output "load_role_arn" {
  description = "Role that the bulk loader is told to read as, or null."
  value       = one(aws_iam_role.load[*].arn)
}

output "security_group_id" {
  description = "Its security group."
  value       = aws_security_group.this.id
}
