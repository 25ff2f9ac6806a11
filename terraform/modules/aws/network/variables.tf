variable "name" {
  description = "Begins the name of everything here, e.g. rag-api."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,30}[a-z0-9]$", var.name))
    error_message = "A name has 2 to 32 characters: lower-case letters, digits and \"-\", with a letter first and no \"-\" last."
  }
}

variable "cidr" {
  description = "IPv4 network of the VPC. A change replaces everything in it."
  type        = string
  default     = "10.0.0.0/16"
  nullable    = false

  validation {
    condition     = can(cidrhost(var.cidr, 0)) && !strcontains(var.cidr, ":") && try(cidrhost(var.cidr, 0) == split("/", var.cidr)[0], false)
    error_message = "The VPC's network is an IPv4 network such as 10.0.0.0/16, with no bits set behind the prefix."
  }
  validation {
    condition     = try(tonumber(split("/", var.cidr)[1]) >= 16 && tonumber(split("/", var.cidr)[1]) <= 22, false)
    error_message = "The VPC's network is between /16, AWS's largest, and /22, which still leaves 59 addresses in each subnet."
  }
}

variable "zones" {
  description = "Availability zones, 2 to 4, each with a public and a private subnet. Add new ones at the end: the order decides the subnets' networks."
  type        = list(string)
  nullable    = false

  validation {
    condition     = alltrue([for zone in var.zones : can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]+[a-z]$", zone))])
    error_message = "A zone is a region and a letter, e.g. us-east-1a."
  }
  validation {
    condition     = length(distinct(var.zones)) >= 2
    error_message = "Subnets in one zone are lost together: name at least two different zones."
  }
  validation {
    condition     = length(distinct(var.zones)) == length(var.zones) && length(var.zones) <= 4
    error_message = "Name at most four zones, each of them once."
  }
  validation {
    condition     = length(distinct([for zone in var.zones : substr(zone, 0, length(zone) - 1)])) <= 1
    error_message = "All zones are in one region."
  }
}

variable "nat_gateways" {
  description = "How private subnets reach IPv4 addresses: `each-zone` survives the loss of a zone, `one` is cheaper, `none` leaves them the endpoints alone."
  type        = string
  default     = "each-zone"
  nullable    = false

  validation {
    condition     = contains(["each-zone", "one", "none"], var.nat_gateways)
    error_message = "nat_gateways is each-zone, one or none."
  }
}

variable "ipv6" {
  description = "Give the VPC and its subnets IPv6 networks of Amazon's as well. Private subnets reach out through an egress-only gateway, and can't be reached."
  type        = bool
  default     = true
  nullable    = false
}

variable "interface_endpoints" {
  description = "AWS services that are reached without leaving the VPC, as in com.amazonaws.REGION.NAME, e.g. ecr.dkr. Each costs by the hour and zone. S3 has a gateway endpoint, which is free and always there."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for service in var.interface_endpoints : can(regex("^[a-z0-9][a-z0-9.-]*$", service))])
    error_message = "An endpoint is named as at the end of com.amazonaws.REGION.NAME, e.g. ecr.dkr or secretsmanager."
  }
  validation {
    condition     = !contains(var.interface_endpoints, "s3")
    error_message = "S3 has a gateway endpoint already, which costs nothing: leave s3 out."
  }
}

variable "flow_log_days" {
  description = "Days for which records of refused connections are kept; 0 makes none."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = contains([0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365], var.flow_log_days)
    error_message = "CloudWatch keeps logs for 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180 or 365 days; 0 makes none."
  }
}
