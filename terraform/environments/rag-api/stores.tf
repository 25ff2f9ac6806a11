module "redis" {
  source = "../../modules/aws/redis"

  name                = var.name
  vpc_id              = module.network.vpc_id
  subnet_ids          = module.network.private_subnet_ids
  clients             = local.clients
  node_type           = var.redis.node_type
  shards              = var.redis.shards
  replicas            = var.redis.replicas
  kms_key_arn         = var.kms_key_arn
  deletion_protection = var.deletion_protection
}

module "qdrant" {
  source = "../../modules/aws/qdrant"
  count  = local.has_qdrant

  name                = var.name
  cluster             = local.cluster
  vpc_id              = module.network.vpc_id
  vpc_cidr            = module.network.cidr
  subnet_ids          = module.network.private_subnet_ids
  domain_name         = "qdrant.${var.domain_name}"
  zone_id             = var.zone_id
  nodes               = local.qdrant.nodes
  size                = { vcpu = local.qdrant.vcpu, memory = local.qdrant.memory }
  image               = local.qdrant.image
  api_key             = var.qdrant_api_key
  api_key_version     = var.secrets_version
  kms_key_arn         = var.kms_key_arn
  deletion_protection = var.deletion_protection
}

module "postgres" {
  source = "../../modules/aws/postgres-vector"
  count  = local.has_postgres

  name                = var.name
  vpc_id              = module.network.vpc_id
  subnet_ids          = module.network.private_subnet_ids
  clients             = local.clients
  instance_class      = local.postgres.instance_class
  storage             = { size = local.postgres.size, max = local.postgres.max, iops = local.postgres.iops }
  embedding_dimension = var.embedding_dimension
  password            = var.postgres_password
  password_version    = var.secrets_version
  kms_key_arn         = var.kms_key_arn
  deletion_protection = var.deletion_protection
}

module "neptune" {
  source = "../../modules/aws/neptune"
  count  = local.has_neptune

  name                = var.name
  vpc_id              = module.network.vpc_id
  subnet_ids          = module.network.private_subnet_ids
  clients             = local.clients
  instance_class      = local.neptune.instance_class
  readers             = local.neptune.readers
  load_from           = { backups = module.backups.arn }
  kms_key_arn         = var.kms_key_arn
  deletion_protection = var.deletion_protection
}

module "memgraph" {
  source = "../../modules/aws/memgraph"
  count  = local.has_memgraph

  name                = var.name
  vpc_id              = module.network.vpc_id
  subnet_ids          = module.network.private_subnet_ids
  clients             = local.clients
  instance_type       = local.memgraph.instance_type
  nodes               = local.memgraph.nodes
  main_node           = local.memgraph.main_node
  volume_size         = local.memgraph.volume_size
  image               = local.memgraph.image
  backup_bucket       = { name = module.backups.name, arn = module.backups.arn }
  password            = var.memgraph_password
  password_version    = var.secrets_version
  kms_key_arn         = var.kms_key_arn
  deletion_protection = var.deletion_protection
}

locals {
  # The figures of a store that is chosen and has no settings; null is what settings are without it.
  qdrant   = coalesce(var.qdrant, { nodes = 3, vcpu = 4, memory = 16, image = "qdrant/qdrant:v1.15.4" })
  postgres = coalesce(var.postgres, { instance_class = "db.r7g.large", size = 500, max = 1000, iops = null })
  neptune  = coalesce(var.neptune, { instance_class = "db.r6g.large", readers = 1 })
  memgraph = coalesce(var.memgraph, { instance_type = "c7g.xlarge", nodes = 3, volume_size = 500, image = "memgraph/memgraph:3.5.0", main_node = 1 })
}
