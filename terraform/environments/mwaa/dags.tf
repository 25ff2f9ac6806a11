locals {
  dag_path = "dags"
  dags     = fileset("${path.module}/dags", "**")
  # What the DAGs are about: no secrets, but the way to the secret.
  settings = jsonencode({
    region       = var.region
    secret_arn   = aws_secretsmanager_secret.ssh.arn
    repositories = sort(var.repositories)
    servers      = var.gpu_servers
  })
}

resource "aws_s3_object" "dags" {
  for_each = setsubtract(local.dags, [for file in local.dags : file if strcontains(file, "__pycache__")])

  bucket             = module.bucket.name
  key                = "${local.dag_path}/${each.key}"
  source             = "${path.module}/dags/${each.key}"
  source_hash        = filesha256("${path.module}/dags/${each.key}")
  checksum_algorithm = "SHA256"
  content_type       = endswith(each.key, ".py") ? "text/x-python" : "text/plain"
}

resource "aws_s3_object" "settings" {
  bucket             = module.bucket.name
  key                = "${local.dag_path}/gpu_settings.json"
  content            = local.settings
  source_hash        = sha256(local.settings)
  checksum_algorithm = "SHA256"
  content_type       = "application/json"
}

resource "aws_s3_object" "requirements" {
  bucket             = module.bucket.name
  key                = "config/requirements.txt"
  source             = "${path.module}/requirements.txt"
  source_hash        = filesha256("${path.module}/requirements.txt")
  checksum_algorithm = "SHA256"
  content_type       = "text/plain"
}

resource "aws_s3_object" "plugins" {
  count = var.plugins_zip == null ? 0 : 1

  bucket             = module.bucket.name
  key                = "plugins/plugins.zip"
  source             = var.plugins_zip
  source_hash        = filesha256(var.plugins_zip)
  checksum_algorithm = "SHA256"
  content_type       = "application/zip"
}
