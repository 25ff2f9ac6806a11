resource "aws_security_group" "nodes" {
  name        = "${var.name}-memgraph-nodes"
  description = "Nodes of ${var.name}'s Memgraph"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-memgraph-nodes" }
}

resource "aws_vpc_security_group_ingress_rule" "load_balancer" {
  for_each = local.ports

  security_group_id            = aws_security_group.nodes.id
  description                  = each.key
  referenced_security_group_id = aws_security_group.load_balancer.id
  ip_protocol                  = "tcp"
  from_port                    = each.value
  to_port                      = each.value
}

resource "aws_vpc_security_group_ingress_rule" "replication" {
  security_group_id            = aws_security_group.nodes.id
  description                  = "Replication"
  referenced_security_group_id = aws_security_group.nodes.id
  ip_protocol                  = "tcp"
  from_port                    = 10000
  to_port                      = 10000
}

# Packages, the image, AWS's APIs, the other nodes.
resource "aws_vpc_security_group_egress_rule" "nodes" {
  security_group_id = aws_security_group.nodes.id
  description       = "Everywhere"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

locals {
  access = concat(
    [
      {
        Effect   = "Allow"
        Action   = ["secretsmanager:GetSecretValue"]
        Resource = [aws_secretsmanager_secret.password.arn]
      },
      {
        Effect   = "Allow"
        Action   = ["s3:PutObject"]
        Resource = ["${var.backup_bucket.arn}/memgraph/*"]
      },
      {
        Effect    = "Allow"
        Action    = ["s3:ListBucket"]
        Resource  = [var.backup_bucket.arn]
        Condition = { StringLike = { "s3:prefix" = ["memgraph/*"] } }
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = ["${aws_cloudwatch_log_group.this.arn}:*"]
      },
    ],
    var.kms_key_arn == null ? [] : [{
      Effect   = "Allow"
      Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource = [var.kms_key_arn]
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
}

resource "aws_iam_role" "node" {
  name = "${var.name}-${data.aws_region.current.name}-memgraph"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "node" {
  name   = "memgraph"
  role   = aws_iam_role.node.name
  policy = jsonencode({ Version = "2012-10-17", Statement = local.access })
}

resource "aws_iam_role_policy_attachment" "shell" {
  count = var.remote_shell ? 1 : 0

  role       = aws_iam_role.node.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "node" {
  name = aws_iam_role.node.name
  role = aws_iam_role.node.name
}
