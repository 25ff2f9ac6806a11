data "aws_region" "current" {}

data "aws_availability_zones" "available" {
  state = "available"
}

resource "aws_lightsail_static_ip" "this" {
  for_each = var.static_ip_names

  name = each.value
}

locals {
  services = {
    for name, service in {
      ssh           = { protocol = "tcp", port = 22 }
      http          = { protocol = "tcp", port = 80 }
      https         = { protocol = "tcp", port = 443 }
      wireguard     = { protocol = "udp", port = 51820 }
      prometheus    = { protocol = "tcp", port = 9090 }
      grafana       = { protocol = "tcp", port = 3000 }
      node_exporter = { protocol = "tcp", port = 9100 }
      alertmanager  = { protocol = "tcp", port = 9093 }
      } : name => {
      name      = name
      protocol  = service.protocol
      from_port = service.port
      to_port   = service.port
    }
  }

  rules = merge(
    { for name, source in var.sources : name => merge(local.services[name], { source = source }) },
    { for name, rule in var.custom_rules : name => merge(rule, { name = name }) },
  )
}
