variable "name" {
  description = "Name of the environment; log groups and the role have it too. A change replaces the environment."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z][0-9a-zA-Z_-]{0,39}$", var.name))
    error_message = "An environment's name has up to 40 letters, digits, \"-\" and \"_\", with a letter first."
  }
}

variable "vpc_id" {
  description = "VPC of the subnets."
  type        = string
  nullable    = false
}

variable "subnets" {
  description = "Ids of two private subnets by their zones, e.g. { us-east-1a = \"subnet-…\" }. They need a NAT gateway, or endpoints for S3, SQS, CloudWatch, KMS, Secrets Manager and ECR. A change replaces the environment."
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(var.subnets) == 2 && alltrue([for zone in keys(var.subnets) : can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]+[a-z]$", zone))])
    error_message = "Amazon MWAA runs in exactly two subnets, in two different zones: give them by zone, e.g. { us-east-1a = \"subnet-…\", us-east-1b = \"subnet-…\" }."
  }
}

variable "bucket" {
  description = "The bucket of DAGs, requirements and plugins, which must keep versions and be closed to the public."
  type = object({
    name = string
    arn  = string
  })
  nullable = false
}

variable "dag_path" {
  description = "Folder of the bucket that has the DAGs."
  type        = string
  default     = "dags"
  nullable    = false

  validation {
    condition     = can(regex("^[^/].*[^/]$", var.dag_path))
    error_message = "dag_path is a folder such as dags, with no \"/\" at either end."
  }
}

variable "requirements" {
  description = "Key and version of a requirements.txt in the bucket; null for none."
  type        = object({ key = string, version = string })
  default     = null
}

variable "plugins" {
  description = "Key and version of a plugins.zip in the bucket; null for none."
  type        = object({ key = string, version = string })
  default     = null
}

variable "airflow_version" {
  description = "Version of Apache Airflow. From 2 to 3 only 2.11 leads; a lower minor version is a downgrade, which Amazon MWAA does too."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["2.7.2", "2.8.1", "2.9.2", "2.10.1", "2.10.3", "2.11.0", "3.0.6"], var.airflow_version)
    error_message = "Amazon MWAA does not offer this version of Airflow. It offers 2.7.2, 2.8.1, 2.9.2, 2.10.1, 2.10.3, 2.11.0 and 3.0.6."
  }
}

variable "environment_class" {
  description = "Size of schedulers, workers and web servers, mw1.micro to mw1.2xlarge."
  type        = string
  default     = "mw1.small"
  nullable    = false

  validation {
    condition     = contains(["mw1.micro", "mw1.small", "mw1.medium", "mw1.large", "mw1.xlarge", "mw1.2xlarge"], var.environment_class)
    error_message = "A class is mw1.micro, mw1.small, mw1.medium, mw1.large, mw1.xlarge or mw1.2xlarge."
  }
}

variable "workers" {
  description = "Fewest and most workers. One is in the price of the environment; others cost by the hour."
  type        = object({ min = number, max = number })
  default     = { min = 1, max = 5 }
  nullable    = false

  validation {
    condition     = var.workers.min >= 1 && var.workers.max <= 25 && var.workers.min <= var.workers.max && var.workers.min == floor(var.workers.min) && var.workers.max == floor(var.workers.max)
    error_message = "Workers are whole numbers from 1 to 25, which is AWS's default quota, and min is not above max."
  }
}

variable "schedulers" {
  description = "Number of schedulers: 2 to 5, or 1 for mw1.micro."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.environment_class == "mw1.micro" ? var.schedulers == 1 : contains([2, 3, 4, 5], var.schedulers)
    error_message = "An environment has 2 to 5 schedulers; mw1.micro has exactly one."
  }
}

variable "webserver_access" {
  description = "PUBLIC_ONLY: Airflow's web page is reached from the internet, by whom IAM allows; PRIVATE_ONLY: from the VPC alone."
  type        = string
  default     = "PRIVATE_ONLY"
  nullable    = false

  validation {
    condition     = contains(["PUBLIC_ONLY", "PRIVATE_ONLY"], var.webserver_access)
    error_message = "webserver_access is PUBLIC_ONLY or PRIVATE_ONLY."
  }
}

variable "server_cidrs" {
  description = "Networks of the servers that DAGs log in to, by SSH. Nothing else is reached but HTTPS."
  type        = set(string)
  nullable    = false

  validation {
    condition     = alltrue([for cidr in var.server_cidrs : can(cidrhost(cidr, 0)) && try(tonumber(split("/", cidr)[1]) >= 8, false)])
    error_message = "An entry of server_cidrs is a network of at most /8, such as 192.168.10.0/24; a single address is written with /32."
  }
}

variable "ssh_ports" {
  description = "Ports on which the servers answer SSH."
  type        = set(number)
  default     = [22]
  nullable    = false

  validation {
    condition     = alltrue([for port in var.ssh_ports : port >= 1 && port <= 65535 && port == floor(port)])
    error_message = "A port is a whole number from 1 to 65535."
  }
}

variable "secret_arns" {
  description = "Secrets that DAGs may read, by names of yours; nobody else's are."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "configuration" {
  description = "Airflow's own options, e.g. { \"core.parallelism\" = \"16\" }. They are in the state, so no secrets."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "log_days" {
  description = "Days for which Airflow's logs are kept."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827], var.log_days)
    error_message = "CloudWatch keeps logs for 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096 or 1827 days."
  }
}

variable "maintenance_start" {
  description = "When AWS's weekly maintenance begins, in UTC, at a full or half hour."
  type        = string
  default     = "SUN:03:30"
  nullable    = false

  validation {
    condition     = can(regex("^(MON|TUE|WED|THU|FRI|SAT|SUN):([01][0-9]|2[0-3]):(00|30)$", var.maintenance_start))
    error_message = "The maintenance window begins at a time such as SUN:03:30, at a full or half hour."
  }
}

variable "kms_key_arn" {
  description = "KMS key that encrypts the environment, its queue and its logs; null takes keys of AWS. Its policy must let CloudWatch Logs use it. A change replaces the environment."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:", var.kms_key_arn))
    error_message = "The key is given by its ARN, e.g. arn:aws:kms:us-east-1:111122223333:key/…, or left out."
  }
}
