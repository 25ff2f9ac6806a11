resource "aws_iam_role" "this" {
  name = "${var.name}-${local.region}-airflow"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = ["airflow.amazonaws.com", "airflow-env.amazonaws.com"] }
      # Not for environments of others, nor for another one of this account.
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account }
        ArnLike      = { "aws:SourceArn" = local.arn }
      }
    }]
  })
}

# https://docs.aws.amazon.com/mwaa/latest/userguide/mwaa-create-role.html
locals {
  statements = concat(
    [
      {
        Sid      = "Health"
        Effect   = "Allow"
        Action   = "airflow:PublishMetrics"
        Resource = local.arn
      },
      {
        Sid      = "Bucket"
        Effect   = "Allow"
        Action   = ["s3:GetObject*", "s3:GetBucket*", "s3:GetEncryptionConfiguration", "s3:List*"]
        Resource = [var.bucket.arn, "${var.bucket.arn}/*"]
      },
      {
        # It has no narrower resource. The service refuses an account whose settings it can't read.
        Sid      = "PublicAccessOfTheAccount"
        Effect   = "Allow"
        Action   = "s3:GetAccountPublicAccessBlock"
        Resource = "*"
      },
      {
        Sid    = "Logs"
        Effect = "Allow"
        Action = [
          "logs:CreateLogStream",
          "logs:CreateLogGroup",
          "logs:PutLogEvents",
          "logs:GetLogEvents",
          "logs:GetLogRecord",
          "logs:GetLogGroupFields",
          "logs:GetQueryResults",
        ]
        Resource = "arn:${local.partition}:logs:${local.region}:${local.account}:log-group:airflow-${var.name}-*"
      },
      {
        # Neither has a narrower resource.
        Sid      = "LogGroupsAndMetrics"
        Effect   = "Allow"
        Action   = ["logs:DescribeLogGroups", "cloudwatch:PutMetricData"]
        Resource = "*"
      },
      {
        # The queue is in an account of the service.
        Sid    = "Queue"
        Effect = "Allow"
        Action = [
          "sqs:ChangeMessageVisibility",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:GetQueueUrl",
          "sqs:ReceiveMessage",
          "sqs:SendMessage",
        ]
        Resource = "arn:${local.partition}:sqs:${local.region}:*:airflow-celery-*"
      },
    ],
    # Keys of AWS are in an account of its own: none of this account's is opened.
    var.kms_key_arn == null ? [{
      Sid         = "KeysOfAWS"
      Effect      = "Allow"
      Action      = local.key_actions
      NotResource = "arn:${local.partition}:kms:*:${local.account}:key/*"
      Condition   = { StringLike = { "kms:ViaService" = local.key_services } }
    }] : [],
    var.kms_key_arn == null ? [] : [{
      Sid       = "Key"
      Effect    = "Allow"
      Action    = local.key_actions
      Resource  = var.kms_key_arn
      Condition = { StringLike = { "kms:ViaService" = concat(local.key_services, ["secretsmanager.${local.region}.amazonaws.com"]) } }
    }],
    length(var.secret_arns) == 0 ? [] : [{
      Sid      = "Secrets"
      Effect   = "Allow"
      Action   = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]
      Resource = values(var.secret_arns)
    }],
  )

  key_actions  = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*", "kms:Encrypt"]
  key_services = ["sqs.${local.region}.amazonaws.com", "s3.${local.region}.amazonaws.com"]
}

resource "aws_iam_role_policy" "this" {
  name = "run-airflow"
  role = aws_iam_role.this.name

  policy = jsonencode({ Version = "2012-10-17", Statement = local.statements })
}
