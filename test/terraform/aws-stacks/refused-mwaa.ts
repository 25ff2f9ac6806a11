import type { Refusals } from "./refused.ts";

/** Those of the modules of which the stack mwaa is the only user. */
export const MWAA: Readonly<Record<string, Refusals>> = {
  "server-link": {
    given: {
      name: '"x-y"',
      vpc_id: '"vpc-1"',
      route_table_ids: '{ a = "rtb-1" }',
      vpn: '{ server_address = "203.0.113.10" }',
    },
    refused: [
      ["route_table_ids = {}", "name at least one"],
      ["vpn = {}", "A VPN needs server_address"],
      ['vpn = { server_address = "gpu.example.com" }', "is an IPv4 address such as 203.0.113.10"],
      ['vpn = { server_address = "192.168.10.1" }', "server_address is not public"],
      ['vpn = { server_address = "10.0.0.1" }', "server_address is not public"],
      ['vpn = { server_address = "203.0.113.10", bgp_asn = 0 }', "bgp_asn is a whole number"],
      [
        'vpn = { server_address = "203.0.113.10", static_cidrs = ["192.168.10.1/24"] }',
        "no bits set behind the prefix",
      ],
      [
        'vpn = { server_address = "203.0.113.10", static_cidrs = ["0.0.0.0/0"] }',
        "Everything would go through the VPN",
      ],
      ["vpn = null\npeering = null", "give one of them, and not both"],
      [
        'peering = { vpc_id = "vpc-2", cidrs = ["10.20.0.0/16"], local_cidr = "10.0.0.0/16", route_table_ids = {} }',
        "give one of them, and not both",
      ],
    ],
  },
  airflow: {
    given: {
      name: '"ci"',
      vpc_id: '"vpc-1"',
      subnets: '{ us-east-1a = "subnet-1", us-east-1b = "subnet-2" }',
      bucket: '{ name = "b", arn = "arn:aws:s3:::b" }',
      airflow_version: '"2.11.0"',
      server_cidrs: '["192.168.10.0/24"]',
    },
    refused: [
      ['name = "1st"', "with a letter first"],
      ['subnets = { us-east-1a = "subnet-1" }', "in exactly two subnets, in two different zones"],
      ['subnets = { a = "subnet-1", b = "subnet-2" }', "in exactly two subnets"],
      ['airflow_version = "2.7.1"', "does not offer this version of Airflow"],
      ['environment_class = "mw1.huge"', "A class is mw1.micro"],
      ["workers = { min = 5, max = 2 }", "min is not above max"],
      ["workers = { min = 1, max = 26 }", "from 1 to 25"],
      ["schedulers = 1", "An environment has 2 to 5 schedulers"],
      ['webserver_access = "OPEN"', "PUBLIC_ONLY or PRIVATE_ONLY"],
      ['server_cidrs = ["0.0.0.0/0"]', "a network of at most /8"],
      ["ssh_ports = [0]", "A port is a whole number"],
      ["log_days = 8", "CloudWatch keeps logs for"],
      ['maintenance_start = "SUN:03:15"', "at a full or half hour"],
      ['kms_key_arn = "alias/mine"', "The key is given by its ARN"],
    ],
  },
};
