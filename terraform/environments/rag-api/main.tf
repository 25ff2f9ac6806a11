data "aws_caller_identity" "current" {}

locals {
  has_qdrant   = var.vector_store == "qdrant" ? 1 : 0
  has_postgres = var.vector_store == "postgres" ? 1 : 0
  has_neptune  = var.graph_store == "neptune" ? 1 : 0
  has_memgraph = var.graph_store == "memgraph" ? 1 : 0

  cluster = { name = aws_ecs_cluster.this.name, arn = aws_ecs_cluster.this.arn }
  clients = { api = module.api.security_group_id }

  # How the application finds its stores. Under the names that it knows; nothing in it is secret.
  environment = merge(concat(
    [{
      REDIS_URI      = module.redis.uri
      VECTOR_STORAGE = { qdrant = "QdrantStorage", postgres = "PGVectorStorage" }[var.vector_store]
      EMBEDDING_DIM  = tostring(var.embedding_dimension)
      GRAPH_STORAGE  = { neptune = "Neo4JStorage", memgraph = "MemgraphStorage" }[var.graph_store]
    }],
    [for it in module.qdrant : { QDRANT_URL = it.url }],
    [for it in module.postgres : it.environment],
    [for it in module.neptune : { NEO4J_URI = it.uri }],
    [for it in module.memgraph : { MEMGRAPH_URI = it.uri, MEMGRAPH_USERNAME = it.username }],
  )...)
  secrets = merge(concat(
    [for it in module.qdrant : { QDRANT_API_KEY = it.api_key_secret_arn }],
    [for it in module.postgres : { POSTGRES_PASSWORD = it.password_secret_arn }],
    [for it in module.memgraph : { MEMGRAPH_PASSWORD = it.password_secret_arn }],
  )...)
}

module "network" {
  source = "../../modules/aws/network"

  name                = var.name
  zones               = [for letter in var.zones : "${var.region}${letter}"]
  nat_gateways        = var.nat_gateways
  interface_endpoints = var.interface_endpoints
}

module "backups" {
  source = "../../modules/aws/bucket"

  name                = "${var.name}-backups-${data.aws_caller_identity.current.account_id}-${var.region}"
  kms_key_arn         = var.kms_key_arn
  expire_after_days   = { "memgraph/" = 7 }
  deletion_protection = var.deletion_protection
}

resource "aws_ecs_cluster" "this" {
  name = var.name

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

module "load_balancer" {
  source = "../../modules/aws/load-balancer"

  name                = var.name
  vpc_id              = module.network.vpc_id
  vpc_cidr            = module.network.cidr
  subnet_ids          = module.network.public_subnet_ids
  client_cidrs        = var.client_cidrs
  domain_name         = var.domain_name
  zone_id             = var.zone_id
  target              = { port = 8000, health_path = "/health" }
  deletion_protection = var.deletion_protection
}

module "api" {
  source = "../../modules/aws/fargate-service"

  name       = var.name
  cluster    = local.cluster
  vpc_id     = module.network.vpc_id
  subnet_ids = module.network.private_subnet_ids

  image           = "${aws_ecr_repository.api.repository_url}:${var.image_tag}"
  repository_arns = [aws_ecr_repository.api.arn]
  architecture    = var.architecture
  size            = var.api_size
  tasks           = var.api_tasks
  load_balancer   = module.load_balancer.target

  settings          = merge(var.api_settings, local.environment)
  secrets           = merge(var.api_secrets, local.secrets)
  secret_key_arns   = var.kms_key_arn[*]
  policy_statements = flatten(module.neptune[*].client_policy)
}

resource "aws_ecr_repository" "api" {
  name                 = var.name
  image_tag_mutability = "IMMUTABLE"
  force_delete         = !var.deletion_protection

  encryption_configuration {
    encryption_type = var.kms_key_arn == null ? "AES256" : "KMS"
    kms_key         = var.kms_key_arn
  }
  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_lifecycle_policy" "api" {
  repository = aws_ecr_repository.api.name

  policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "The last 20 images are enough to go back."
      selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 20 }
      action       = { type = "expire" }
    }]
  })
}

module "record" {
  source = "../../modules/aws/weighted-record"

  zone_id = var.zone_id
  name    = var.domain_name

  targets = merge(
    { managed = { weight = var.self_hosted == null ? 100 : 0, alias = module.load_balancer.alias } },
    var.self_hosted == null ? {} : { self-hosted = { weight = 100, ipv4 = var.self_hosted.ipv4, ipv6 = var.self_hosted.ipv6 } },
  )
}
