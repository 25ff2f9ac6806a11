data "aws_caller_identity" "current" {}

locals {
  trust = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      # Not for tasks of other accounts.
      Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
    }]
  })

  secret_arns    = [for reference in values(var.secrets) : join(":", slice(split(":", reference), 0, 7)) if strcontains(reference, ":secretsmanager:")]
  parameter_arns = concat([for parameter in values(aws_ssm_parameter.setting) : parameter.arn], [for reference in values(var.secrets) : reference if strcontains(reference, ":ssm:")])

  # A statement without resources is not allowed, so that each is there only where it has some.
  execution = concat(
    [{
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = ["${aws_cloudwatch_log_group.this.arn}:*"]
    }],
    length(var.settings) + length(var.secrets) == 0 ? [] : [{
      Effect   = "Allow"
      Action   = ["ssm:GetParameters", "secretsmanager:GetSecretValue"]
      Resource = distinct(concat(local.parameter_arns, local.secret_arns))
    }],
    length(var.secret_key_arns) == 0 ? [] : [{
      Effect   = "Allow"
      Action   = ["kms:Decrypt"]
      Resource = var.secret_key_arns
    }],
    length(var.repository_arns) == 0 ? [] : [
      {
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = var.repository_arns
      },
      {
        # It is for the registry as a whole, and has no resource to name.
        Effect   = "Allow"
        Action   = ["ecr:GetAuthorizationToken"]
        Resource = ["*"]
      },
    ],
  )

  volume_access = [for volume in values(var.volumes) : {
    Effect    = "Allow"
    Action    = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"]
    Resource  = ["arn:aws:elasticfilesystem:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:file-system/${volume.file_system_id}"]
    Condition = { StringEquals = { "elasticfilesystem:AccessPointArn" = "arn:aws:elasticfilesystem:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:access-point/${volume.access_point_id}" } }
  }]
  remote_shell = var.remote_shell ? [{
    Effect   = "Allow"
    Action   = ["ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"]
    Resource = ["*"]
  }] : []
  # The lists hold objects of different shapes, which JSON makes one type of.
  task = concat([for list in [var.policy_statements, local.volume_access, local.remote_shell] : jsondecode(jsonencode(list))]...)
}

# What ECS does to start a task: fetch its image, read its settings, write its log.
resource "aws_iam_role" "execution" {
  name               = "${var.name}-${data.aws_region.current.name}-start"
  assume_role_policy = local.trust
}

resource "aws_iam_role_policy" "execution" {
  name   = "start-task"
  role   = aws_iam_role.execution.name
  policy = jsonencode({ Version = "2012-10-17", Statement = local.execution })
}

# What the application itself may do.
resource "aws_iam_role" "task" {
  name               = "${var.name}-${data.aws_region.current.name}-task"
  assume_role_policy = local.trust
}

resource "aws_iam_role_policy" "task" {
  count = length(var.policy_statements) + length(var.volumes) + (var.remote_shell ? 1 : 0) == 0 ? 0 : 1

  name   = "application"
  role   = aws_iam_role.task.name
  policy = jsonencode({ Version = "2012-10-17", Statement = local.task })
}
