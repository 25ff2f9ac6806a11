locals {
  peering = var.peering == null ? 0 : 1

  # A route for each of the servers' networks in each table, and one back in each of theirs.
  there = var.peering == null ? {} : merge([
    for name, table in var.route_table_ids : { for cidr in var.peering.cidrs : "${name} ${cidr}" => { table = table, cidr = cidr } }
  ]...)
  back = var.peering == null ? {} : var.peering.route_table_ids
}

resource "aws_vpc_peering_connection" "this" {
  count = local.peering

  vpc_id      = var.vpc_id
  peer_vpc_id = var.peering.vpc_id

  tags = { Name = "${var.name}-servers" }
}

resource "aws_vpc_peering_connection_accepter" "this" {
  count = local.peering

  vpc_peering_connection_id = aws_vpc_peering_connection.this[0].id
  auto_accept               = true

  tags = { Name = "${var.name}-servers" }
}

resource "aws_route" "there" {
  for_each = local.there

  route_table_id            = each.value.table
  destination_cidr_block    = each.value.cidr
  vpc_peering_connection_id = aws_vpc_peering_connection_accepter.this[0].vpc_peering_connection_id
}

resource "aws_route" "back" {
  for_each = local.back

  route_table_id            = each.value
  destination_cidr_block    = var.peering.local_cidr
  vpc_peering_connection_id = aws_vpc_peering_connection_accepter.this[0].vpc_peering_connection_id
}
