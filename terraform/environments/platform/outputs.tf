output "monitor_ip" {
  description = "Static IP of the monitor."
  value       = module.instance[local.monitor].public_ip
}

output "portal_ip" {
  description = "Static IP of the portal, for the DNS records of the platform."
  value       = module.instance["platform-portal"].public_ip
}

output "prometheus_url" {
  description = "URL of Prometheus, once it is deployed."
  value       = "http://${module.instance[local.monitor].public_ip}:9090"
}

output "grafana_url" {
  description = "URL of Grafana, once it is deployed."
  value       = "http://${module.instance[local.monitor].public_ip}:3000"
}

output "public_ips" {
  description = "Address of every instance."
  value       = { for name, instance in module.instance : name => instance.public_ip }
}

output "ssh_commands" {
  description = "Command that logs in, for every instance."
  value       = { for name, instance in module.instance : name => instance.ssh_command }
}

output "availability_zones" {
  description = "Zone of every instance."
  value       = local.zones

  precondition {
    condition     = length(setsubtract(values(local.zones), module.networking.availability_zones)) == 0
    error_message = "Zone ${join(", ", setsubtract(values(local.zones), module.networking.availability_zones))} is not available; ${var.region} has ${join(", ", module.networking.availability_zones)}."
  }
}

output "inventory_file" {
  description = "The Ansible inventory, written on apply."
  value       = module.inventory.file
}

output "inventory_json" {
  description = "The inventory's content, for a machine that has the state but not the file."
  value       = module.inventory.json
}

output "monthly_cost" {
  description = "Monthly price of all instances in US dollars, from prices.json."
  value       = module.cost.total
}

output "monthly_cost_by_instance" {
  description = "Monthly price of each instance in US dollars, from prices.json."
  value       = module.cost.by_instance
}
