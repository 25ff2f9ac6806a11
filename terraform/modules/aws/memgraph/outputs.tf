output "uri" {
  description = "Where Bolt clients connect: TLS, with a certificate that nobody signed (+ssc)."
  value       = "bolt+ssc://${aws_lb.this.dns_name}:7687"
}

output "username" {
  description = "User that clients connect as."
  value       = var.username
}

output "password_secret_arn" {
  description = "Secret that holds the password."
  value       = aws_secretsmanager_secret.password.arn
  # A reference to a secret without a value starts no task.
  depends_on = [aws_secretsmanager_secret_version.password]
}

output "nodes" {
  description = "Instance and private address of each node."
  value       = { for node, instance in aws_instance.node : node => { instance_id = instance.id, address = aws_network_interface.node[node].private_ip } }
}

output "target_dimensions" {
  description = "How CloudWatch names the load balancer and its targets."
  value = {
    LoadBalancer = aws_lb.this.arn_suffix
    TargetGroup  = aws_lb_target_group.this["bolt"].arn_suffix
  }
}
