data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.name
  arn       = "arn:${local.partition}:airflow:${local.region}:${local.account}:environment/${var.name}"

  # Amazon MWAA's own names; two of them have capitals of their own.
  log_groups = {
    dag_processing = "airflow-${var.name}-DAGProcessing"
    scheduler      = "airflow-${var.name}-Scheduler"
    task           = "airflow-${var.name}-Task"
    webserver      = "airflow-${var.name}-WebServer"
    worker         = "airflow-${var.name}-Worker"
  }
}

# Amazon MWAA would make them itself, and keep what is in them for ever.
resource "aws_cloudwatch_log_group" "this" {
  for_each = local.log_groups

  name              = each.value
  retention_in_days = var.log_days
  kms_key_id        = var.kms_key_arn
}

resource "aws_mwaa_environment" "this" {
  name                            = var.name
  airflow_version                 = var.airflow_version
  environment_class               = var.environment_class
  min_workers                     = var.workers.min
  max_workers                     = var.workers.max
  schedulers                      = var.schedulers
  webserver_access_mode           = var.webserver_access
  weekly_maintenance_window_start = var.maintenance_start
  kms_key                         = var.kms_key_arn
  execution_role_arn              = aws_iam_role.this.arn
  airflow_configuration_options   = var.configuration

  source_bucket_arn              = var.bucket.arn
  dag_s3_path                    = var.dag_path
  requirements_s3_path           = try(var.requirements.key, null)
  requirements_s3_object_version = try(var.requirements.version, null)
  plugins_s3_path                = try(var.plugins.key, null)
  plugins_s3_object_version      = try(var.plugins.version, null)

  network_configuration {
    security_group_ids = [aws_security_group.this.id]
    subnet_ids         = values(var.subnets)
  }

  logging_configuration {
    dag_processing_logs {
      enabled   = true
      log_level = "INFO"
    }
    scheduler_logs {
      enabled   = true
      log_level = "INFO"
    }
    task_logs {
      enabled   = true
      log_level = "INFO"
    }
    webserver_logs {
      enabled   = true
      log_level = "INFO"
    }
    worker_logs {
      enabled   = true
      log_level = "INFO"
    }
  }

  # The service looks at what the role may do when an environment is made.
  depends_on = [aws_iam_role_policy.this, aws_cloudwatch_log_group.this]
}
