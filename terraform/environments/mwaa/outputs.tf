output "environment_name" {
  description = "Name of the Airflow environment."
  value       = module.airflow.name
}

output "environment_arn" {
  description = "Its ARN."
  value       = module.airflow.arn
}

output "webserver_url" {
  description = "Address of Airflow's web page."
  value       = "https://${module.airflow.webserver_url}"
}

output "bucket" {
  description = "Bucket of DAGs, requirements and plugins."
  value       = module.bucket.name
}

output "secret_arn" {
  description = "Secret that has the private key."
  value       = aws_secretsmanager_secret.ssh.arn
}

output "role_arn" {
  description = "Role that DAGs run as."
  value       = module.airflow.role_arn
}

output "log_groups" {
  description = "Log groups by what they are of."
  value       = module.airflow.log_groups
}

output "alarms" {
  description = "Alarms by what they are of."
  value       = module.alarms.names
}

output "vpc_id" {
  description = "The VPC."
  value       = module.network.vpc_id
}

output "private_subnet_ids" {
  description = "Subnets that Airflow runs in."
  value       = module.network.private_subnet_ids
}

output "nat_ips" {
  description = "Addresses from which Airflow reaches the internet, by zone."
  value       = module.network.nat_ips
}

output "vpn_connection_id" {
  description = "The VPN connection, or null."
  value       = one(module.link[*].vpn_connection_id)
}

output "tunnel_addresses" {
  description = "Public addresses of AWS's ends of the VPN tunnels."
  value       = flatten(module.link[*].tunnel_addresses)
}
