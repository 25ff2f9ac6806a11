resource "aws_security_group" "this" {
  name        = "${var.name}-airflow"
  description = "Airflow of ${var.name}: its own parts, HTTPS, and SSH to the servers"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-airflow" }
}

# Schedulers, workers, the database's and the web server's endpoint are all in this group.
resource "aws_vpc_security_group_ingress_rule" "itself" {
  security_group_id            = aws_security_group.this.id
  description                  = "Airflow's own parts"
  referenced_security_group_id = aws_security_group.this.id
  ip_protocol                  = "-1"
}

resource "aws_vpc_security_group_egress_rule" "itself" {
  security_group_id            = aws_security_group.this.id
  description                  = "Airflow's own parts"
  referenced_security_group_id = aws_security_group.this.id
  ip_protocol                  = "-1"
}

resource "aws_vpc_security_group_egress_rule" "https" {
  for_each = { ipv4 = "0.0.0.0/0", ipv6 = "::/0" }

  security_group_id = aws_security_group.this.id
  description       = "HTTPS: services of AWS, packages"
  cidr_ipv4         = each.key == "ipv4" ? each.value : null
  cidr_ipv6         = each.key == "ipv6" ? each.value : null
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "ssh" {
  for_each = { for pair in setproduct(var.server_cidrs, var.ssh_ports) : "${pair[0]} ${pair[1]}" => { cidr = pair[0], port = pair[1] } }

  security_group_id = aws_security_group.this.id
  description       = "SSH to servers"
  cidr_ipv4         = strcontains(each.value.cidr, ":") ? null : each.value.cidr
  cidr_ipv6         = strcontains(each.value.cidr, ":") ? each.value.cidr : null
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
}
