variable "name" {
  description = "Name of the instance, by convention {environment}-{service}-{number}."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9._-]{0,253}[A-Za-z0-9]$", var.name))
    error_message = "A name has 2 to 255 characters: letters, digits, \".\", \"-\" and \"_\", with a letter or digit at both ends."
  }
  validation {
    condition     = !contains(["all", "ungrouped", "localhost", "data_collectors", "execution_engines", "monitors"], var.name)
    error_message = "The name is one of Ansible's own or of an inventory group: such a host would capture the group's pattern."
  }
}

variable "availability_zone" {
  description = "Zone, e.g. ap-northeast-1a. A change replaces the instance."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]+[a-z]$", var.availability_zone))
    error_message = "A zone is a region and a letter, e.g. ap-northeast-1a."
  }
}

variable "blueprint_id" {
  description = "Image; `quants-ctl infra blueprints` lists them. A change replaces the instance."
  type        = string
  default     = "ubuntu_22_04"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]*$", var.blueprint_id))
    error_message = "A blueprint id consists of lower-case letters, digits and \"_\", e.g. ubuntu_22_04."
  }
}

variable "bundle_id" {
  description = "Plan; `quants-ctl infra bundles` lists them with prices. A change replaces the instance."
  type        = string
  default     = "small_3_0"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]+(_[a-z0-9]+)*_[0-9]+_[0-9]+$", var.bundle_id))
    error_message = "A bundle id is a size and a generation, e.g. small_3_0 (small_3_2 in ap-southeast-2, small_3_1 in ap-south-1)."
  }
}

variable "key_pair_name" {
  description = "Key pair for SSH; null takes the region's default key. A change replaces the instance."
  type        = string
  default     = null
}

variable "ip_address_type" {
  description = "dualstack, ipv4 or ipv6; ipv6 needs a bundle with \"_ipv6_\" in its id."
  type        = string
  default     = "dualstack"
  nullable    = false

  validation {
    condition     = contains(["dualstack", "ipv4", "ipv6"], var.ip_address_type)
    error_message = "The address type is dualstack, ipv4 or ipv6."
  }
}

variable "user_data" {
  description = "Shell script that runs once as root at first boot. A change does not replace the instance; it takes effect with the next replacement."
  type        = string
  default     = null

  validation {
    condition     = var.user_data == null || try(length(base64encode(var.user_data)) <= 21848, true)
    error_message = "User data is limited to 16 KB."
  }
}

variable "create_static_ip" {
  description = "Allocate a static IP, named {name}-static-ip, and attach it."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !var.create_static_ip || var.ip_address_type != "ipv6"
    error_message = "A static IP is IPv4: it can't be attached to an instance with ip_address_type = \"ipv6\"."
  }
}

variable "static_ip" {
  description = "An existing static IP to attach, such as an element of the networking module's static_ips."
  type        = object({ name = string, ip_address = string })
  default     = null

  validation {
    condition     = var.static_ip == null || !var.create_static_ip
    error_message = "Give static_ip or create_static_ip, not both: an instance has one static IP."
  }
  validation {
    condition     = var.static_ip == null || var.ip_address_type != "ipv6"
    error_message = "A static IP is IPv4: it can't be attached to an instance with ip_address_type = \"ipv6\"."
  }
}

