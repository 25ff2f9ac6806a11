variable "name" {
  description = "Name of the load balancer, e.g. rag-api."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,25}[a-z0-9]$", var.name)) && !startswith(var.name, "internal-")
    error_message = "A name has 2 to 27 characters: lower-case letters, digits and \"-\", with a letter first and no \"-\" last; AWS keeps \"internal-\" for itself."
  }
}

variable "vpc_id" {
  description = "The VPC."
  type        = string
  nullable    = false
}

variable "vpc_cidr" {
  description = "IPv4 network of the VPC, where the targets are."
  type        = string
  nullable    = false

  validation {
    condition     = can(cidrhost(var.vpc_cidr, 0)) && !strcontains(var.vpc_cidr, ":")
    error_message = "The VPC's network is an IPv4 network such as 10.0.0.0/16."
  }
}

variable "subnet_ids" {
  description = "Subnets in at least two zones: public ones, or private ones if it is internal."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "A load balancer needs subnets in at least two zones."
  }
}

variable "internal" {
  description = "Reached from within the VPC only."
  type        = bool
  default     = false
  nullable    = false
}

variable "ipv6" {
  description = "Answer IPv6 as well; the subnets have IPv6 networks then."
  type        = bool
  default     = true
  nullable    = false
}

variable "client_cidrs" {
  description = "Networks from which it is reached, of both families. null is the whole internet, or the VPC if it is internal."
  type        = list(string)
  default     = null

  validation {
    condition     = alltrue([for cidr in coalesce(var.client_cidrs, []) : can(cidrhost(cidr, 0))])
    error_message = "An entry of client_cidrs is not a network such as 203.0.113.0/24 or 2001:db8::/32."
  }
  validation {
    condition     = !var.internal || length(setintersection(coalesce(var.client_cidrs, []), ["0.0.0.0/0", "::/0"])) == 0
    error_message = "An internal load balancer is for clients in the VPC: name their networks, not the world."
  }
}

variable "port" {
  description = "Port of HTTPS."
  type        = number
  default     = 443
  nullable    = false

  validation {
    condition     = var.port >= 1 && var.port <= 65535 && var.port != 80
    error_message = "The port of HTTPS is between 1 and 65535, and not 80, which only leads to it."
  }
}

variable "domain_name" {
  description = "Name that its certificate is for, e.g. api.example.com."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z]{2,}$", var.domain_name))
    error_message = "A domain name looks like api.example.com, in lower case and without a dot at its end."
  }
}

variable "certificate_arn" {
  description = "Certificate of ACM's for that name; null has one made and renewed, proved by a record in `zone_id`."
  type        = string
  default     = null

  validation {
    condition     = var.certificate_arn == null || can(regex("^arn:aws[a-z-]*:acm:", var.certificate_arn))
    error_message = "A certificate is given by its ARN, e.g. arn:aws:acm:us-east-1:111122223333:certificate/…, or left out."
  }
}

variable "zone_id" {
  description = "Public hosted zone of the domain name."
  type        = string
  default     = null

  validation {
    condition     = var.zone_id != null || var.certificate_arn != null
    error_message = "Without a certificate_arn, the certificate is proved in the domain's hosted zone: give its zone_id."
  }
}

variable "target" {
  description = "How targets are reached: their port, HTTP or HTTPS (whose certificate is not looked at), and the path that answers 200 when all is well."
  type = object({
    port        = optional(number, 8000)
    protocol    = optional(string, "HTTP")
    health_path = optional(string, "/health")
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["HTTP", "HTTPS"], var.target.protocol)
    error_message = "Targets speak HTTP or HTTPS."
  }
  validation {
    condition     = var.target.port >= 1 && var.target.port <= 65535
    error_message = "A port is between 1 and 65535."
  }
  validation {
    condition     = startswith(var.target.health_path, "/")
    error_message = "The path of the health check begins with \"/\"."
  }
}

variable "health_check" {
  description = "Seconds between two checks and for an answer, and how many in a row make a target healthy or not."
  type = object({
    interval  = optional(number, 30)
    timeout   = optional(number, 5)
    healthy   = optional(number, 2)
    unhealthy = optional(number, 3)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.health_check.interval >= 5 && var.health_check.interval <= 300 && var.health_check.timeout >= 2 && var.health_check.timeout < var.health_check.interval
    error_message = "Checks are 5 to 300 s apart, and each is given at least 2 s, but less than the time to the next."
  }
  validation {
    condition     = alltrue([for count in [var.health_check.healthy, var.health_check.unhealthy] : count >= 2 && count <= 10])
    error_message = "It takes 2 to 10 checks in a row to change a target's health."
  }
}

variable "idle_timeout" {
  description = "Seconds without a byte after which a connection is closed: more than the slowest answer takes to begin."
  type        = number
  default     = 120
  nullable    = false

  validation {
    condition     = var.idle_timeout >= 1 && var.idle_timeout <= 4000
    error_message = "The idle timeout is 1 to 4000 s."
  }
}

variable "deletion_protection" {
  description = "Refuse to delete the load balancer."
  type        = bool
  default     = true
  nullable    = false
}
