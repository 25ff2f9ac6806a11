variable "image_tag" {
  description = "Tag of the API's image in the repository that is made here."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$", var.image_tag)) && var.image_tag != "latest"
    error_message = "The image's tag is a version such as 1.4.2. \"latest\" is refused: tasks that start tomorrow would not be those of today."
  }
}

variable "architecture" {
  description = "Of the API's image: X86_64 or ARM64."
  type        = string
  default     = "X86_64"
  nullable    = false
}

variable "api_size" {
  description = "Of one task of the API: vCPU and GB of memory."
  type        = object({ vcpu = number, memory = number })
  default     = { vcpu = 2, memory = 8 }
  nullable    = false
}

variable "api_tasks" {
  description = "How many tasks the API has: at the start, and between which bounds CPU decides."
  type        = object({ desired = number, min = number, max = number })
  default     = { desired = 3, min = 2, max = 10 }
  nullable    = false
}

variable "api_settings" {
  description = "More environment of the API that is no secret, e.g. { LLM_MODEL = \"…\" }."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length([for name in keys(var.api_settings) : name if can(regex("^(REDIS_URI|VECTOR_STORAGE|GRAPH_STORAGE|EMBEDDING_DIM)$|^(QDRANT|POSTGRES|NEO4J|MEMGRAPH)_", name))]) == 0
    error_message = "What leads to the stores is set here already: leave REDIS_URI, VECTOR_STORAGE, GRAPH_STORAGE, EMBEDDING_DIM and what begins with QDRANT_, POSTGRES_, NEO4J_ or MEMGRAPH_ out of api_settings."
  }
}

variable "api_secrets" {
  description = "More environment of the API that is secret, by the ARNs of secrets that exist, e.g. a model provider's key."
  type        = map(string)
  default     = {}
  nullable    = false
}
