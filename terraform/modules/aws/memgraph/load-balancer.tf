resource "aws_lb" "this" {
  name               = "${var.name}-memgraph"
  load_balancer_type = "network"
  internal           = true
  subnets            = var.subnet_ids
  security_groups    = [aws_security_group.load_balancer.id]

  enable_cross_zone_load_balancing = true
  enable_deletion_protection       = var.deletion_protection
}

resource "aws_lb_target_group" "this" {
  for_each = local.ports

  name               = "${var.name}-mg-${each.key}"
  vpc_id             = var.vpc_id
  target_type        = "ip"
  protocol           = "TCP"
  port               = each.value
  preserve_client_ip = false

  health_check {
    protocol            = "TCP"
    port                = "7687"
    interval            = 10
    healthy_threshold   = 2
    unhealthy_threshold = 2
  }
}

# The main node alone: replicas refuse to write.
resource "aws_lb_target_group_attachment" "main" {
  for_each = local.ports

  target_group_arn = aws_lb_target_group.this[each.key].arn
  target_id        = aws_network_interface.node[local.main].private_ip
  port             = each.value
}

resource "aws_lb_listener" "this" {
  for_each = local.ports

  load_balancer_arn = aws_lb.this.arn
  protocol          = "TCP"
  port              = each.value

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[each.key].arn
  }
}

resource "aws_security_group" "load_balancer" {
  name        = "${var.name}-memgraph"
  description = "Clients of ${var.name}'s Memgraph"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-memgraph" }
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = { for pair in setproduct(keys(var.clients), keys(local.ports)) : "${pair[0]} ${pair[1]}" => { group = var.clients[pair[0]], port = local.ports[pair[1]] } }

  security_group_id            = aws_security_group.load_balancer.id
  description                  = each.key
  referenced_security_group_id = each.value.group
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
}

resource "aws_vpc_security_group_egress_rule" "load_balancer" {
  for_each = local.ports

  security_group_id            = aws_security_group.load_balancer.id
  description                  = each.key
  referenced_security_group_id = aws_security_group.nodes.id
  ip_protocol                  = "tcp"
  from_port                    = each.value
  to_port                      = each.value
}
