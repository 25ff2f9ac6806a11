output "url" {
  description = "Where clients connect, by TLS."
  value       = "https://${var.domain_name}:6333"
}

output "api_key_secret_arn" {
  description = "Secret that holds the API key."
  value       = aws_secretsmanager_secret.api_key.arn
  # A reference to a secret without a value starts no task.
  depends_on = [aws_secretsmanager_secret_version.api_key]
}

output "services" {
  description = "The nodes' services."
  value       = [for node in local.nodes : module.node[node].name]
}

output "file_system_id" {
  description = "Where the data is."
  value       = aws_efs_file_system.this.id
}

output "target_dimensions" {
  description = "How CloudWatch names the load balancer and its targets."
  value       = module.load_balancer.dimensions
}
