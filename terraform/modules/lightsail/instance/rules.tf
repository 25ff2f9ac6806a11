# The rules in the form that Lightsail returns; any other form would show a change in every plan.
locals {
  rules = concat(local.plain_rules, local.rules_for_all)

  plain_rules = [
    for rule in var.firewall_rules : {
      protocol = rule.protocol
      # For ICMP these are type and code; a ping is 8 and 0.
      from_port         = rule.from_port
      to_port           = coalesce(rule.to_port, startswith(rule.protocol, "icmp") ? 0 : rule.from_port)
      cidrs             = rule.cidrs
      ipv6_cidrs        = [for cidr in rule.ipv6_cidrs : local.ipv6[cidr]]
      cidr_list_aliases = rule.cidr_list_aliases
    } if rule.protocol != "all"
  ]

  # Lightsail returns protocol `all` as `-1`, which the provider can neither match nor close.
  rules_for_all = flatten([
    for rule in var.firewall_rules : [
      for part in local.all : {
        protocol          = part.protocol
        from_port         = part.from_port
        to_port           = part.to_port
        cidrs             = part.ipv4 ? rule.cidrs : []
        ipv6_cidrs        = part.ipv6 ? [for cidr in rule.ipv6_cidrs : local.ipv6[cidr]] : []
        cidr_list_aliases = part.ipv4 ? rule.cidr_list_aliases : []
      } if(part.ipv4 && length(rule.cidrs) + length(rule.cidr_list_aliases) > 0) || (part.ipv6 && length(rule.ipv6_cidrs) > 0)
    ] if rule.protocol == "all"
  ])

  all = [
    { protocol = "tcp", from_port = 0, to_port = 65535, ipv4 = true, ipv6 = true },
    { protocol = "udp", from_port = 0, to_port = 65535, ipv4 = true, ipv6 = true },
    { protocol = "icmp", from_port = 8, to_port = 0, ipv4 = true, ipv6 = false },
    { protocol = "icmpv6", from_port = 128, to_port = 0, ipv4 = false, ipv6 = true },
  ]

  # Lower-case, eight groups, no `::` except in the whole of `::/0`.
  ipv6 = {
    for cidr, halves in local.ipv6_halves : cidr => format("%s/%s",
      halves == tolist(["", ""]) ? "::" : join(":", concat(
        compact(split(":", halves[0])),
        length(halves) == 1 ? [] : [
          for _ in range(8 - length(compact(split(":", halves[0]))) - length(compact(split(":", halves[1])))) : "0"
        ],
        length(halves) == 1 ? [] : compact(split(":", halves[1])),
      )),
      split("/", cidr)[1],
    )
  }
  ipv6_halves = {
    for cidr in distinct(flatten(var.firewall_rules[*].ipv6_cidrs)) : cidr => split("::", cidrhost(cidr, 0))
  }
}
