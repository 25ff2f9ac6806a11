locals {
  environment    = "platform"
  bundle_suffix  = coalesce(var.bundle_suffix, lookup({ ap-south-1 = "3_1", ap-southeast-2 = "3_2" }, var.region, "3_0"))
  inventory_file = coalesce(var.inventory_file, abspath("${path.root}/../../../ansible/inventory/platform_lightsail_hosts.json"))

  # Services are also the groups of the inventory: service_portal, service_worker, ... as with
  # `quants-ctl inventory --group-by service`.
  servers = {
    platform-portal           = { service = "portal", rules = ["ssh", "http", "https"], size = var.sizes.portal, zone = 0, critical_level = "critical", backup = "daily" }
    platform-database         = { service = "database", rules = ["ssh"], size = var.sizes.database, zone = 0, critical_level = "critical", backup = "daily" }
    platform-database-replica = { service = "database-replica", rules = ["ssh"], size = var.sizes.database_replica, zone = 1, critical_level = "high", backup = "none" }
    platform-redis            = { service = "redis", rules = ["ssh"], size = var.sizes.redis, zone = 0, critical_level = "high", backup = "daily" }
    platform-monitor          = { service = "monitor", rules = ["ssh", "prometheus", "grafana"], size = var.sizes.monitor, zone = 0, critical_level = "high", backup = "daily" }
  }
  workers = merge([
    for pool, count in var.workers : {
      for number in range(1, count + 1) : "platform-worker-${pool}-${number}" => pool
    }
  ]...)
  # Users come to the portal's address, Prometheus and Grafana are at the monitor's, and exchanges let in
  # keys of premium users from one address alone.
  with_static_ip = concat(
    ["platform-portal", "platform-monitor"],
    [for name, pool in local.workers : name if contains(var.static_ip_pools, pool)],
  )

  instances = merge(
    { for name, server in local.servers : name => merge(server, { pool = null, static_ip = contains(local.with_static_ip, name) }) },
    {
      for name, pool in local.workers : name => {
        service        = "worker"
        rules          = ["ssh"]
        size           = var.sizes.worker
        zone           = 0
        critical_level = "high"
        backup         = "daily"
        pool           = pool
        static_ip      = contains(local.with_static_ip, name)
      }
    },
  )
  monitor = "platform-monitor"

  bundles    = { for name, instance in local.instances : name => "${instance.size}_${local.bundle_suffix}" }
  zones      = { for name, instance in local.instances : name => "${var.region}${var.zones[instance.zone]}" }
  static_ips = { for name, instance in local.instances : name => "${name}-static-ip" if instance.static_ip }
}

module "networking" {
  source = "../../modules/lightsail/networking"

  static_ip_names = values(local.static_ips)
  sources = {
    ssh        = { cidrs = var.ssh_cidrs, lightsail_connect = var.browser_ssh }
    http       = { cidrs = ["0.0.0.0/0", "::/0"] }
    https      = { cidrs = ["0.0.0.0/0", "::/0"] }
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

  firewall_rules = [for rule in each.value.rules : module.networking.rule_sets[rule]]

  environment    = local.environment
  service        = each.value.service
  team           = var.team
  critical_level = each.value.critical_level
  backup         = each.value.backup
  extra_tags     = merge(var.extra_tags, each.value.pool == null ? {} : { Pool = each.value.pool })
}

module "cost" {
  source = "../../modules/lightsail/cost"

  bundles     = local.bundles
  prices_file = "${path.module}/prices.json"
  region      = var.region
}

module "inventory" {
  source = "../../modules/ansible-inventory"

  file   = local.inventory_file
  groups = distinct([for instance in values(local.instances) : "service_${replace(instance.service, "-", "_")}"])
  hosts = {
    for name, instance in module.instance : name => {
      groups = concat(instance.ansible.groups, ["service_${replace(local.instances[name].service, "-", "_")}"])
      vars = merge(instance.ansible.vars, {
        # The servers talk to each other in the private network, which Lightsail's firewall leaves open;
        # ufw of the role security does not.
        quants_private_ip  = instance.private_ip
        quants_environment = local.environment
        quants_tags        = local.instances[name].pool == null ? null : { Pool = local.instances[name].pool }
      })
    }
  }
}
