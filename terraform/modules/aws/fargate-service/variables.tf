variable "name" {
  description = "Name of the service and all that belongs to it, e.g. rag-api."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,38}[a-z0-9]$", var.name))
    error_message = "A name has 2 to 40 characters: lower-case letters, digits and \"-\", with a letter first and no \"-\" last."
  }
}

variable "cluster" {
  description = "The ECS cluster, by name and ARN."
  type        = object({ name = string, arn = string })
  nullable    = false
}

variable "vpc_id" {
  description = "The VPC."
  type        = string
  nullable    = false
}

variable "subnet_ids" {
  description = "Private subnets, over which the tasks are spread."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 1
    error_message = "Tasks need at least one subnet."
  }
}

variable "image" {
  description = "Container image with its tag or digest."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[^\\s]+(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}|@sha256:[0-9a-f]{64})$", var.image)) && !endswith(var.image, ":latest")
    error_message = "An image is named with a tag or digest, so that every task runs the same one: name:1.2.3 or name@sha256:…, and not name:latest."
  }
}

variable "repository_arns" {
  description = "ECR repositories that the image comes from; none for a public image."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "architecture" {
  description = "Of the image: X86_64 or ARM64."
  type        = string
  default     = "X86_64"
  nullable    = false

  validation {
    condition     = contains(["X86_64", "ARM64"], var.architecture)
    error_message = "The architecture is X86_64 or ARM64."
  }
}

variable "size" {
  description = "Of one task: vCPU and GB of memory, in one of Fargate's pairs."
  type        = object({ vcpu = number, memory = number })
  nullable    = false

  validation {
    condition     = contains(keys(local.memory), tostring(var.size.vcpu))
    error_message = "A task has 0.25, 0.5, 1, 2, 4, 8 or 16 vCPU."
  }
  validation {
    condition     = contains(lookup(local.memory, tostring(var.size.vcpu), [var.size.memory]), var.size.memory)
    error_message = "Fargate has no task of that memory for that vCPU: 1 vCPU takes 2 to 8 GB, 2 take 4 to 16, 4 take 8 to 30, 8 take 16 to 60 in steps of 4, 16 take 32 to 120 in steps of 8."
  }
}

variable "tasks" {
  description = "How many tasks: at the start, and within which bounds CPU decides. Without bounds the number stays."
  type = object({
    desired    = number
    min        = optional(number)
    max        = optional(number)
    cpu_target = optional(number, 70)
  })
  nullable = false

  validation {
    condition     = (var.tasks.min == null) == (var.tasks.max == null)
    error_message = "Give both bounds for the number of tasks, or neither."
  }
  validation {
    condition     = try(var.tasks.min >= 1 && var.tasks.min <= var.tasks.desired && var.tasks.desired <= var.tasks.max, var.tasks.desired >= 0)
    error_message = "The number of tasks at the start is within its bounds, and at least one task stays."
  }
  validation {
    condition     = var.tasks.cpu_target >= 10 && var.tasks.cpu_target <= 90
    error_message = "The CPU that scaling aims at is 10 to 90 %."
  }
}

variable "deployment" {
  description = "Per cent of the tasks that a deployment keeps and may reach. 0 and 100 stop the old task first, for one that nothing may share its data with."
  type        = object({ minimum = number, maximum = number })
  default     = { minimum = 50, maximum = 200 }
  nullable    = false

  validation {
    condition     = var.deployment.minimum >= 0 && var.deployment.minimum <= 100 && var.deployment.maximum >= 100 && var.deployment.maximum <= 200 && var.deployment.minimum < var.deployment.maximum
    error_message = "A deployment keeps 0 to 100 % of the tasks and reaches 100 to 200 %, with room between the two."
  }
}

variable "command" {
  description = "What the container runs instead of the image's own command; null leaves that."
  type        = list(string)
  default     = null
}

variable "entry_point" {
  description = "What the command is handed to instead of the image's own entry point; null leaves that."
  type        = list(string)
  default     = null
}

variable "settings" {
  description = "Environment of the container that is no secret. Kept as SSM parameters below /NAME/, which the task reads when it starts."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in keys(var.settings) : can(regex("^[A-Za-z_][A-Za-z0-9_]*$", name))])
    error_message = "The name of a setting is that of an environment variable: letters, digits and \"_\"."
  }
}

variable "secrets" {
  description = "Environment of the container that is secret, each given as the ARN of a secret (of one of its keys: ARN:KEY::) or an SSM parameter; never as a value."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for reference in values(var.secrets) : can(regex("^arn:aws[a-z-]*:(secretsmanager|ssm):", reference))])
    error_message = "A secret is given by the ARN of a Secrets Manager secret or SSM parameter, never by its value."
  }
  validation {
    condition     = length(setintersection(keys(var.settings), keys(var.secrets))) == 0
    error_message = "A name is both a setting and a secret."
  }
}

variable "secret_key_arns" {
  description = "KMS keys that encrypt those secrets, where they are not AWS's own."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "policy_statements" {
  description = "What the application itself may do, as statements of its role's policy."
  type        = list(any)
  default     = []
  nullable    = false
}

variable "load_balancer" {
  description = "The load balancer in front of it: the module's `target` output."
  type        = object({ target_group_arn = string, security_group_id = string, port = number })
  default     = null
}

variable "clients" {
  description = "Who else reaches it, by a name of yours: a security group and a port."
  type        = map(object({ security_group_id = string, port = number }))
  default     = {}
  nullable    = false
}

variable "extra_security_group_ids" {
  description = "More security groups for the tasks."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "volumes" {
  description = "Folders on EFS, by name: file system, access point and path in the container. Mounted with TLS, by the task's role."
  type        = map(object({ file_system_id = string, access_point_id = string, path = string }))
  default     = {}
  nullable    = false
}

variable "registry_arn" {
  description = "Cloud Map service in which the tasks are found by name; null for none."
  type        = string
  default     = null
}

variable "read_only_root" {
  description = "Let the container write to its volumes and /tmp only."
  type        = bool
  default     = false
  nullable    = false
}

variable "remote_shell" {
  description = "Allow `aws ecs execute-command`."
  type        = bool
  default     = false
  nullable    = false
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
