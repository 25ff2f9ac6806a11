variable "name" {
  description = "Name of the cluster, e.g. rag-api."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,30}[a-z0-9]$", var.name)) && !strcontains(var.name, "--")
    error_message = "A name has 2 to 32 characters: lower-case letters, digits and single \"-\", with a letter first and no \"-\" last."
  }
}

variable "vpc_id" {
  description = "The VPC."
  type        = string
  nullable    = false
}

variable "subnet_ids" {
  description = "Private subnets."
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

variable "node_type" {
  description = "Node type, e.g. cache.r7g.large."
  type        = string
  default     = "cache.r7g.large"
  nullable    = false

  validation {
    condition     = can(regex("^cache[.][a-z0-9]+[.][a-z0-9]+$", var.node_type))
    error_message = "A node type looks like cache.r7g.large."
  }
}

variable "engine_version" {
  description = "Version of Redis, as major.minor."
  type        = string
  default     = "7.1"
  nullable    = false

  validation {
    condition     = can(regex("^7[.][0-9]$", var.engine_version))
    error_message = "The version of Redis is 7.0 or 7.1, which ElastiCache has of Redis 7."
  }
}

variable "shards" {
  description = "Parts that the keys are spread over."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = var.shards >= 1 && var.shards <= 90 && var.shards == floor(var.shards)
    error_message = "A cluster has 1 to 90 shards."
  }
}

variable "replicas" {
  description = "Replicas of each shard, in other zones. Without one there is no failover."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.replicas >= 1 && var.replicas <= 5 && var.replicas == floor(var.replicas)
    error_message = "A shard has 1 to 5 replicas: without one, the loss of a node is the loss of its keys."
  }
  validation {
    condition     = var.shards * (1 + var.replicas) <= 90
    error_message = "All shards and replicas together are at most 90 nodes."
  }
}

variable "eviction" {
  description = "What happens when memory is full: `noeviction` refuses writes, for data that has no other home; `allkeys-lru` and the like forget keys, for a cache."
  type        = string
  default     = "noeviction"
  nullable    = false

  validation {
    condition     = contains(["noeviction", "allkeys-lru", "allkeys-lfu", "allkeys-random", "volatile-lru", "volatile-lfu", "volatile-random", "volatile-ttl"], var.eviction)
    error_message = "The eviction is noeviction, allkeys-lru, allkeys-lfu, allkeys-random, volatile-lru, volatile-lfu, volatile-random or volatile-ttl."
  }
}

variable "backup_days" {
  description = "Days for which daily snapshots are kept."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.backup_days >= 1 && var.backup_days <= 35 && var.backup_days == floor(var.backup_days)
    error_message = "Backups are kept for 1 to 35 days."
  }
}

variable "kms_key_arn" {
  description = "KMS key that encrypts the data; null takes AWS's own. A change replaces it all."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:", var.kms_key_arn))
    error_message = "The key is given by its ARN, e.g. arn:aws:kms:us-east-1:111122223333:key/…, or left out."
  }
}

variable "deletion_protection" {
  description = "Take a last snapshot before it is deleted; ElastiCache has no protection of its own."
  type        = bool
  default     = true
  nullable    = false
}
