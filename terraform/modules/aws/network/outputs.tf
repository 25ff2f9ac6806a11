output "vpc_id" {
  description = "The VPC."
  value       = aws_vpc.this.id
}

output "cidr" {
  description = "Its IPv4 network."
  value       = aws_vpc.this.cidr_block
}

output "ipv6_cidr" {
  description = "Its IPv6 network, or null."
  value       = var.ipv6 ? aws_vpc.this.ipv6_cidr_block : null
}

output "zones" {
  description = "The zones, in the order of the subnets below."
  value       = var.zones
}

output "public_subnet_ids" {
  description = "Subnets that the internet reaches, one in each zone: for load balancers alone."
  value       = [for zone in var.zones : aws_subnet.public[zone].id]
  # Whoever uses a subnet needs its routes.
  depends_on = [aws_route.public_ipv4, aws_route.public_ipv6, aws_route_table_association.public]
}

output "private_subnet_ids" {
  description = "Subnets for everything else, one in each zone."
  value       = [for zone in var.zones : aws_subnet.private[zone].id]
  depends_on  = [aws_route.private_ipv4, aws_route.private_ipv6, aws_route_table_association.private]
}

output "private_route_table_ids" {
  description = "Route tables of the private subnets, by zone."
  value       = { for zone, table in aws_route_table.private : zone => table.id }
}

output "nat_ips" {
  description = "Addresses from which private subnets reach the internet, by zone."
  value       = { for zone, address in aws_eip.nat : zone => address.public_ip }
}
