variable "name" {
  description = "Begins the name of everything here, e.g. gpu-ci."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,30}[a-z0-9]$", var.name))
    error_message = "A name has 2 to 32 characters: lower-case letters, digits and \"-\", with a letter first and no \"-\" last."
  }
}

variable "vpc_id" {
  description = "VPC that the servers are to be reached from."
  type        = string
  nullable    = false
}

variable "route_table_ids" {
  description = "Route tables of the subnets that reach the servers, by a name that is known before they exist, e.g. their zones."
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(var.route_table_ids) > 0
    error_message = "Without a route table nothing would find the way to the servers: name at least one."
  }
}

variable "vpn" {
  description = "A site-to-site VPN: `server_address` is the public IPv4 address of the servers' gateway. With `static_cidrs` these networks lie behind it; without any it tells of them by BGP, as `bgp_asn`. With `certificate_arn`, of a private certificate in ACM, tunnels are authenticated by it instead of by shared keys."
  type = object({
    server_address  = optional(string)
    bgp_asn         = optional(number, 65000)
    static_cidrs    = optional(set(string), [])
    certificate_arn = optional(string)
  })
  default = null

  validation {
    condition     = var.vpn == null || try(var.vpn.server_address != null, false)
    error_message = "A VPN needs server_address, the public IPv4 address of the servers' gateway."
  }
  validation {
    condition     = try(var.vpn.server_address, null) == null || can(cidrhost("${var.vpn.server_address}/32", 0))
    error_message = "server_address is an IPv4 address such as 203.0.113.10."
  }
  validation {
    condition     = !can(regex("^(0|10|127|169[.]254|172[.](1[6-9]|2[0-9]|3[01])|192[.]168|22[4-9]|2[34][0-9]|25[0-5])[.]", var.vpn.server_address))
    error_message = "server_address is not public: AWS could not reach it. Give the address that the gateway has on the internet."
  }
  validation {
    condition     = var.vpn == null || try(var.vpn.bgp_asn >= 1 && var.vpn.bgp_asn <= 2147483647 && var.vpn.bgp_asn == floor(var.vpn.bgp_asn), false)
    error_message = "bgp_asn is a whole number from 1 to 2147483647; 64512 to 65534 are for private use."
  }
  validation {
    condition     = alltrue([for cidr in try(var.vpn.static_cidrs, []) : can(cidrhost(cidr, 0)) && !strcontains(cidr, ":") && try(cidrhost(cidr, 0) == split("/", cidr)[0], false)])
    error_message = "An entry of static_cidrs is no IPv4 network such as 192.168.10.0/24, with no bits set behind the prefix."
  }
  validation {
    condition     = !contains(try(var.vpn.static_cidrs, []), "0.0.0.0/0")
    error_message = "Everything would go through the VPN with 0.0.0.0/0: name the servers' networks."
  }
  validation {
    condition     = try(var.vpn.certificate_arn, null) == null || can(regex("^arn:aws[a-z-]*:acm:", var.vpn.certificate_arn))
    error_message = "The certificate is given by its ARN, e.g. arn:aws:acm:us-east-1:111122223333:certificate/…, or left out."
  }
}

variable "peering" {
  description = "A peering with the servers' VPC of this account and region: `route_table_ids` are those of the servers' subnets, by names; `cidrs` the networks of that VPC that are to be reached, and `local_cidr` the one that is to be answered."
  type = object({
    vpc_id          = optional(string)
    cidrs           = set(string)
    local_cidr      = string
    route_table_ids = map(string)
  })
  default = null

  validation {
    condition     = (var.peering == null) != (var.vpn == null)
    error_message = "The way to the servers is a vpn or a peering: give one of them, and not both."
  }
  validation {
    condition     = var.peering == null || can(regex("^vpc-", var.peering.vpc_id))
    error_message = "A peering needs vpc_id, the VPC that the servers are in."
  }
  validation {
    condition     = var.peering == null || try(length(var.peering.cidrs) > 0 && alltrue([for cidr in var.peering.cidrs : can(cidrhost(cidr, 0)) && !strcontains(cidr, ":")]), false)
    error_message = "A peering needs cidrs, the IPv4 networks of the servers' VPC, such as 10.20.0.0/16."
  }
  validation {
    condition     = var.peering == null || can(cidrhost(var.peering.local_cidr, 0))
    error_message = "local_cidr is this VPC's IPv4 network, such as 10.0.0.0/16."
  }
  validation {
    condition     = var.peering == null || !contains(try(var.peering.cidrs, []), try(var.peering.local_cidr, ""))
    error_message = "Both VPCs have the same network: no route could tell them apart."
  }
}
