locals {
  tags = merge(var.extra_tags, {
    Environment   = var.environment
    Service       = var.service
    Team          = var.team
    CriticalLevel = var.critical_level
    Backup        = var.backup
  })

  has_static_ip = var.create_static_ip || var.static_ip != null
}

resource "aws_lightsail_instance" "this" {
  name              = var.name
  availability_zone = var.availability_zone
  blueprint_id      = var.blueprint_id
  bundle_id         = var.bundle_id
  key_pair_name     = var.key_pair_name
  ip_address_type   = var.ip_address_type
  user_data         = var.user_data
  tags              = local.tags

  dynamic "add_on" {
    for_each = var.automatic_snapshots == null ? [] : [var.automatic_snapshots]

    content {
      type          = "AutoSnapshot"
      snapshot_time = add_on.value.time
      status        = add_on.value.enabled ? "Enabled" : "Disabled"
    }
  }

  lifecycle {
    # It runs once, at first boot: a changed script must not replace a running machine.
    ignore_changes = [user_data]
  }
}

resource "aws_lightsail_static_ip" "this" {
  count = var.create_static_ip ? 1 : 0

  name = "${var.name}-static-ip"
}

resource "aws_lightsail_static_ip_attachment" "this" {
  count = local.has_static_ip ? 1 : 0

  static_ip_name = var.create_static_ip ? aws_lightsail_static_ip.this[0].name : var.static_ip.name
  instance_name  = aws_lightsail_instance.this.name

  lifecycle {
    # A replaced instance keeps its name and id but loses its address. Only this shows it.
    replace_triggered_by = [aws_lightsail_instance.this.created_at]
  }
}

# The only one for this instance, because each such resource replaces the whole firewall.
resource "aws_lightsail_instance_public_ports" "this" {
  instance_name = aws_lightsail_instance.this.name

  dynamic "port_info" {
    for_each = local.rules

    # All three lists, even if empty: a missing one comes back as open to the world.
    content {
      protocol          = port_info.value.protocol
      from_port         = port_info.value.from_port
      to_port           = port_info.value.to_port
      cidrs             = port_info.value.cidrs
      ipv6_cidrs        = port_info.value.ipv6_cidrs
      cidr_list_aliases = port_info.value.cidr_list_aliases
    }
  }

  lifecycle {
    # A new instance of the same name starts with the image's own firewall.
    replace_triggered_by = [aws_lightsail_instance.this.created_at]
    # Not create_before_destroy: closing the old rules by port would close the new ones too.
  }
}
