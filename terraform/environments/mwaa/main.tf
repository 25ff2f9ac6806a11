data "aws_caller_identity" "current" {}

locals {
  zones = [for letter in var.zones : "${var.region}${letter}"]
  # Names of buckets are the whole world's.
  bucket = "${var.name}-airflow-${data.aws_caller_identity.current.account_id}-${var.region}"
}

module "network" {
  source = "../../modules/aws/network"

  name         = var.name
  cidr         = var.cidr
  zones        = local.zones
  nat_gateways = var.nat_gateways
  # Amazon MWAA does not use it.
  ipv6                = false
  interface_endpoints = var.private_endpoints ? ["ecr.api", "ecr.dkr", "kms", "logs", "monitoring", "secretsmanager", "sqs"] : []
}

module "link" {
  source = "../../modules/aws/server-link"
  count  = var.direct_connect ? 0 : 1

  name            = var.name
  vpc_id          = module.network.vpc_id
  route_table_ids = module.network.private_route_table_ids
  vpn             = var.vpn
  peering = one([for peering in var.peering[*] : {
    vpc_id          = peering.vpc_id
    cidrs           = peering.cidrs
    local_cidr      = module.network.cidr
    route_table_ids = peering.route_table_ids
  }])
}

module "bucket" {
  source = "../../modules/aws/bucket"

  name                = local.bucket
  kms_key_arn         = var.kms_key_arn
  expire_after_days   = { "logs/" = var.log_days, "tmp/" = 7 }
  deletion_protection = var.deletion_protection
}

module "airflow" {
  source = "../../modules/aws/airflow"

  name              = var.name
  vpc_id            = module.network.vpc_id
  subnets           = zipmap(module.network.zones, module.network.private_subnet_ids)
  bucket            = { name = module.bucket.name, arn = module.bucket.arn }
  dag_path          = local.dag_path
  requirements      = { key = aws_s3_object.requirements.key, version = aws_s3_object.requirements.version_id }
  plugins           = one([for zip in aws_s3_object.plugins : { key = zip.key, version = zip.version_id }])
  airflow_version   = var.airflow_version
  environment_class = var.environment_class
  workers           = var.workers
  schedulers        = var.schedulers
  webserver_access  = var.webserver_access
  server_cidrs      = [for server in values(var.gpu_servers) : "${server.address}/32"]
  ssh_ports         = [for server in values(var.gpu_servers) : server.port]
  secret_arns       = { ssh = aws_secretsmanager_secret.ssh.arn }
  log_days          = var.log_days
  kms_key_arn       = var.kms_key_arn
  # DAGs begin paused, and nobody else's examples are among them.
  configuration = { "core.load_examples" = "False" }
}
