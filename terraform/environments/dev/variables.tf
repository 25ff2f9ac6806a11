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

variable "zone" {
  description = "Letter of the availability zone. A change replaces the instances."
  type        = string
  default     = "a"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]$", var.zone))
    error_message = "The zone is given as its letter alone, e.g. a."
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
}

variable "web_cidrs" {
  description = "Networks that can reach Prometheus and Grafana; null takes ssh_cidrs."
  type        = list(string)
  default     = null

  validation {
    condition     = var.web_cidrs == null || try(length(var.web_cidrs) > 0 && alltrue([for cidr in var.web_cidrs : can(cidrhost(cidr, 0))]), false)
    error_message = "web_cidrs is null or a list of networks such as 203.0.113.0/24."
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
  description = "Path of the Ansible inventory; null takes ansible/inventory/dev_lightsail_hosts.json of the repository."
  type        = string
  default     = null
}
