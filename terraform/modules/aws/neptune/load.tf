data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

# The bulk loader reads as this role, through the VPC's endpoint for S3.
resource "aws_iam_role" "load" {
  count = length(var.load_from) == 0 ? 0 : 1

  name = "${var.name}-${data.aws_region.current.name}-neptune-load"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "rds.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
    }]
  })
}

resource "aws_iam_role_policy" "load" {
  count = length(var.load_from) == 0 ? 0 : 1

  name = "read-what-is-loaded"
  role = aws_iam_role.load[0].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject", "s3:ListBucket"]
      Resource = flatten([for arn in values(var.load_from) : [arn, "${arn}/*"]])
    }]
  })
}
