output "name" {
  description = "Name of the service."
  value       = aws_ecs_service.this.name
}

output "arn" {
  description = "The service."
  value       = aws_ecs_service.this.id
}

output "security_group_id" {
  description = "Security group of the tasks, for what they reach."
  value       = aws_security_group.this.id
}

output "task_role_name" {
  description = "Role of the application, for more rights."
  value       = aws_iam_role.task.name
}

output "execution_role_arn" {
  description = "Role that starts tasks: the only one that reads the secrets."
  value       = aws_iam_role.execution.arn
}

output "log_group" {
  description = "Where the tasks log to."
  value       = aws_cloudwatch_log_group.this.name
}

output "dimensions" {
  description = "How CloudWatch names the service."
  value       = { ClusterName = var.cluster.name, ServiceName = var.name }
}
