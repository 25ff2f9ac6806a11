variable "region" {
  description = "AWS region of all resources."
  type        = string
  default     = "ap-northeast-1"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]+$", var.region))
    error_message = "A region looks like ap-northeast-1."
  }
}

variable "zones" {
  description = "Letters of the two availability zones: the database's replica is in the second one, everything else in the first. A change replaces instances."
  type        = list(string)
  default     = ["a", "c"]
  nullable    = false

  validation {
    condition     = length(distinct(var.zones)) == 2 && length(var.zones) == 2 && alltrue([for zone in var.zones : can(regex("^[a-z]$", zone))])
    error_message = "Two different zones are needed, each given as its letter alone, e.g. [\"a\", \"c\"]."
  }
}

variable "bundle_suffix" {
  description = "Generation in the bundle ids; null takes the region's own: 3_1 in ap-south-1, 3_2 in ap-southeast-2, 3_0 elsewhere. A change replaces the instances."
  type        = string
  default     = null

  validation {
    condition     = var.bundle_suffix == null || can(regex("^[0-9]+_[0-9]+$", var.bundle_suffix))
    error_message = "The suffix is the end of a bundle id, e.g. 3_0."
  }
}

variable "blueprint_id" {
  description = "Image of all instances; the first-start script is for Ubuntu and Debian. A change replaces the instances."
  type        = string
  default     = "ubuntu_22_04"
  nullable    = false

  validation {
    condition     = can(regex("^(ubuntu|debian)_[0-9_]+$", var.blueprint_id))
    error_message = "The first-start script needs an Ubuntu or Debian image, e.g. ubuntu_22_04."
  }
}

variable "key_pair_name" {
  description = "Key pair for SSH; null takes the region's default key. A change replaces the instances."
  type        = string
  default     = null
}

variable "ssh_cidrs" {
  description = "Networks from which SSH is allowed, of either family; deliberately without a default."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.ssh_cidrs) > 0
    error_message = "Name at least one network from which SSH is allowed, e.g. [\"203.0.113.0/24\"], or nobody could log in."
  }
  validation {
    condition     = alltrue([for cidr in var.ssh_cidrs : can(cidrhost(cidr, 0))])
    error_message = "An entry of ssh_cidrs is not a network such as 203.0.113.0/24 or 2001:db8::/32; a single address is written with /32 or /128."
  }
  validation {
    condition = alltrue([
      for cidr in var.ssh_cidrs : try(tonumber(split("/", cidr)[1]) >= (strcontains(cidr, ":") ? 16 : 8), true)
    ])
    error_message = "SSH open to the world is refused here: 0.0.0.0/0, ::/0 and every network wider than /8 (IPv4) or /16 (IPv6). Name the networks you work from."
  }
}

variable "web_cidrs" {
  description = "Networks that can reach Prometheus and Grafana; null takes ssh_cidrs."
  type        = list(string)
  default     = null

  validation {
    condition     = var.web_cidrs == null || try(length(var.web_cidrs) > 0 && alltrue([for cidr in var.web_cidrs : can(cidrhost(cidr, 0))]), false)
    error_message = "web_cidrs is null or a list of networks such as 203.0.113.0/24."
  }
  validation {
    condition = var.web_cidrs == null || try(alltrue([
      for cidr in var.web_cidrs : try(tonumber(split("/", cidr)[1]) >= (strcontains(cidr, ":") ? 16 : 8), true)
    ]), true)
    error_message = "Prometheus has no login: 0.0.0.0/0, ::/0 and every network wider than /8 (IPv4) or /16 (IPv6) is refused here."
  }
}

variable "browser_ssh" {
  description = "Allow SSH from the Lightsail console as well."
  type        = bool
  default     = false
  nullable    = false
}

variable "team" {
  description = "Tag Team."
  type        = string
  default     = "quants"
  nullable    = false
}

variable "extra_tags" {
  description = "More tags for all instances."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "inventory_file" {
  description = "Path of the Ansible inventory; null takes ansible/inventory/platform_lightsail_hosts.json of the repository."
  type        = string
  default     = null
}

variable "workers" {
  description = "How many workers each pool has. `quants-ctl worker add` makes more; those are not in this state."
  type        = map(number)
  default     = { low = 2, mid = 1, high = 1, premium = 1 }
  nullable    = false

  validation {
    condition     = alltrue([for pool, count in var.workers : can(regex("^[a-z][a-z0-9-]{0,29}$", pool)) && count >= 0 && count <= 50 && floor(count) == count])
    error_message = "Each pool has a name of lower-case letters, digits and \"-\", and a whole number of workers from 0 to 50."
  }
}

variable "static_ip_pools" {
  description = "Pools whose workers keep their address when they are replaced. A region has five static IPs unless AWS raised the quota; the portal and the monitor take two."
  type        = set(string)
  default     = ["premium"]
  nullable    = false
}

variable "sizes" {
  description = "Sizes of the servers, as bundle ids begin. `quants-ctl capacity plan` computes them. A change replaces servers."
  type = object({
    portal           = optional(string, "4xlarge")
    worker           = optional(string, "8xlarge")
    database         = optional(string, "4xlarge")
    database_replica = optional(string, "2xlarge")
    redis            = optional(string, "2xlarge")
    monitor          = optional(string, "medium")
  })
  default  = {}
  nullable = false
}
