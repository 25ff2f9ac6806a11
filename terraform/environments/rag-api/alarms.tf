module "alarms" {
  source = "../../modules/aws/alarms"

  name   = var.name
  emails = var.alarm_emails

  alarms = merge(
    {
      api-cpu = {
        description = "The API's tasks have used more than ${var.alarm_thresholds.api_cpu} % of their CPU for ten minutes."
        namespace   = "AWS/ECS"
        metric      = "CPUUtilization"
        dimensions  = module.api.dimensions
        threshold   = var.alarm_thresholds.api_cpu
        periods     = 2
      }
      api-5xx = {
        description  = "The API has answered more than ${var.alarm_thresholds.api_5xx} requests with an error in five minutes."
        namespace    = "AWS/ApplicationELB"
        metric       = "HTTPCode_Target_5XX_Count"
        dimensions   = module.load_balancer.dimensions
        statistic    = "Sum"
        threshold    = var.alarm_thresholds.api_5xx
        without_data = "ok"
      }
      api-unhealthy = {
        description = "A task of the API has failed its health check for ten minutes."
        namespace   = "AWS/ApplicationELB"
        metric      = "UnHealthyHostCount"
        dimensions  = module.load_balancer.dimensions
        statistic   = "Maximum"
        threshold   = 0
        periods     = 2
      }
    },
    {
      for node in module.redis.node_ids : "redis-memory-${trimprefix(node, "${var.name}-")}" => {
        description = "Redis node ${node} has used more than ${var.alarm_thresholds.redis_memory} % of its memory."
        namespace   = "AWS/ElastiCache"
        metric      = "DatabaseMemoryUsagePercentage"
        dimensions  = { CacheClusterId = node }
        threshold   = var.alarm_thresholds.redis_memory
      }
    },
    local.store_alarms,
  )
}

locals {
  store_alarms = merge(concat(
    [for it in module.qdrant : {
      qdrant-unhealthy = {
        description = "A node of Qdrant has failed its health check for five minutes."
        namespace   = "AWS/ApplicationELB"
        metric      = "UnHealthyHostCount"
        dimensions  = it.target_dimensions
        statistic   = "Maximum"
        threshold   = 0
      }
    }],
    [for it in module.postgres : {
      postgres-storage = {
        description = "PostgreSQL has less than a tenth of its storage left."
        namespace   = "AWS/RDS"
        metric      = "FreeStorageSpace"
        dimensions  = { DBInstanceIdentifier = it.identifier }
        statistic   = "Minimum"
        comparison  = "below"
        threshold   = local.postgres.size * 1024 * 1024 * 1024 / 10
      }
    }],
    [for it in module.neptune : {
      neptune-cpu = {
        description = "Neptune has used more than 90 % of its CPU for ten minutes."
        namespace   = "AWS/Neptune"
        metric      = "CPUUtilization"
        dimensions  = { DBClusterIdentifier = it.id }
        threshold   = 90
        periods     = 2
      }
    }],
    [for it in module.memgraph : {
      memgraph-unreachable = {
        description = "Memgraph's main node has not been reached for five minutes."
        namespace   = "AWS/NetworkELB"
        metric      = "UnHealthyHostCount"
        dimensions  = it.target_dimensions
        statistic   = "Maximum"
        threshold   = 0
      }
    }],
  )...)
}
