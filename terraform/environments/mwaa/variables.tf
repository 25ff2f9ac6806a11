variable "region" {
  description = "AWS region of all resources."
  type        = string
  default     = "us-east-1"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]+$", var.region))
    error_message = "A region looks like us-east-1."
  }
}

variable "name" {
  description = "Name of the Airflow environment, and the beginning of other names. A change replaces everything."
  type        = string
  default     = "gpu-ci"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,30}[a-z0-9]$", var.name))
    error_message = "A name has 2 to 32 characters: lower-case letters, digits and \"-\", with a letter first and no \"-\" last."
  }
}

variable "zones" {
  description = "Letters of the two availability zones. A change replaces the environment."
  type        = list(string)
  default     = ["a", "b"]
  nullable    = false

  validation {
    condition     = length(distinct(var.zones)) == 2 && length(var.zones) == 2 && alltrue([for zone in var.zones : can(regex("^[a-z]$", zone))])
    error_message = "Amazon MWAA needs subnets in two different zones, each given as its letter alone, e.g. [\"a\", \"b\"]."
  }
}

variable "cidr" {
  description = "IPv4 network of the VPC, which no network of the servers may overlap. A change replaces everything."
  type        = string
  default     = "10.0.0.0/16"
  nullable    = false
}

variable "nat_gateways" {
  description = "`one`: a NAT gateway in the first zone; `each-zone`: the loss of a zone leaves the other its way out; `none`: only with private_endpoints, and with Python packages in plugins.zip."
  type        = string
  default     = "one"
  nullable    = false

  validation {
    condition     = var.nat_gateways != "none" || var.private_endpoints
    error_message = "Without a NAT gateway Airflow reaches AWS by endpoints alone: set private_endpoints = true."
  }
}

variable "private_endpoints" {
  description = "Reach SQS, CloudWatch, KMS, Secrets Manager and ECR without leaving the VPC; each endpoint costs by the hour and zone."
  type        = bool
  default     = false
  nullable    = false
}

variable "vpn" {
  description = "The way to the servers by VPN, as the module server-link takes it: { server_address = \"203.0.113.10\", static_cidrs = [...] }; by BGP without static_cidrs."
  type = object({
    server_address  = optional(string)
    bgp_asn         = optional(number, 65000)
    static_cidrs    = optional(set(string), [])
    certificate_arn = optional(string)
  })
  default = null
}

variable "peering" {
  description = "The way to the servers by a peering with their VPC: { vpc_id, cidrs, route_table_ids }."
  type = object({
    vpc_id          = optional(string)
    cidrs           = set(string)
    route_table_ids = map(string)
  })
  default = null
}

variable "direct_connect" {
  description = "The servers are reached by Direct Connect, which is made outside of this stack."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = length([for way in [var.vpn != null, var.peering != null, var.direct_connect] : way if way]) == 1
    error_message = "There is one way to the servers: give vpn, peering or direct_connect = true, and no two of them."
  }
}

variable "gpu_servers" {
  description = "The servers by name: address as Airflow reaches it, login, port, and the public host key that they answer with, as a line of `ssh-keyscan`, without the name."
  type = map(object({
    address  = string
    host_key = string
    user     = optional(string, "ci")
    port     = optional(number, 22)
  }))
  nullable = false

  validation {
    condition     = length(var.gpu_servers) > 0 && alltrue([for name in keys(var.gpu_servers) : can(regex("^[a-z][a-z0-9-]{0,39}$", name))])
    error_message = "Name at least one server, with up to 40 lower-case letters, digits and \"-\"."
  }
  validation {
    condition     = alltrue([for server in values(var.gpu_servers) : can(cidrhost("${server.address}/32", 0))])
    error_message = "A server's address is an IPv4 address such as 192.168.10.21."
  }
  validation {
    condition     = alltrue([for server in values(var.gpu_servers) : can(regex("^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)) [A-Za-z0-9+/]{40,}={0,2}$", server.host_key))])
    error_message = "A server's host_key is a public key such as \"ssh-ed25519 AAAA…\": without it, a login could be to anybody. Ask the server itself: cat /etc/ssh/ssh_host_ed25519_key.pub"
  }
  validation {
    condition     = alltrue([for server in values(var.gpu_servers) : can(regex("^[a-z_][a-z0-9_-]{0,31}$", server.user)) && server.user != "root"])
    error_message = "A server's user is a login of its own for CI, and not root."
  }
  validation {
    condition     = alltrue([for server in values(var.gpu_servers) : server.port >= 1 && server.port <= 65535 && server.port == floor(server.port)])
    error_message = "A port is a whole number from 1 to 65535."
  }
}

