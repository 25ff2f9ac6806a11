output "file" {
  description = "Path of the inventory."
  value       = var.file
  depends_on  = [terraform_data.file]
}

output "json" {
  description = "The inventory itself, for a machine that has the state but not the file."
  value       = local.json
}
