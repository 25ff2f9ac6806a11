output "arn" {
  description = "The load balancer."
  value       = aws_lb.this.arn
}

output "alias" {
  description = "What an alias record needs: the load balancer's own name, and the zone of that."
  value       = { dns_name = aws_lb.this.dns_name, zone_id = aws_lb.this.zone_id }
}

output "target" {
  description = "For the service behind it: its target group, where a listener leads to it, and the security group that its connections come from."
  value = {
    target_group_arn  = aws_lb_target_group.this.arn
    security_group_id = aws_security_group.this.id
    port              = var.target.port
  }
  # A service can't be put behind a target group to which no listener leads.
  depends_on = [aws_lb_listener.https]
}

output "security_group_id" {
  description = "Its security group."
  value       = aws_security_group.this.id
}

output "dimensions" {
  description = "How CloudWatch names it and its targets."
  value = {
    LoadBalancer = aws_lb.this.arn_suffix
    TargetGroup  = aws_lb_target_group.this.arn_suffix
  }
}

output "certificate_arn" {
  description = "The certificate in use."
  value       = aws_lb_listener.https.certificate_arn
}
