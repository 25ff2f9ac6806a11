output "environment" {
  description = "How the application finds the database; no secret is in it."
  value = {
    POSTGRES_HOST     = aws_db_instance.this.address
    POSTGRES_PORT     = tostring(aws_db_instance.this.port)
    POSTGRES_USER     = var.username
    POSTGRES_DATABASE = var.database
    POSTGRES_SSL_MODE = "require"
  }
}

output "password_secret_arn" {
  description = "Secret that holds the password."
  value       = aws_secretsmanager_secret.password.arn
  # A reference to a secret without a value starts no task.
  depends_on = [aws_secretsmanager_secret_version.password]
}

output "identifier" {
  description = "The server, as CloudWatch names it."
  value       = aws_db_instance.this.identifier
}

output "security_group_id" {
  description = "Its security group."
  value       = aws_security_group.this.id
}
