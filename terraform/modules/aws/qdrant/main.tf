locals {
  nodes  = [for index in range(var.nodes) : "qdrant-${index + 1}"]
  domain = "${var.name}.internal"
  tls    = "/qdrant/tls"

  # By way of the mount targets, without which no task could start.
  file_system = distinct(aws_efs_mount_target.this[*].file_system_id)[0]
}

# A service for each node: it is a part of the data, and not one of many alike.
module "node" {
  source   = "../fargate-service"
  for_each = { for index, node in local.nodes : node => index }

  name       = "${var.name}-${each.key}"
  cluster    = var.cluster
  vpc_id     = var.vpc_id
  subnet_ids = [var.subnet_ids[each.value % length(var.subnet_ids)]]

  image           = var.image
  repository_arns = var.repository_arns
  size            = var.size
  tasks           = { desired = 1 }
  # Never two at work on the same files: the old one ends before the new one begins.
  deployment = { minimum = 0, maximum = 100 }
  log_days   = var.log_days

  entry_point = ["/bin/sh", "-c"]
  command = [templatefile("${path.module}/templates/start.sh.tftpl", {
    first      = each.value == 0
    first_node = local.nodes[0]
    node       = each.key
    domain     = local.domain
    tls_folder = local.tls
    program    = "./entrypoint.sh"
  })]

  settings = {
    QDRANT__CLUSTER__ENABLED                        = "true"
    QDRANT__CLUSTER__P2P__PORT                      = "6335"
    QDRANT__CLUSTER__P2P__ENABLE_TLS                = "true"
    QDRANT__SERVICE__ENABLE_TLS                     = "true"
    QDRANT__TLS__CERT                               = "${local.tls}/cert.pem"
    QDRANT__TLS__KEY                                = "${local.tls}/key.pem"
    QDRANT__TLS__CA_CERT                            = "${local.tls}/cacert.pem"
    QDRANT__TELEMETRY_DISABLED                      = "true"
    QDRANT__STORAGE__COLLECTION__REPLICATION_FACTOR = "2"
  }
  secrets         = { QDRANT__SERVICE__API_KEY = aws_secretsmanager_secret_version.api_key.arn }
  secret_key_arns = var.kms_key_arn[*]

  load_balancer            = module.load_balancer.target
  extra_security_group_ids = [aws_security_group.nodes.id]
  registry_arn             = aws_service_discovery_service.node[each.key].arn
  volumes = {
    storage = { file_system_id = local.file_system, access_point_id = aws_efs_access_point.this[each.key].id, path = "/qdrant/storage" }
    tls     = { file_system_id = local.file_system, access_point_id = aws_efs_access_point.this["tls"].id, path = local.tls }
  }
}

module "load_balancer" {
  source = "../load-balancer"

  name        = "${var.name}-qdrant"
  vpc_id      = var.vpc_id
  vpc_cidr    = var.vpc_cidr
  subnet_ids  = var.subnet_ids
  internal    = true
  ipv6        = false
  port        = 6333
  domain_name = var.domain_name
  zone_id     = var.zone_id
  target      = { port = 6333, protocol = "HTTPS", health_path = "/readyz" }

  deletion_protection = var.deletion_protection
}

resource "aws_route53_record" "this" {
  zone_id = var.zone_id
  name    = var.domain_name
  type    = "A"

  alias {
    name                   = module.load_balancer.alias.dns_name
    zone_id                = module.load_balancer.alias.zone_id
    evaluate_target_health = false
  }
}

resource "aws_secretsmanager_secret" "api_key" {
  name                    = "${var.name}/qdrant-api-key"
  description             = "API key of ${var.name}'s Qdrant"
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = var.deletion_protection ? 30 : 0
}

resource "aws_secretsmanager_secret_version" "api_key" {
  secret_id                = aws_secretsmanager_secret.api_key.id
  secret_string_wo         = var.api_key
  secret_string_wo_version = var.api_key_version
}

# Nodes find each other by name.
resource "aws_service_discovery_private_dns_namespace" "this" {
  name        = local.domain
  description = "Nodes of ${var.name}'s Qdrant"
  vpc         = var.vpc_id
}

resource "aws_service_discovery_service" "node" {
  for_each = toset(local.nodes)

  name = each.key

  dns_config {
    namespace_id   = aws_service_discovery_private_dns_namespace.this.id
    routing_policy = "MULTIVALUE"

    dns_records {
      type = "A"
      ttl  = 10
    }
  }
}

resource "aws_security_group" "nodes" {
  name        = "${var.name}-qdrant-nodes"
  description = "Nodes of ${var.name}'s Qdrant among themselves"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-qdrant-nodes" }
}

resource "aws_vpc_security_group_ingress_rule" "nodes" {
  security_group_id            = aws_security_group.nodes.id
  description                  = "Consensus and replication"
  referenced_security_group_id = aws_security_group.nodes.id
  ip_protocol                  = "tcp"
  from_port                    = 6335
  to_port                      = 6335
}
