variable "name" {
  description = "Name of the database server, e.g. rag-api."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,60}[a-z0-9]$", var.name)) && !strcontains(var.name, "--")
    error_message = "A name has 2 to 62 characters: lower-case letters, digits and single \"-\", with a letter first and no \"-\" last."
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

variable "database" {
  description = "Name of the database. A change replaces the server."
  type        = string
  default     = "rag"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,62}$", var.database)) && !contains(["postgres", "rdsadmin", "template0", "template1"], var.database)
    error_message = "A database's name has up to 63 lower-case letters, digits and \"_\", with a letter first, and is none of PostgreSQL's own."
  }
}

variable "username" {
  description = "Owner of the database. A change replaces the server."
  type        = string
  default     = "rag"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,62}$", var.username)) && !contains(["admin", "postgres", "rdsadmin", "user", "public"], var.username)
    error_message = "A user's name has up to 63 lower-case letters, digits and \"_\", with a letter first, and is none that PostgreSQL or RDS keeps for itself."
  }
}

variable "password" {
  description = "Password of the owner. It goes to RDS and to Secrets Manager, and is kept nowhere else."
  type        = string
  sensitive   = true
  ephemeral   = true
  nullable    = false

  validation {
    condition     = can(regex("^[!#-.0-?A-~]{16,128}$", var.password))
    error_message = "The password has 16 to 128 characters: letters, digits and signs but \"/\", \"@\", \"\"\" and spaces, which RDS refuses."
  }
}

variable "password_version" {
  description = "Count it up to have another password taken over; nothing else shows that it changed."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.password_version >= 1 && var.password_version == floor(var.password_version)
    error_message = "The password's version is a whole number from 1 on."
  }
}

variable "embedding_dimension" {
  description = "Numbers in a vector, as the embedding model makes them."
  type        = number
  default     = 1024
  nullable    = false

  validation {
    condition     = var.embedding_dimension >= 1 && var.embedding_dimension == floor(var.embedding_dimension)
    error_message = "The embedding dimension is a whole number from 1 on."
  }
  validation {
    condition     = var.index == "none" || var.embedding_dimension <= 2000
    error_message = "pgvector's ${var.index} index takes vectors of at most 2,000 dimensions, not ${var.embedding_dimension}: choose a smaller embedding, Qdrant as the vector store, or index = \"none\", which searches without one."
  }
}

variable "index" {
  description = "Index that the application makes on the vectors: hnsw, ivfflat or none."
  type        = string
  default     = "hnsw"
  nullable    = false

  validation {
    condition     = contains(["hnsw", "ivfflat", "none"], var.index)
    error_message = "The index is hnsw, ivfflat or none."
  }
}

variable "engine_version" {
  description = "Version of PostgreSQL; with the major version alone, RDS keeps the minor one up to date."
  type        = string
  default     = "16"
  nullable    = false

  validation {
    condition     = can(regex("^1[5-7]([.][0-9]+)?$", var.engine_version))
    error_message = "The version of PostgreSQL is 15, 16 or 17, or one of their minor versions: these have pgvector with hnsw."
  }
}

variable "instance_class" {
  description = "Instance class, e.g. db.r7g.large."
  type        = string
  default     = "db.r7g.large"
  nullable    = false

  validation {
    condition     = can(regex("^db[.][a-z0-9]+[.][a-z0-9]+$", var.instance_class))
    error_message = "An instance class looks like db.r7g.large."
  }
}

variable "storage" {
  description = "GB of gp3 storage, and up to how many it grows by itself. IOPS are gp3's own: 3,000 below 400 GB, 12,000 from there on; give `iops` for more than those 12,000."
  type = object({
    size = optional(number, 500)
    max  = optional(number, 1000)
    iops = optional(number)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.storage.size >= 20 && var.storage.size <= 65536 && var.storage.max >= var.storage.size
    error_message = "RDS has 20 to 65,536 GB of gp3, and the storage does not shrink: max is at least size."
  }
  validation {
    condition     = var.storage.iops == null || try(var.storage.size >= 400 && var.storage.iops >= 12000 && var.storage.iops <= 64000, false)
    error_message = "gp3 of RDS for PostgreSQL has 3,000 IOPS below 400 GB, which can't be changed, and 12,000 to 64,000 from there on: leave iops out, or give as many."
  }
}

variable "multi_az" {
  description = "Keep a standby in another zone, which takes over by itself."
  type        = bool
  default     = true
  nullable    = false
}

variable "backup_days" {
  description = "Days for which daily backups, and every moment in between can be restored, are kept."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.backup_days >= 1 && var.backup_days <= 35 && var.backup_days == floor(var.backup_days)
    error_message = "Backups are kept for 1 to 35 days."
  }
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
  description = "KMS key that encrypts the data; null takes AWS's own. A change replaces it all."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:", var.kms_key_arn))
    error_message = "The key is given by its ARN, e.g. arn:aws:kms:us-east-1:111122223333:key/…, or left out."
  }
}

variable "deletion_protection" {
  description = "Refuse to delete the server, and take a last snapshot when it is deleted after all."
  type        = bool
  default     = true
  nullable    = false
}
