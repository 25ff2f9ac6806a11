import type { PortRule } from "../state/records.ts";

export const portState = (rule: PortRule): object => ({ ...rule, state: "open" });

export const networkingPort = (rule: PortRule): object => ({
  fromPort: rule.fromPort,
  toPort: rule.toPort,
  protocol: rule.protocol,
  accessFrom: accessFrom(rule),
  accessType: "public",
  commonName: "",
  accessDirection: "inbound",
  cidrs: rule.cidrs,
  ipv6Cidrs: rule.ipv6Cidrs,
  cidrListAliases: rule.cidrListAliases,
});

/** In whatever spelling it was sent. */
const ANY_IPV6 = /^[0:]+\/0$/;

function accessFrom({ cidrs, ipv6Cidrs }: PortRule): string {
  const anywhere = [
    ...(cidrs.includes("0.0.0.0/0") ? ["0.0.0.0/0"] : []),
    ...(ipv6Cidrs.some((cidr) => ANY_IPV6.test(cidr)) ? ["::/0"] : []),
  ];
  return anywhere.length > 0 ? `Anywhere (${anywhere.join(" and ")})` : "Custom";
}
