variable "name" {
  description = "Begins the name of everything here, e.g. rag-api."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,18}[a-z0-9]$", var.name))
    error_message = "A name has 2 to 20 characters: lower-case letters, digits and \"-\", with a letter first and no \"-\" last."
  }
}

variable "cluster" {
  description = "The ECS cluster, by name and ARN."
  type        = object({ name = string, arn = string })
  nullable    = false
}

variable "vpc_id" {
  description = "The VPC."
  type        = string
  nullable    = false
}

variable "vpc_cidr" {
  description = "IPv4 network of the VPC, from which the nodes are asked."
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

variable "domain_name" {
  description = "Name under which clients reach it within the VPC, e.g. qdrant.api.example.com. The record is public, its addresses are private."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z]{2,}$", var.domain_name))
    error_message = "A domain name looks like qdrant.api.example.com, in lower case and without a dot at its end."
  }
}

variable "zone_id" {
  description = "Public hosted zone of that name, where its certificate is proved as well."
  type        = string
  nullable    = false
}

variable "api_key" {
  description = "Key that clients show. It goes to Secrets Manager and is kept nowhere else."
  type        = string
  sensitive   = true
  ephemeral   = true
  nullable    = false

  validation {
    condition     = can(regex("^[!-~]{24,128}$", var.api_key))
    error_message = "The API key has 24 to 128 characters, without spaces: it is all that stands between a client in the VPC and the data."
  }
}

variable "api_key_version" {
  description = "Count it up to have another key taken over; nothing else shows that it changed."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.api_key_version >= 1 && var.api_key_version == floor(var.api_key_version)
    error_message = "The key's version is a whole number from 1 on."
  }
}

variable "nodes" {
  description = "Nodes of the cluster. Three or more, so that a majority is left without one."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = var.nodes >= 3 && var.nodes <= 9 && var.nodes == floor(var.nodes)
    error_message = "A cluster has 3 to 9 nodes: with fewer, the loss of one leaves no majority."
  }
}

variable "size" {
  description = "Of one node: vCPU and GB of memory, in one of Fargate's pairs."
  type        = object({ vcpu = number, memory = number })
  default     = { vcpu = 4, memory = 16 }
  nullable    = false
}

variable "image" {
  description = "Qdrant's image with its tag: Debian with openssl, as the official one is."
  type        = string
  default     = "qdrant/qdrant:v1.15.4"
  nullable    = false
}

variable "repository_arns" {
  description = "ECR repositories that the image comes from; none for a public image."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "log_days" {
  description = "Days for which logs are kept."
  type        = number
  default     = 7
  nullable    = false
}

variable "kms_key_arn" {
  description = "KMS key that encrypts the files; null takes AWS's own. A change replaces them."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:", var.kms_key_arn))
    error_message = "The key is given by its ARN, e.g. arn:aws:kms:us-east-1:111122223333:key/…, or left out."
  }
}

variable "deletion_protection" {
  description = "Refuse to delete the load balancer, and keep a deleted key for 30 days. EFS has no protection of its own: its backups stay."
  type        = bool
  default     = true
  nullable    = false
}
