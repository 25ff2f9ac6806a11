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

function accessFrom({ cidrs, ipv6Cidrs }: PortRule): string {
  const anywhere = [
    ...(cidrs.includes("0.0.0.0/0") ? ["0.0.0.0/0"] : []),
    ...(ipv6Cidrs.includes("::/0") ? ["::/0"] : []),
  ];
  return anywhere.length > 0 ? `Anywhere (${anywhere.join(" and ")})` : "Custom";
}
