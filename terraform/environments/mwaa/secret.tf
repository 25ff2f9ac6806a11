resource "aws_secretsmanager_secret" "ssh" {
  name                    = "${var.name}/gpu-server-ssh-key"
  description             = "Private key by which Airflow logs in to the GPU servers: PEM, or JSON with private_key."
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = var.deletion_protection ? 30 : 0
}

# Write-only: neither the plan nor the state has the value.
resource "aws_secretsmanager_secret_version" "ssh" {
  count = var.ssh_key_version > 0 ? 1 : 0

  secret_id                = aws_secretsmanager_secret.ssh.id
  secret_string_wo         = var.ssh_private_key
  secret_string_wo_version = var.ssh_key_version
}
