locals {
  vpn    = var.vpn == null ? 0 : 1
  static = toset(var.vpn == null ? [] : var.vpn.static_cidrs)
}

resource "aws_customer_gateway" "this" {
  count = local.vpn

  type            = "ipsec.1"
  ip_address      = var.vpn.server_address
  bgp_asn         = var.vpn.bgp_asn
  certificate_arn = var.vpn.certificate_arn

  tags = { Name = "${var.name}-servers" }

  lifecycle {
    # The VPN connection moves to the new one before the old one goes.
    create_before_destroy = true
  }
}

resource "aws_vpn_gateway" "this" {
  count = local.vpn

  vpc_id = var.vpc_id

  tags = { Name = var.name }
}

resource "aws_vpn_connection" "this" {
  count = local.vpn

  type                = "ipsec.1"
  vpn_gateway_id      = aws_vpn_gateway.this[0].id
  customer_gateway_id = aws_customer_gateway.this[0].id
  static_routes_only  = length(local.static) > 0
  # AWS keeps the tunnels' keys in Secrets Manager: as attributes they would be in the state.
  preshared_key_storage = var.vpn.certificate_arn == null ? "SecretsManager" : null
  # The first of AWS's defaults are of another age.
  tunnel1_ike_versions = ["ikev2"]
  tunnel2_ike_versions = ["ikev2"]

  tags = { Name = "${var.name}-servers" }
}

resource "aws_vpn_connection_route" "this" {
  for_each = local.static

  vpn_connection_id      = aws_vpn_connection.this[0].id
  destination_cidr_block = each.key
}

# Routes come into the tables by themselves: static ones, or those that BGP tells of.
resource "aws_vpn_gateway_route_propagation" "this" {
  for_each = var.vpn == null ? {} : var.route_table_ids

  vpn_gateway_id = aws_vpn_gateway.this[0].id
  route_table_id = each.value
}
