locals {
  family = "neptune${join(".", slice(split(".", var.engine_version), 0, 2))}"
}

resource "aws_neptune_cluster" "this" {
  cluster_identifier = var.name
  engine             = "neptune"
  engine_version     = var.engine_version
  port               = 8182

  neptune_subnet_group_name            = aws_neptune_subnet_group.this.name
  vpc_security_group_ids               = [aws_security_group.this.id]
  neptune_cluster_parameter_group_name = aws_neptune_cluster_parameter_group.this.name

  iam_database_authentication_enabled = true
  iam_roles                           = [for role in aws_iam_role.load : role.arn]
  storage_encrypted                   = true
  kms_key_arn                         = var.kms_key_arn

  backup_retention_period      = var.backup_days
  preferred_backup_window      = "03:00-04:00"
  preferred_maintenance_window = "sun:05:00-sun:06:00"
  copy_tags_to_snapshot        = true
  deletion_protection          = var.deletion_protection
  skip_final_snapshot          = !var.deletion_protection
  final_snapshot_identifier    = var.deletion_protection ? "${var.name}-last" : null

  enable_cloudwatch_logs_exports = ["audit"]
  apply_immediately              = true

  # Neptune would make it, and keep it for ever.
  depends_on = [aws_cloudwatch_log_group.audit]
}

resource "aws_neptune_cluster_instance" "this" {
  count = 1 + var.readers

  identifier                   = "${var.name}-${count.index + 1}"
  cluster_identifier           = aws_neptune_cluster.this.id
  engine                       = "neptune"
  instance_class               = var.instance_class
  availability_zone            = data.aws_subnet.this[count.index % length(var.subnet_ids)].availability_zone
  neptune_subnet_group_name    = aws_neptune_subnet_group.this.name
  preferred_maintenance_window = "sun:05:00-sun:06:00"
  publicly_accessible          = false
  auto_minor_version_upgrade   = true
  apply_immediately            = true
}

# Left alone, both could come up in the same zone.
data "aws_subnet" "this" {
  count = length(var.subnet_ids)

  id = var.subnet_ids[count.index]
}

resource "aws_neptune_cluster_parameter_group" "this" {
  name        = "${var.name}-${replace(local.family, ".", "-")}"
  family      = local.family
  description = "Audit log for ${var.name}"

  parameter {
    name         = "neptune_enable_audit_log"
    value        = "1"
    apply_method = "pending-reboot"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_neptune_subnet_group" "this" {
  name        = "${var.name}-graph"
  description = "Private subnets of ${var.name}"
  subnet_ids  = var.subnet_ids
}

resource "aws_cloudwatch_log_group" "audit" {
  name              = "/aws/neptune/${var.name}/audit"
  retention_in_days = var.log_days
}

resource "aws_security_group" "this" {
  name        = "${var.name}-neptune"
  description = "Neptune of ${var.name}"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-neptune" }
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = var.clients

  security_group_id            = aws_security_group.this.id
  description                  = each.key
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = 8182
  to_port                      = 8182
}
