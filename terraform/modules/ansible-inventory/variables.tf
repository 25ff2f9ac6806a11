variable "hosts" {
  description = "The instance module's `ansible` output of each host, by host name."
  type = map(object({
    groups = list(string)
    vars = object({
      ansible_host = string
      ansible_user = string
      ansible_port = number
      instance_id  = string
      service_type = string

      quants_private_ip  = optional(string)
      quants_environment = optional(string)
      quants_tags        = optional(map(string))
    })
  }))
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.hosts) : can(regex("^[A-Za-z0-9][A-Za-z0-9._-]*$", name))])
    error_message = "A host's name consists of letters, digits, \".\", \"-\" and \"_\", with a letter or digit at its beginning."
  }
  validation {
    condition     = length(setintersection(keys(var.hosts), ["all", "ungrouped", "localhost", "data_collectors", "execution_engines", "monitors"])) == 0
    error_message = "A host has a name of Ansible's own or of a group, and would capture that pattern."
  }
}

variable "groups" {
  description = "More groups, which are there even if they are empty."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for name in var.groups : can(regex("^[A-Za-z_][A-Za-z0-9_]*$", name)) && !contains(["all", "ungrouped"], name)])
    error_message = "A group's name consists of letters, digits and \"_\", and is not one of Ansible's own."
  }
}

variable "file" {
  description = "Where the inventory is written, readable by its owner only; the folder is made."
  type        = string
  nullable    = false

  validation {
    condition     = endswith(var.file, ".json")
    error_message = "The file's name ends in .json: Ansible chooses its parser by that."
  }
}
