locals {
  # `public_ip_address` is read at creation, so it is outdated for an instance with a static IP.
  public_ip = (
    var.create_static_ip ? aws_lightsail_static_ip.this[0].ip_address
    : var.static_ip != null ? var.static_ip.ip_address
    : var.ip_address_type == "ipv6" ? try(aws_lightsail_instance.this.ipv6_addresses[0], "")
    : aws_lightsail_instance.this.public_ip_address
  )
}

output "name" {
  description = "Name, by which Lightsail addresses the instance."
  value       = aws_lightsail_instance.this.name
}

output "arn" {
  description = "ARN of the instance."
  value       = aws_lightsail_instance.this.arn
}

output "availability_zone" {
  description = "Zone of the instance."
  value       = aws_lightsail_instance.this.availability_zone
}

output "bundle_id" {
  description = "Plan of the instance."
  value       = aws_lightsail_instance.this.bundle_id
}

output "created_at" {
  description = "When the instance was created; changes when it is replaced."
  value       = aws_lightsail_instance.this.created_at
}

output "public_ip" {
  description = "The static IP, or else the public IPv4 address, or else (ip_address_type ipv6) the IPv6 address."
  value       = local.public_ip
  depends_on  = [aws_lightsail_static_ip_attachment.this]
}

output "static_ip_name" {
  description = "Name of the static IP; null without one."
  value       = try(aws_lightsail_static_ip_attachment.this[0].static_ip_name, null)
}

output "private_ip" {
  description = "Address in Lightsail's private network."
  value       = aws_lightsail_instance.this.private_ip_address
}

output "ipv6_addresses" {
  description = "IPv6 addresses."
  value       = aws_lightsail_instance.this.ipv6_addresses
}

output "username" {
  description = "The image's user for SSH."
  value       = aws_lightsail_instance.this.username
}

output "ssh_command" {
  description = "Command that logs in."
  value       = "ssh ${aws_lightsail_instance.this.username}@${local.public_ip}"
}

output "firewall_rules" {
  description = "The firewall's rules."
  value       = local.rules
}

output "ansible" {
  description = "The host for the ansible-inventory module: its groups and variables."
  value = {
    groups = [
      for part, group in { collector = "data_collectors", exec = "execution_engines", monitor = "monitors" } :
      group if strcontains(lower(var.service), part)
    ]
    vars = {
      ansible_host = local.public_ip
      ansible_user = aws_lightsail_instance.this.username
      ansible_port = 22
      instance_id  = aws_lightsail_instance.this.name
      service_type = var.service
    }
  }
  depends_on = [aws_lightsail_static_ip_attachment.this, aws_lightsail_instance_public_ports.this]
}
