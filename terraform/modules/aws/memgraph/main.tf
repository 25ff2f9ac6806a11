data "aws_region" "current" {}

data "aws_ssm_parameter" "image" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"
}

data "aws_subnet" "this" {
  count = length(var.subnet_ids)

  id = var.subnet_ids[count.index]
}

locals {
  nodes    = { for index in range(var.nodes) : "node-${index + 1}" => data.aws_subnet.this[index % length(var.subnet_ids)] }
  main     = "node-${var.main_node}"
  ports    = { bolt = 7687, monitoring = 7444 }
  registry = length(var.repository_arns) == 0 ? "" : split("/", var.image)[0]
}

# Address and data outlive a node: its successor takes both over.
resource "aws_network_interface" "node" {
  for_each = local.nodes

  subnet_id       = each.value.id
  security_groups = [aws_security_group.nodes.id]

  tags = { Name = "${var.name}-memgraph-${each.key}" }
}

resource "aws_ebs_volume" "data" {
  for_each = local.nodes

  availability_zone = each.value.availability_zone
  type              = "gp3"
  size              = var.volume_size
  encrypted         = true
  kms_key_id        = var.kms_key_arn
  final_snapshot    = var.deletion_protection

  tags = { Name = "${var.name}-memgraph-${each.key}" }
}

resource "aws_instance" "node" {
  for_each = local.nodes

  ami                  = data.aws_ssm_parameter.image.value
  instance_type        = var.instance_type
  iam_instance_profile = aws_iam_instance_profile.node.name
  ebs_optimized        = true

  network_interface {
    device_index         = 0
    network_interface_id = aws_network_interface.node[each.key].id
  }

  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  root_block_device {
    volume_type = "gp3"
    volume_size = 20
    encrypted   = true
    kms_key_id  = var.kms_key_arn
  }

  # Nothing but this script makes a node: another script is another node.
  user_data_replace_on_change = true
  user_data = templatefile("${path.module}/templates/node.sh.tftpl", {
    region     = data.aws_region.current.name
    node       = each.key
    volume     = replace(aws_ebs_volume.data[each.key].id, "-", "")
    image      = var.image
    registry   = local.registry
    username   = var.username
    secret_arn = aws_secretsmanager_secret.password.arn
    bucket     = var.backup_bucket.name
    log_group  = aws_cloudwatch_log_group.this.name
    # As they were at first; a failover is Memgraph's own matter.
    main     = each.key == "node-1"
    replicas = [for node in keys(local.nodes) : { name = replace(node, "-", "_"), address = aws_network_interface.node[node].private_ip } if node != "node-1"]
  })

  tags = { Name = "${var.name}-memgraph-${each.key}" }

  depends_on = [aws_iam_role_policy.node, aws_secretsmanager_secret_version.password, aws_vpc_security_group_egress_rule.nodes]

  lifecycle {
    # A newer image of AWS's must not replace nodes by surprise.
    ignore_changes = [ami]
  }
}

resource "aws_volume_attachment" "data" {
  for_each = local.nodes

  device_name                    = "/dev/sdf"
  volume_id                      = aws_ebs_volume.data[each.key].id
  instance_id                    = aws_instance.node[each.key].id
  stop_instance_before_detaching = true
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/${var.name}/memgraph"
  retention_in_days = var.log_days
}

resource "aws_secretsmanager_secret" "password" {
  name                    = "${var.name}/memgraph-password"
  description             = "Password of ${var.username} in ${var.name}'s Memgraph"
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = var.deletion_protection ? 30 : 0
}

resource "aws_secretsmanager_secret_version" "password" {
  secret_id                = aws_secretsmanager_secret.password.id
  secret_string_wo         = var.password
  secret_string_wo_version = var.password_version
}
