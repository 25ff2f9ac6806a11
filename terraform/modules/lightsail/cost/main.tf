terraform {
  required_version = ">= 1.10"
}

variable "bundles" {
  description = "Bundle id of each instance, by instance name."
  type        = map(string)
  nullable    = false
}

variable "prices_file" {
  description = "Price map that `quants-ctl stack prices` writes from GetBundles."
  type        = string
  nullable    = false

  validation {
    condition     = can({ for id, price in jsondecode(file(var.prices_file)).bundles : id => tonumber(price) })
    error_message = "The price map can't be read, or has no prices by bundle id: write it anew with `quants-ctl stack prices`."
  }
}

variable "region" {
  description = "Region of the instances."
  type        = string
  nullable    = false
}

locals {
  map     = jsondecode(file(var.prices_file))
  prices  = local.map.bundles
  unknown = sort(setsubtract(values(var.bundles), keys(local.prices)))
}

output "by_instance" {
  description = "Monthly price of each instance in US dollars."
  value       = { for name, bundle in var.bundles : name => lookup(local.prices, bundle, 0) }
}

output "total" {
  description = "Monthly price of all instances in US dollars. Static IPs are free while attached; snapshots, disks and traffic beyond the plan cost extra."
  value       = sum(concat([0], [for bundle in values(var.bundles) : lookup(local.prices, bundle, 0)]))

  precondition {
    condition     = length(local.unknown) == 0
    error_message = "There is no price for ${join(", ", local.unknown)} in ${basename(var.prices_file)}, which is of ${try(local.map.region, "an unknown region")}. See `quants-ctl infra bundles --region ${var.region}` for the bundles of ${var.region}, and refresh the map with `quants-ctl stack prices`."
  }
}

check "region" {
  assert {
    condition     = try(local.map.region, "") == var.region
    error_message = "The prices are those of ${try(local.map.region, "an unknown region")}, the instances are in ${var.region}: refresh them with `quants-ctl stack prices`."
  }
}
