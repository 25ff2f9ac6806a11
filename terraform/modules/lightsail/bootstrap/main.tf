terraform {
  required_version = ">= 1.10"
}

variable "docker" {
  description = "Install Docker."
  type        = bool
  default     = true
  nullable    = false
}

variable "node_exporter" {
  description = "Install Prometheus's Node Exporter, which listens on port 9100."
  type        = bool
  default     = true
  nullable    = false
}

variable "packages" {
  description = "More of the distribution's packages."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for name in var.packages : can(regex("^[a-z0-9][a-z0-9.+-]+$", name))])
    error_message = "A package's name consists of lower-case letters, digits, \"+\", \"-\" and \".\"."
  }
}

output "user_data" {
  description = "Script for the first boot of an Ubuntu or Debian instance."
  value = templatefile("${path.module}/templates/user_data.sh.tftpl", {
    packages = distinct(concat(var.docker ? ["docker.io"] : [], var.node_exporter ? ["prometheus-node-exporter"] : [], var.packages))
    services = concat(var.docker ? ["docker"] : [], var.node_exporter ? ["prometheus-node-exporter"] : [])
  })
}
