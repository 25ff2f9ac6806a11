variable "name" {
  description = "Begins the name of everything here, e.g. rag-api."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,15}[a-z0-9]$", var.name))
    error_message = "A name has 2 to 17 characters: lower-case letters, digits and \"-\", with a letter first and no \"-\" last."
  }
}

variable "vpc_id" {
  description = "The VPC."
  type        = string
  nullable    = false
}

variable "subnet_ids" {
  description = "Private subnets; the nodes are put into them in turn."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(distinct(var.subnet_ids)) >= 2
    error_message = "Subnets in at least two zones are needed, or the loss of one zone takes the data out of reach."
  }
}

variable "clients" {
  description = "Security groups that may connect, by a name of yours."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "nodes" {
  description = "Nodes: one that writes, and replicas of it."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = var.nodes >= 2 && var.nodes <= 9 && var.nodes == floor(var.nodes)
    error_message = "There are 2 to 9 nodes: without a replica, nothing could take over from the main one."
  }
}

variable "main_node" {
  description = "Number of the node that writes, to which clients are led. After a replica was made the main one, give its number."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.main_node >= 1 && var.main_node <= var.nodes && var.main_node == floor(var.main_node)
    error_message = "The main node is one of the nodes, counted from 1."
  }
}

variable "instance_type" {
  description = "Instance type, of Graviton, e.g. c7g.xlarge. The graph has to fit into its memory."
  type        = string
  default     = "c7g.xlarge"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+[0-9]+g[a-z]*[.][a-z0-9]+$", var.instance_type))
    error_message = "The instance type is one of Graviton, which the image is for: its generation is followed by a g, as in c7g.xlarge."
  }
}

variable "volume_size" {
  description = "GB of each node's data volume, gp3."
  type        = number
  default     = 500
  nullable    = false

  validation {
    condition     = var.volume_size >= 20 && var.volume_size <= 16384 && var.volume_size == floor(var.volume_size)
    error_message = "A gp3 volume has up to 16,384 GB; at least 20 are needed for snapshots and logs."
  }
}

variable "image" {
  description = "Memgraph's image with its tag, for arm64."
  type        = string
  default     = "memgraph/memgraph:3.5.0"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9./_-]*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}|@sha256:[0-9a-f]{64})$", var.image)) && !endswith(var.image, ":latest")
    error_message = "An image is named with a tag or digest, so that every node runs the same one: name:1.2.3 or name@sha256:…, and not name:latest."
  }
}

variable "repository_arns" {
  description = "ECR repositories that the image comes from; none for a public image."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "username" {
  description = "User that clients connect as."
  type        = string
  default     = "rag"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,31}$", var.username))
    error_message = "A user's name has up to 32 lower-case letters, digits and \"_\", with a letter first."
  }
}

variable "password" {
  description = "Password of that user. It goes to Secrets Manager and is kept nowhere else."
  type        = string
  sensitive   = true
  ephemeral   = true
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_.~+-]{16,128}$", var.password))
    error_message = "The password has 16 to 128 letters, digits and the signs _.~+-."
  }
}

variable "password_version" {
  description = "Count it up to have another password kept; nothing else shows that it changed."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.password_version >= 1 && var.password_version == floor(var.password_version)
    error_message = "The password's version is a whole number from 1 on."
  }
}

variable "backup_bucket" {
  description = "Bucket for hourly copies of the snapshots, below memgraph/: its name and ARN."
  type        = object({ name = string, arn = string })
  nullable    = false
}

variable "remote_shell" {
  description = "Allow a shell on the nodes through Systems Manager; there is no SSH."
  type        = bool
  default     = true
  nullable    = false
}

variable "log_days" {
  description = "Days for which logs are kept."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365], var.log_days)
    error_message = "CloudWatch keeps logs for 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180 or 365 days."
  }
}

variable "kms_key_arn" {
  description = "KMS key that encrypts volumes and password; null takes AWS's own. A change replaces the volumes."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:", var.kms_key_arn))
    error_message = "The key is given by its ARN, e.g. arn:aws:kms:us-east-1:111122223333:key/…, or left out."
  }
}

variable "deletion_protection" {
  description = "Refuse to delete the load balancer, make a snapshot of each data volume that is deleted, and keep a deleted password for 30 days."
  type        = bool
  default     = true
  nullable    = false
}