variable "firewall_rules" {
  description = "The whole firewall. For icmp and icmpv6 the ports are type and code. `all` stands for every TCP and UDP port and ping. Accepts elements of the networking module's rule_sets."
  type = list(object({
    name              = optional(string)
    protocol          = string
    from_port         = optional(number)
    to_port           = optional(number)
    cidrs             = optional(list(string), [])
    ipv6_cidrs        = optional(list(string), [])
    cidr_list_aliases = optional(list(string), [])
  }))
  nullable = false

  validation {
    condition     = length(var.firewall_rules) > 0
    error_message = "At least one rule is needed: an instance without rules of its own keeps ports 22 and 80 open to the world."
  }
  validation {
    condition     = alltrue([for rule in var.firewall_rules : contains(["tcp", "udp", "icmp", "icmpv6", "all"], rule.protocol)])
    error_message = "The protocol of a rule is tcp, udp, icmp, icmpv6 or all, in lower case."
  }
  validation {
    condition = alltrue([
      for rule in var.firewall_rules : (
        contains(["tcp", "udp"], rule.protocol)
        ? try(rule.from_port >= 0 && coalesce(rule.to_port, rule.from_port) <= 65535 && rule.from_port <= coalesce(rule.to_port, rule.from_port), false)
        : true
      )
    ])
    error_message = "A tcp or udp rule needs from_port, and to_port if it is a range; ports are between 0 and 65535 and in order."
  }
  validation {
    condition = alltrue([
      for rule in var.firewall_rules : (
        startswith(rule.protocol, "icmp")
        ? try(rule.from_port >= 0 && rule.from_port <= 255 && coalesce(rule.to_port, 0) >= 0 && coalesce(rule.to_port, 0) <= 255, false)
        : true
      )
    ])
    error_message = "An icmp or icmpv6 rule needs the type as from_port and the code as to_port, each between 0 and 255; -1 (any) is refused by the AWS provider. A ping is 8 and 0, over IPv6 128 and 0."
  }
  validation {
    condition     = alltrue([for rule in var.firewall_rules : rule.protocol != "all" || (rule.from_port == null && rule.to_port == null)])
    error_message = "A rule with protocol all takes no ports."
  }
  validation {
    condition     = alltrue([for rule in var.firewall_rules : length(rule.cidrs) + length(rule.ipv6_cidrs) + length(rule.cidr_list_aliases) > 0])
    error_message = "A rule has no source (cidrs, ipv6_cidrs or cidr_list_aliases): Lightsail would open it to the world. If that is wanted, write 0.0.0.0/0 and ::/0."
  }
  validation {
    condition = alltrue(flatten([
      for rule in var.firewall_rules : [
        for cidr in rule.cidrs : try(!strcontains(cidr, ":") && cidrhost(cidr, 0) == split("/", cidr)[0], false)
      ]
    ]))
    error_message = "An entry of cidrs is not an IPv4 network such as 203.0.113.0/24; a single address is written with /32, and no bits may be set behind the prefix."
  }
  validation {
    condition = alltrue(flatten([
      for rule in var.firewall_rules : [
        for cidr in rule.ipv6_cidrs : try(strcontains(cidr, ":") && !strcontains(cidr, ".") && cidrhost(cidr, 0) == cidrhost("${split("/", cidr)[0]}/128", 0), false)
      ]
    ]))
    error_message = "An entry of ipv6_cidrs is not an IPv6 network such as 2001:db8::/32; a single address is written with /128, and no bits may be set behind the prefix."
  }
  validation {
    condition     = alltrue(flatten([for rule in var.firewall_rules : [for alias in rule.cidr_list_aliases : alias == "lightsail-connect"]]))
    error_message = "The only entry that cidr_list_aliases can have is lightsail-connect (SSH in the browser)."
  }
  validation {
    condition     = alltrue([for rule in var.firewall_rules : max(length(rule.cidrs), length(rule.ipv6_cidrs)) <= 60])
    error_message = "Lightsail takes at most 60 sources of one address family in a rule."
  }
  validation {
    condition = length(var.firewall_rules) == length(distinct([
      for rule in var.firewall_rules : format("%s %s %s", rule.protocol,
        rule.from_port == null ? "" : rule.from_port,
        rule.to_port == null ? (startswith(rule.protocol, "icmp") ? 0 : rule.from_port == null ? "" : rule.from_port) : rule.to_port,
      )
    ]))
    error_message = "Two rules are for the same protocol and ports, and Lightsail would keep one of them only: put their sources into one rule."
  }
}

variable "automatic_snapshots" {
  description = "Daily snapshots by Lightsail at a full hour (UTC); seven are kept, and are deleted with the instance. Set enabled = false to disable them again; null if they were never enabled."
  type = object({
    enabled = optional(bool, true)
    time    = optional(string, "06:00")
  })
  default = null

  validation {
    condition     = var.automatic_snapshots == null || can(regex("^([01][0-9]|2[0-3]):00$", var.automatic_snapshots.time))
    error_message = "The time of automatic snapshots is a full hour in UTC, e.g. 06:00."
  }
}

variable "environment" {
  description = "Tag Environment."
  type        = string
  nullable    = false
}

variable "service" {
  description = "Tag Service. If it contains collector, exec or monitor, the instance is in the inventory group data_collectors, execution_engines or monitors."
  type        = string
  nullable    = false
}

variable "team" {
  description = "Tag Team."
  type        = string
  default     = "quants"
  nullable    = false
}

variable "critical_level" {
  description = "Tag CriticalLevel: low, medium, high or critical."
  type        = string
  default     = "medium"
  nullable    = false

  validation {
    condition     = contains(["low", "medium", "high", "critical"], var.critical_level)
    error_message = "The critical level is low, medium, high or critical."
  }
}

variable "backup" {
  description = "Tag Backup: hourly, daily, weekly or none."
  type        = string
  default     = "none"
  nullable    = false

  validation {
    condition     = contains(["hourly", "daily", "weekly", "none"], var.backup)
    error_message = "Backup is hourly, daily, weekly or none."
  }
}

variable "extra_tags" {
  description = "More tags; the five above take precedence."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key, value in var.extra_tags : length(key) >= 1 && length(key) <= 128 && length(value) <= 256 && !startswith(lower(key), "aws:")])
    error_message = "A tag's key has 1 to 128 characters and does not begin with aws:, its value has up to 256."
  }
  validation {
    condition     = length(var.extra_tags) <= 45
    error_message = "An instance has at most 50 tags, five of which are set by this module."
  }
}
