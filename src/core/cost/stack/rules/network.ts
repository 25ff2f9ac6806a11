import { textsOf } from "../../../text/json.ts";
import type { PlannedResource, Resources } from "../plan.ts";
import { hourly, type Rule, text, used } from "../quantity.ts";

export const NETWORK_RULES: readonly Rule[] = [
  {
    types: ["aws_nat_gateway"],
    quantities: () => [hourly("gateway", "nat/hour", 1), used("GB", "nat/gb", "gb")],
  },
  // Held by something or not, since 2024.
  { types: ["aws_eip"], quantities: () => [hourly("public IPv4 address", "ipv4/hour", 1)] },
  {
    types: ["aws_lb", "aws_alb"],
    quantities(balancer, all) {
      const { values } = balancer;
      const kind = values["load_balancer_type"] === "network" ? "nlb" : "alb";
      const isPublic = values["internal"] !== true;
      return [
        hourly("load balancer", `${kind}/hour`, 1),
        used("capacity units, on average", `${kind}/lcu`, "lcu", 730),
        ...(isPublic && kind === "alb"
          ? [hourly("public IPv4 address", "ipv4/hour", subnetsOf(balancer, "subnets", all))]
          : []),
      ];
    },
  },
  {
    types: ["aws_vpc_endpoint"],
    quantities(endpoint, all) {
      const type = text(endpoint.values, "vpc_endpoint_type");
      if (type === "Gateway" || type === "unknown") return [];
      const subnets = subnetsOf(endpoint, "subnet_ids", all);
      return [
        hourly("endpoint in a zone", "endpoint/hour", subnets),
        used("GB", "endpoint/gb", "gb"),
      ];
    },
  },
  {
    types: ["aws_vpn_connection"],
    quantities: () => [hourly("connection", "vpn/hour", 1), used("GB out", "transfer/out", "gb")],
  },
  {
    types: ["aws_route53_zone", "aws_service_discovery_private_dns_namespace"],
    quantities: () => [
      { what: "zone", key: "route53/zone", count: 1, per: "month" },
      used("million queries", "route53/queries", "query_millions"),
    ],
  },
];

/** How many subnets it stands in: known, or as many as it refers to. */
function subnetsOf(resource: PlannedResource, key: string, all: Resources): number | null {
  const known = textsOf(resource.values[key]);
  if (known.length > 0) return known.length;
  const found = all.referenced(resource, [key])?.filter(({ type }) => type === "aws_subnet");
  return found === undefined || found.length === 0 ? null : found.length;
}
