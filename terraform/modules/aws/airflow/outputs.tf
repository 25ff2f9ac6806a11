output "name" {
  description = "Name of the environment, once it exists."
  value       = aws_mwaa_environment.this.name
}

output "arn" {
  description = "ARN of the environment."
  value       = aws_mwaa_environment.this.arn
}

output "airflow_version" {
  description = "Version of Apache Airflow that it runs."
  value       = aws_mwaa_environment.this.airflow_version
}

output "webserver_url" {
  description = "Address of Airflow's web page, without a scheme."
  value       = aws_mwaa_environment.this.webserver_url
}

output "role_arn" {
  description = "Role that DAGs run as."
  value       = aws_iam_role.this.arn
}

output "security_group_id" {
  description = "Security group of everything that Airflow runs."
  value       = aws_security_group.this.id
}

output "log_groups" {
  description = "Log groups by what they are of: dag_processing, scheduler, task, webserver and worker."
  value       = { for kind, group in aws_cloudwatch_log_group.this : kind => group.name }
}