variable "repositories" {
  description = "What jobs may be taken from: beginnings of repositories' URLs, e.g. [\"https://git.example.com/quants/\"]. Whoever can trigger a DAG runs code of these on the servers, and of no others."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.repositories) > 0 && alltrue([for prefix in var.repositories : can(regex("^(https://|ssh://)[A-Za-z0-9._@:-]+/([A-Za-z0-9._/-]*/)?$", prefix))])
    error_message = "An entry of repositories begins with https:// or ssh://, names a host, and ends with \"/\", e.g. https://git.example.com/quants/."
  }
}

variable "ssh_private_key" {
  description = "The private key that logs in to the servers, PEM without a passphrase. Give it as TF_VAR_ssh_private_key; it enters neither plan nor state."
  type        = string
  default     = null
  ephemeral   = true
  sensitive   = true

  validation {
    condition     = var.ssh_private_key == null || (can(regex("^\\s*-----BEGIN (OPENSSH |RSA |EC )?PRIVATE KEY-----\\s[A-Za-z0-9+/=\\s]+-----END (OPENSSH |RSA |EC )?PRIVATE KEY-----\\s*$", var.ssh_private_key)))
    error_message = "ssh_private_key is no private key in PEM form, as ssh-keygen writes one without a passphrase."
  }
  validation {
    condition     = (var.ssh_private_key != null) == (var.ssh_key_version > 0)
    error_message = "ssh_private_key and ssh_key_version belong together: give both, or neither to leave the secret's value alone."
  }
}

variable "ssh_key_version" {
  description = "Count it up to store another ssh_private_key: the value itself is not compared. 0 leaves the secret's value to you."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.ssh_key_version >= 0 && var.ssh_key_version == floor(var.ssh_key_version)
    error_message = "ssh_key_version is a whole number, 0 or more."
  }
}

variable "airflow_version" {
  description = "Version of Apache Airflow, of those that Amazon MWAA offers."
  type        = string
  default     = "2.11.0"
  nullable    = false
}

variable "environment_class" {
  description = "mw1.small for a beginning, mw1.medium or mw1.large in production."
  type        = string
  default     = "mw1.small"
  nullable    = false
}

variable "workers" {
  description = "Fewest and most workers."
  type        = object({ min = number, max = number })
  default     = { min = 1, max = 5 }
  nullable    = false
}

variable "schedulers" {
  description = "Number of schedulers."
  type        = number
  default     = 2
  nullable    = false
}

variable "webserver_access" {
  description = "PUBLIC_ONLY or PRIVATE_ONLY."
  type        = string
  default     = "PRIVATE_ONLY"
  nullable    = false
}

variable "plugins_zip" {
  description = "Path of a plugins.zip to upload, or null."
  type        = string
  default     = null

  validation {
    condition     = var.plugins_zip == null || can(filesha256(var.plugins_zip))
    error_message = "There is no such file as plugins_zip names."
  }
}

variable "log_days" {
  description = "Days for which Airflow's logs, and files below logs/ in the bucket, are kept."
  type        = number
  default     = 30
  nullable    = false
}

variable "worker_cpu_alarm" {
  description = "Percent of CPU that workers may use for ten minutes before an alarm goes off."
  type        = number
  default     = 80
  nullable    = false

  validation {
    condition     = var.worker_cpu_alarm > 0 && var.worker_cpu_alarm < 100
    error_message = "worker_cpu_alarm is a percentage between 0 and 100."
  }
}

variable "queued_tasks_alarm" {
  description = "Tasks that may wait for fifteen minutes before an alarm goes off."
  type        = number
  default     = 20
  nullable    = false
}

variable "alarm_emails" {
  description = "Addresses that are told of alarms."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "kms_key_arn" {
  description = "KMS key for the bucket, the secret, the environment and its logs; null takes keys of AWS. A change replaces the environment."
  type        = string
  default     = null
}

variable "deletion_protection" {
  description = "Keep a bucket that is not empty, and a deleted secret for 30 days."
  type        = bool
  default     = true
  nullable    = false
}

variable "extra_tags" {
  description = "More tags for all resources."
  type        = map(string)
  default     = {}
  nullable    = false
}
