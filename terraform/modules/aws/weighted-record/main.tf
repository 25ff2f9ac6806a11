locals {
  # IPv6 only where every target has it: clients that prefer it would all go to those that do.
  types = alltrue([for target in values(var.targets) : target.alias == null ? length(target.ipv6) > 0 : target.alias.ipv6]) ? ["A", "AAAA"] : ["A"]

  records = {
    for pair in setproduct(local.types, keys(var.targets)) : "${pair[0]} ${pair[1]}" => {
      type       = pair[0]
      identifier = pair[1]
      target     = var.targets[pair[1]]
      addresses  = pair[0] == "A" ? var.targets[pair[1]].ipv4 : var.targets[pair[1]].ipv6
    }
  }
}

resource "aws_route53_record" "this" {
  for_each = local.records

  zone_id        = var.zone_id
  name           = var.name
  type           = each.value.type
  set_identifier = each.value.identifier
  ttl            = each.value.target.alias == null ? var.ttl : null
  records        = each.value.target.alias == null ? each.value.addresses : null

  weighted_routing_policy {
    weight = each.value.target.weight
  }

  dynamic "alias" {
    for_each = each.value.target.alias[*]

    content {
      name                   = alias.value.dns_name
      zone_id                = alias.value.zone_id
      evaluate_target_health = true
    }
  }

  lifecycle {
    # Traffic is moved outside of Terraform, which must never move it back by an apply.
    ignore_changes = [weighted_routing_policy]
  }
}
