output "static_ips" {
  description = "The static IPs by name, for the instance module's `static_ip`."
  value = {
    for name, static_ip in aws_lightsail_static_ip.this : name => {
      name       = static_ip.name
      ip_address = static_ip.ip_address
    }
  }
}

output "rule_sets" {
  description = "One rule for each entry of `sources` and `custom_rules`, by its name, for the instance module's `firewall_rules`."
  value = {
    for name, rule in local.rules : name => {
      name              = name
      protocol          = rule.protocol
      from_port         = rule.from_port
      to_port           = rule.to_port
      cidrs             = [for cidr in rule.source.cidrs : cidr if !strcontains(cidr, ":")]
      ipv6_cidrs        = [for cidr in rule.source.cidrs : cidr if strcontains(cidr, ":")]
      cidr_list_aliases = rule.source.lightsail_connect ? ["lightsail-connect"] : []
    }
  }
}

output "services" {
  description = "Every named service as a rule without sources; merge `cidrs` into it if they are only known during the apply."
  value       = local.services
}

output "region" {
  description = "The provider's region."
  value       = data.aws_region.current.name
}

output "availability_zones" {
  description = "Zones of the region that are available to the account."
  value       = data.aws_availability_zones.available.names
}
