variable "redis" {
  description = "Size of Redis."
  type = object({
    node_type = optional(string, "cache.r7g.large")
    shards    = optional(number, 3)
    replicas  = optional(number, 2)
  })
  default  = {}
  nullable = false
}

variable "qdrant" {
  description = "Size of Qdrant, if it is the vector store."
  type = object({
    nodes  = optional(number, 3)
    vcpu   = optional(number, 4)
    memory = optional(number, 16)
    image  = optional(string, "qdrant/qdrant:v1.15.4")
  })
  default = null

  validation {
    condition     = var.qdrant == null || var.vector_store == "qdrant"
    error_message = "The vector store is ${var.vector_store}, but qdrant has settings: there is one vector store. Take them out, or choose vector_store = \"qdrant\"."
  }
}

variable "qdrant_api_key" {
  description = "Key of Qdrant, if it is the vector store. Give it as TF_VAR_qdrant_api_key; it is kept in Secrets Manager alone."
  type        = string
  sensitive   = true
  ephemeral   = true
  default     = null

  validation {
    condition     = var.vector_store != "qdrant" || var.qdrant_api_key != null
    error_message = "Qdrant needs a key of 24 characters or more: set TF_VAR_qdrant_api_key, e.g. to what openssl rand -hex 32 prints."
  }
}

variable "postgres" {
  description = "Size of PostgreSQL, if it is the vector store. gp3 has 12,000 IOPS from 400 GB on."
  type = object({
    instance_class = optional(string, "db.r7g.large")
    size           = optional(number, 500)
    max            = optional(number, 1000)
    iops           = optional(number)
  })
  default = null

  validation {
    condition     = var.postgres == null || var.vector_store == "postgres"
    error_message = "The vector store is ${var.vector_store}, but postgres has settings: there is one vector store. Take them out, or choose vector_store = \"postgres\"."
  }
}

variable "postgres_password" {
  description = "Password of PostgreSQL, if it is the vector store. Give it as TF_VAR_postgres_password; it is kept in RDS and Secrets Manager alone."
  type        = string
  sensitive   = true
  ephemeral   = true
  default     = null

  validation {
    condition     = var.vector_store != "postgres" || var.postgres_password != null
    error_message = "PostgreSQL needs a password of 16 characters or more: set TF_VAR_postgres_password, e.g. to what openssl rand -hex 32 prints."
  }
}

variable "neptune" {
  description = "Size of Neptune, if it is the graph store."
  type = object({
    instance_class = optional(string, "db.r6g.large")
    readers        = optional(number, 1)
  })
  default = null

  validation {
    condition     = var.neptune == null || var.graph_store == "neptune"
    error_message = "The graph store is ${var.graph_store}, but neptune has settings: there is one graph store. Take them out, or choose graph_store = \"neptune\"."
  }
}

variable "memgraph" {
  description = "Size of Memgraph, if it is the graph store, and which node writes."
  type = object({
    instance_type = optional(string, "c7g.xlarge")
    nodes         = optional(number, 3)
    volume_size   = optional(number, 500)
    image         = optional(string, "memgraph/memgraph:3.5.0")
    main_node     = optional(number, 1)
  })
  default = null

  validation {
    condition     = var.memgraph == null || var.graph_store == "memgraph"
    error_message = "The graph store is ${var.graph_store}, but memgraph has settings: there is one graph store. Take them out, or choose graph_store = \"memgraph\"."
  }
}

variable "memgraph_password" {
  description = "Password of Memgraph, if it is the graph store. Give it as TF_VAR_memgraph_password; it is kept in Secrets Manager alone."
  type        = string
  sensitive   = true
  ephemeral   = true
  default     = null

  validation {
    condition     = var.graph_store != "memgraph" || var.memgraph_password != null
    error_message = "Memgraph needs a password of 16 characters or more: set TF_VAR_memgraph_password, e.g. to what openssl rand -hex 32 prints."
  }
}

variable "secrets_version" {
  description = "Count it up to have other keys and passwords taken over; nothing else shows that they changed."
  type        = number
  default     = 1
  nullable    = false
}
