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

variable "zones" {
  description = "Letters of the availability zones, over which everything is spread. Add new ones at the end."
  type        = list(string)
  default     = ["a", "b", "c"]
  nullable    = false

  validation {
    condition     = length(distinct(var.zones)) >= 2 && length(distinct(var.zones)) == length(var.zones) && alltrue([for zone in var.zones : can(regex("^[a-z]$", zone))])
    error_message = "At least two different zones are needed, so that one may be lost: each given as its letter alone, e.g. [\"a\", \"b\", \"c\"]."
  }
}

variable "name" {
  description = "Begins the name of everything. A change replaces everything."
  type        = string
  default     = "rag-api"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,15}[a-z0-9]$", var.name)) && !strcontains(var.name, "--")
    error_message = "A name has 2 to 17 characters: lower-case letters, digits and single \"-\", with a letter first and no \"-\" last."
  }
}

variable "domain_name" {
  description = "Name of the API, e.g. api.example.com."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z]{2,}$", var.domain_name))
    error_message = "A domain name looks like api.example.com, in lower case and without a dot at its end."
  }
}

variable "zone_id" {
  description = "Public hosted zone of that name."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Z0-9]{8,32}$", var.zone_id))
    error_message = "A hosted zone's id looks like Z0123456789ABCDEFGHIJ."
  }
}

variable "self_hosted" {
  description = "Where the name leads until traffic is moved: addresses of the old host. null if there is none; the name leads to the load balancer then. IPv6 records are made only if it has IPv6 as well."
  type = object({
    ipv4 = list(string)
    ipv6 = optional(list(string), [])
  })
  default = null

  validation {
    condition     = var.self_hosted == null || try(length(var.self_hosted.ipv4) > 0, false)
    error_message = "The old host has at least one IPv4 address; leave self_hosted out if there is no old host."
  }
}

variable "vector_store" {
  description = "Where vectors are kept: qdrant or postgres."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["qdrant", "postgres"], var.vector_store)
    error_message = "The vector store is qdrant or postgres."
  }
}

variable "graph_store" {
  description = "Where the graph is kept: neptune or memgraph."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["neptune", "memgraph"], var.graph_store)
    error_message = "The graph store is neptune or memgraph."
  }
}

variable "embedding_dimension" {
  description = "Numbers in a vector, as the embedding model makes them. What is stored has to be ingested again after a change."
  type        = number
  default     = 1024
  nullable    = false

  validation {
    condition     = var.embedding_dimension >= 1 && var.embedding_dimension == floor(var.embedding_dimension)
    error_message = "The embedding dimension is a whole number from 1 on."
  }
  validation {
    condition     = var.vector_store != "postgres" || var.embedding_dimension <= 2000
    error_message = "pgvector's index takes vectors of at most 2,000 dimensions, not ${var.embedding_dimension}: choose a smaller embedding, or vector_store = \"qdrant\"."
  }
}

variable "nat_gateways" {
  description = "How private subnets reach IPv4 addresses outside: each-zone or one. Models and images are outside, so that none would not do."
  type        = string
  default     = "each-zone"
  nullable    = false

  validation {
    condition     = contains(["each-zone", "one"], var.nat_gateways)
    error_message = "nat_gateways is each-zone or one."
  }
}

variable "interface_endpoints" {
  description = "AWS services that are reached without NAT; each costs by the hour and zone."
  type        = set(string)
  default     = ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm"]
  nullable    = false
}

variable "client_cidrs" {
  description = "Networks from which the API is reached, of both families; null is the whole internet."
  type        = list(string)
  default     = null
}

variable "alarm_emails" {
  description = "Addresses that are told of alarms."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "alarm_thresholds" {
  description = "When alarms go off: CPU of the API's tasks and memory of Redis in per cent, errors of the API in five minutes."
  type = object({
    api_cpu      = optional(number, 80)
    redis_memory = optional(number, 90)
    api_5xx      = optional(number, 10)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for percent in [var.alarm_thresholds.api_cpu, var.alarm_thresholds.redis_memory] : percent > 0 && percent < 100]) && var.alarm_thresholds.api_5xx >= 0
    error_message = "The thresholds of api_cpu and redis_memory are per cent, between 0 and 100; that of api_5xx is a number of errors."
  }
}

variable "kms_key_arn" {
  description = "KMS key that encrypts all data; null takes AWS's own. A change replaces the data."
  type        = string
  default     = null
}

variable "deletion_protection" {
  description = "Refuse to delete data and load balancers. Set it to false, and apply, before a destruction."
  type        = bool
  default     = true
  nullable    = false
}

variable "team" {
  description = "Tag Team."
  type        = string
  default     = "quants"
  nullable    = false
}

variable "extra_tags" {
  description = "More tags for all resources."
  type        = map(string)
  default     = {}
  nullable    = false
}
