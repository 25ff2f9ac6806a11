locals {
  environment    = "prod"
  bundle_suffix  = coalesce(var.bundle_suffix, lookup({ ap-south-1 = "3_1", ap-southeast-2 = "3_2" }, var.region, "3_0"))
  inventory_file = coalesce(var.inventory_file, abspath("${path.root}/../../../ansible/inventory/prod_lightsail_hosts.json"))

  instances = {
    prod-collector-1 = {
      service        = "data-collector"
      rules          = ["ssh", "node_exporter"]
      size           = "small"
      zone           = var.zones[0]
      static_ip      = true
      critical_level = "high"
      backup         = "daily"
    }
    prod-collector-2 = {
      service        = "data-collector"
      rules          = ["ssh", "node_exporter"]
      size           = "small"
      zone           = var.zones[1]
      static_ip      = true
      critical_level = "high"
      backup         = "daily"
    }
    prod-exec-1 = {
      service        = "execution-engine"
      rules          = ["ssh", "node_exporter"]
      size           = "medium"
      zone           = var.zones[0]
      static_ip      = true
      critical_level = "critical"
      backup         = "daily"
    }
    prod-monitor = {
      service        = "monitor"
      rules          = ["ssh", "prometheus", "grafana"]
      size           = "medium"
      zone           = var.zones[0]
      static_ip      = true
      critical_level = "high"
      backup         = "daily"
    }
  }
  monitor = "prod-monitor"

  bundles    = { for name, instance in local.instances : name => "${instance.size}_${local.bundle_suffix}" }
  zones      = { for name, instance in local.instances : name => "${var.region}${instance.zone}" }
  static_ips = { for name, instance in local.instances : name => "${name}-static-ip" if instance.static_ip }

  monitor_ip = module.networking.static_ips[local.static_ips[local.monitor]].ip_address
  rules = merge(module.networking.rule_sets, {
    # Metrics are only for Prometheus, whose address is known once it is allocated.
    node_exporter = merge(module.networking.services.node_exporter, { cidrs = ["${local.monitor_ip}/32"] })
  })
}

module "networking" {
  source = "../../modules/lightsail/networking"

  static_ip_names = values(local.static_ips)
  sources = {
    ssh        = { cidrs = var.ssh_cidrs, lightsail_connect = var.browser_ssh }
    prometheus = { cidrs = coalesce(var.web_cidrs, var.ssh_cidrs) }
    grafana    = { cidrs = coalesce(var.web_cidrs, var.ssh_cidrs) }
  }
}

module "bootstrap" {
  source = "../../modules/lightsail/bootstrap"
}

module "instance" {
  source   = "../../modules/lightsail/instance"
  for_each = local.instances

  name              = each.key
  availability_zone = local.zones[each.key]
  blueprint_id      = var.blueprint_id
  bundle_id         = local.bundles[each.key]
  key_pair_name     = var.key_pair_name
  user_data         = module.bootstrap.user_data
  static_ip         = each.value.static_ip ? module.networking.static_ips[local.static_ips[each.key]] : null

  firewall_rules = [for rule in each.value.rules : local.rules[rule]]

  environment    = local.environment
  service        = each.value.service
  team           = var.team
  critical_level = each.value.critical_level
  backup         = each.value.backup
  extra_tags     = var.extra_tags
}

module "cost" {
  source = "../../modules/lightsail/cost"

  bundles     = local.bundles
  prices_file = "${path.module}/prices.json"
  region      = var.region
}

module "inventory" {
  source = "../../modules/ansible-inventory"

  hosts = { for name, instance in module.instance : name => instance.ansible }
  file  = local.inventory_file
}
