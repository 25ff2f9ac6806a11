variable "static_ip_names" {
  description = "Static IPs to allocate. Names are shared with all other resources of the region. A region has five unless AWS raised the quota."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for name in var.static_ip_names : can(regex("^[A-Za-z0-9][A-Za-z0-9._-]{0,253}[A-Za-z0-9]$", name))])
    error_message = "A name has 2 to 255 characters: letters, digits, \".\", \"-\" and \"_\", with a letter or digit at both ends."
  }
}

variable "sources" {
  description = "Who may reach a named service, as CIDRs of either family; `lightsail_connect` adds SSH in the browser. Other services get no rule set."
  type = map(object({
    cidrs             = optional(list(string), [])
    lightsail_connect = optional(bool, false)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = length(setsubtract(keys(var.sources), ["ssh", "http", "https", "wireguard", "prometheus", "grafana", "node_exporter", "alertmanager"])) == 0
    error_message = "The named services are ssh, http, https, wireguard, prometheus, grafana, node_exporter and alertmanager; use custom_rules for others."
  }
  validation {
    condition     = alltrue([for source in values(var.sources) : length(source.cidrs) > 0 || source.lightsail_connect])
    error_message = "A named service has no source: Lightsail would open it to the world. Leave the service out, or write 0.0.0.0/0 and ::/0 if that is wanted."
  }
  validation {
    condition     = alltrue(flatten([for source in values(var.sources) : [for cidr in source.cidrs : can(cidrhost(cidr, 0))]]))
    error_message = "A source is not a network such as 203.0.113.0/24 or 2001:db8::/32."
  }
}

variable "custom_rules" {
  description = "Your own rule sets by name: protocol, ports and source as above."
  type = map(object({
    protocol  = string
    from_port = optional(number)
    to_port   = optional(number)
    source = object({
      cidrs             = optional(list(string), [])
      lightsail_connect = optional(bool, false)
    })
  }))
  default  = {}
  nullable = false

  validation {
    condition     = length(setintersection(keys(var.custom_rules), ["ssh", "http", "https", "wireguard", "prometheus", "grafana", "node_exporter", "alertmanager"])) == 0
    error_message = "A custom rule has the name of a named service; give its sources in `sources`, or choose another name."
  }
  validation {
    condition     = alltrue([for rule in values(var.custom_rules) : contains(["tcp", "udp", "icmp", "icmpv6", "all"], rule.protocol)])
    error_message = "The protocol of a rule is tcp, udp, icmp, icmpv6 or all, in lower case."
  }
  validation {
    condition     = alltrue([for rule in values(var.custom_rules) : length(rule.source.cidrs) > 0 || rule.source.lightsail_connect])
    error_message = "A custom rule has no source: Lightsail would open it to the world. Write 0.0.0.0/0 and ::/0 if that is wanted."
  }
  validation {
    condition     = alltrue(flatten([for rule in values(var.custom_rules) : [for cidr in rule.source.cidrs : can(cidrhost(cidr, 0))]]))
    error_message = "A source is not a network such as 203.0.113.0/24 or 2001:db8::/32."
  }
}
