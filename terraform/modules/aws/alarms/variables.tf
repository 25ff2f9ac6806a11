variable "name" {
  description = "Begins the name of every alarm, e.g. rag-api."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z][A-Za-z0-9_-]{0,63}$", var.name))
    error_message = "A name has up to 64 letters, digits, \"-\" and \"_\", with a letter first."
  }
}

variable "alarms" {
  description = "Alarms by name. One goes off when `metric` was beyond `threshold` in `periods` periods of `period` seconds."
  type = map(object({
    description = string
    namespace   = string
    metric      = string
    dimensions  = map(string)
    statistic   = optional(string, "Average")
    comparison  = optional(string, "above")
    threshold   = number
    period      = optional(number, 300)
    periods     = optional(number, 1)
    # What no data means: `missing` is a state of its own, `ok` or `breach`.
    without_data = optional(string, "missing")
  }))
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.alarms) : can(regex("^[A-Za-z0-9][A-Za-z0-9._-]*$", name))])
    error_message = "An alarm's name has letters, digits, \".\", \"-\" and \"_\", with a letter or digit first."
  }
  validation {
    condition     = alltrue([for alarm in values(var.alarms) : contains(["Average", "Sum", "Minimum", "Maximum", "SampleCount"], alarm.statistic) || can(regex("^p[0-9]{1,2}([.][0-9]{1,2})?$", alarm.statistic))])
    error_message = "A statistic is Average, Sum, Minimum, Maximum, SampleCount or a percentile such as p99."
  }
  validation {
    condition     = alltrue([for alarm in values(var.alarms) : contains(["above", "below", "at-least", "at-most"], alarm.comparison)])
    error_message = "A comparison is above, below, at-least or at-most."
  }
  validation {
    condition     = alltrue([for alarm in values(var.alarms) : contains(["missing", "ok", "breach", "ignore"], alarm.without_data)])
    error_message = "without_data is missing, ok, breach or ignore."
  }
  validation {
    condition     = alltrue([for alarm in values(var.alarms) : contains([10, 30], alarm.period) || (alarm.period >= 60 && alarm.period % 60 == 0)])
    error_message = "A period is 10, 30 or a multiple of 60 seconds."
  }
  validation {
    condition     = alltrue([for alarm in values(var.alarms) : alarm.periods >= 1 && alarm.periods * alarm.period <= 86400])
    error_message = "An alarm looks at one period at least, and at a day at most."
  }
}

variable "emails" {
  description = "Addresses that are told when an alarm goes off and when it is over. Each has to confirm the message that AWS sends it."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for email in var.emails : can(regex("^[^@\\s]+@[^@\\s]+[.][^@\\s]+$", email))])
    error_message = "An entry of emails is no e-mail address."
  }
}

variable "topic_arns" {
  description = "SNS topics that are told as well."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.topic_arns : can(regex("^arn:aws[a-z-]*:sns:", arn))])
    error_message = "A topic is given by its ARN, e.g. arn:aws:sns:us-east-1:111122223333:on-call."
  }
}

variable "kms_key_arn" {
  description = "KMS key that encrypts the topic's messages, which CloudWatch must be allowed to use; null encrypts them in transit alone."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:", var.kms_key_arn))
    error_message = "The key is given by its ARN, e.g. arn:aws:kms:us-east-1:111122223333:key/…, or left out."
  }
}
