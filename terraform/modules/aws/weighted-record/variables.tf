variable "zone_id" {
  description = "Public hosted zone of the name."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Z0-9]{8,32}$", var.zone_id))
    error_message = "A hosted zone's id looks like Z0123456789ABCDEFGHIJ."
  }
}

variable "name" {
  description = "The name, e.g. api.example.com."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z]{2,}$", var.name))
    error_message = "A domain name looks like api.example.com, in lower case and without a dot at its end."
  }
}

variable "ttl" {
  description = "Seconds for which resolvers keep an answer, and so for which a change takes hold slowly. An alias always has 60."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.ttl >= 1 && var.ttl <= 60
    error_message = "With a TTL over 60 s, a way back would take too long: choose 1 to 60."
  }
}

variable "targets" {
  description = "Where the name leads, by an identifier: a load balancer (`alias`, with whether it answers IPv6), or addresses. The weights are those of the beginning; whoever moves traffic changes them later."
  type = map(object({
    weight = number
    alias  = optional(object({ dns_name = string, zone_id = string, ipv6 = optional(bool, true) }))
    ipv4   = optional(list(string), [])
    ipv6   = optional(list(string), [])
  }))
  nullable = false

  validation {
    condition     = length(var.targets) >= 1 && alltrue([for identifier in keys(var.targets) : can(regex("^[a-z0-9][a-z0-9-]{0,62}$", identifier))])
    error_message = "At least one target is needed, by an identifier of lower-case letters, digits and \"-\"."
  }
  validation {
    condition     = alltrue([for target in values(var.targets) : target.weight >= 0 && target.weight <= 255 && target.weight == floor(target.weight)])
    error_message = "A weight is a whole number from 0 to 255."
  }
  validation {
    condition     = sum(concat([for target in values(var.targets) : target.weight], [0])) > 0
    error_message = "With all weights at 0, Route 53 would send everybody anywhere: give one target a weight."
  }
  validation {
    condition     = alltrue([for target in values(var.targets) : (target.alias == null) != (length(target.ipv4) == 0)])
    error_message = "A target is either an alias or at least one IPv4 address."
  }
  validation {
    condition     = alltrue(flatten([for target in values(var.targets) : [for address in target.ipv4 : can(cidrhost("${address}/32", 0)) && !strcontains(address, ":")]]))
    error_message = "An entry of ipv4 is not an address such as 203.0.113.7."
  }
  validation {
    condition     = alltrue(flatten([for target in values(var.targets) : [for address in target.ipv6 : can(cidrhost("${address}/128", 0)) && strcontains(address, ":")]]))
    error_message = "An entry of ipv6 is not an address such as 2001:db8::7."
  }
}
