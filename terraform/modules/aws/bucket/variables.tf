variable "name" {
  description = "Name of the bucket, which nobody else in the world may have. A change replaces it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.name))
    error_message = "A bucket's name has 3 to 63 characters: lower-case letters, digits and \"-\", with a letter or digit at both ends. Dots would break TLS."
  }
}

variable "kms_key_arn" {
  description = "KMS key that encrypts the objects; null takes S3's own keys."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:", var.kms_key_arn))
    error_message = "The key is given by its ARN, e.g. arn:aws:kms:us-east-1:111122223333:key/…, or left out."
  }
}

variable "noncurrent_days" {
  description = "Days for which an overwritten or deleted object can be brought back."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.noncurrent_days >= 1 && var.noncurrent_days == floor(var.noncurrent_days)
    error_message = "Old versions are kept for a whole number of days, at least one."
  }
}

variable "expire_after_days" {
  description = "Days after which the objects below each prefix are deleted, e.g. { \"snapshots/\" = 7 }."
  type        = map(number)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for days in values(var.expire_after_days) : days >= 1 && days == floor(days)])
    error_message = "Objects expire after a whole number of days, at least one."
  }
}

variable "policy_statements" {
  description = "Statements for the bucket's policy, beside the one that refuses whatever comes without TLS."
  type        = list(any)
  default     = []
  nullable    = false
}

variable "deletion_protection" {
  description = "Refuse to delete the bucket while there is anything in it."
  type        = bool
  default     = true
  nullable    = false
}
