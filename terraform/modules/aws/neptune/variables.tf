variable "name" {
  description = "Name of the cluster, e.g. rag-api."
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

variable "instance_class" {
  description = "Class of the writer and its readers, e.g. db.r6g.large."
  type        = string
  default     = "db.r6g.large"
  nullable    = false

  validation {
    condition     = can(regex("^db[.][a-z0-9]+[.][a-z0-9]+$", var.instance_class)) && var.instance_class != "db.serverless"
    error_message = "An instance class looks like db.r6g.large."
  }
}

variable "readers" {
  description = "Readers in other zones, one of which takes over when the writer is lost."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.readers >= 1 && var.readers <= 15 && var.readers == floor(var.readers)
    error_message = "A cluster has 1 to 15 readers: without one, nothing takes over from the writer."
  }
}

variable "engine_version" {
  description = "Version of Neptune, e.g. 1.4.5.0."
  type        = string
  default     = "1.4.5.0"
  nullable    = false

  validation {
    condition     = can(regex("^1[.][3-9][.][0-9]+[.][0-9]+$", var.engine_version))
    error_message = "A version of Neptune looks like 1.4.5.0, from 1.3 on."
  }
}

variable "load_from" {
  description = "Buckets that data may be bulk loaded from, by a name of yours: their ARNs."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for arn in values(var.load_from) : can(regex("^arn:aws[a-z-]*:s3:::", arn))])
    error_message = "A bucket is given by its ARN, e.g. arn:aws:s3:::example-bucket."
  }
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
  description = "Refuse to delete the cluster, and take a last snapshot when it is deleted after all."
  type        = bool
  default     = true
  nullable    = false
}
