output "zone_id" {
  description = "The hosted zone."
  value       = var.zone_id
}

output "name" {
  description = "The name."
  value       = var.name
}

output "types" {
  description = "Types of records that there are: A, and AAAA if every target has IPv6."
  value       = local.types
}

output "set_identifiers" {
  description = "The targets' identifiers."
  value       = sort(keys(var.targets))
  # By then all of them exist.
  depends_on = [aws_route53_record.this]
}
