output "vpn_connection_id" {
  description = "The VPN connection, or null. Its configuration for the servers' gateway is shown by `aws ec2 get-vpn-connection-device-sample-configuration`."
  value       = one(aws_vpn_connection.this[*].id)
}

output "tunnel_addresses" {
  description = "Public addresses of AWS's ends of the two tunnels; none for a peering."
  value       = flatten([for vpn in aws_vpn_connection.this : [vpn.tunnel1_address, vpn.tunnel2_address]])
}

output "peering_connection_id" {
  description = "The peering connection, or null."
  value       = one(aws_vpc_peering_connection.this[*].id)
}
