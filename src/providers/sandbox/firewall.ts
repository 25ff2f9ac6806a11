import ipaddr from "ipaddr.js";
import type { OpenPort } from "./catalogue/blueprints.ts";
import type { portInfo } from "./common-shapes.ts";
import { invalidInput } from "./protocol/service-error.ts";
import type { Infer } from "./shapes.ts";
import type { PortRule } from "./state/records.ts";

const ANY_IPV4 = "0.0.0.0/0";
const ANY_IPV6 = "::/0";
const MAX_SOURCES = 60;
const CIDR_LIST_ALIASES = new Set(["lightsail-connect"]);

type PortInput = Infer<typeof portInfo>;

/** The rule that the service stores for what was sent; refuses what it can't mean. */
export function parseRule(input: PortInput): PortRule {
  const cidrs = sources(input.cidrs, "cidrs", parseIpv4);
  const ipv6Cidrs = sources(input.ipv6Cidrs, "ipv6Cidrs", parseIpv6);
  const aliases = input.cidrListAliases ?? [];
  const unknown = aliases.find((alias) => !CIDR_LIST_ALIASES.has(alias));
  if (unknown !== undefined) {
    throw invalidInput(`The CIDR list alias is not valid: ${unknown}`, "InvalidPort");
  }
  // Nothing said about sources means everybody; one list alone means nobody by the others.
  const open =
    input.cidrs === undefined &&
    input.ipv6Cidrs === undefined &&
    input.cidrListAliases === undefined;
  return {
    ...portRange(input),
    cidrs: open ? [ANY_IPV4] : cidrs,
    ipv6Cidrs: open ? [ANY_IPV6] : ipv6Cidrs,
    cidrListAliases: [...new Set(aliases)],
  };
}

function portRange(input: PortInput): Pick<PortRule, "fromPort" | "toPort" | "protocol"> {
  const { protocol } = input;
  if (protocol === undefined) throw invalidInput("A protocol is required.", "InvalidPort");
  if (protocol === "all" || protocol === "-1") {
    return { fromPort: 0, toPort: 65_535, protocol: "-1" };
  }
  if (input.fromPort === undefined && input.toPort === undefined) {
    throw invalidInput(`fromPort and toPort are required for ${protocol}.`, "InvalidPort");
  }
  // The model requires neither, and Go's SDK (Terraform) leaves a zero out: ping is type 8, code 0.
  const { fromPort = 0, toPort = 0 } = input;
  const range = `${fromPort}-${toPort}/${protocol}`;
  if (protocol === "icmp" || protocol === "icmpv6") {
    if (fromPort > 255 || toPort > 255) {
      throw invalidInput(
        `The ICMP type and code must be between -1 and 255: ${range}`,
        "InvalidPort",
      );
    }
  } else if (fromPort < 0 || fromPort > toPort) {
    throw invalidInput(`The port range is not valid: ${range}`, "InvalidPort");
  }
  return { fromPort, toPort, protocol };
}

function sources(
  given: readonly string[] | undefined,
  member: string,
  parse: (text: string) => Source | undefined,
): string[] {
  const shown = new Map<string, string>();
  for (const text of given ?? []) {
    const source = parse(text);
    if (source === undefined) {
      throw invalidInput(`Not a valid entry of ${member}: ${text.slice(0, 100)}`, "InvalidCidr");
    }
    if (!shown.has(source.network)) shown.set(source.network, source.shown);
  }
  if ((given ?? []).length > MAX_SOURCES) {
    throw invalidInput(`A rule can have at most ${MAX_SOURCES} ${member}.`, "InvalidCidr");
  }
  return [...shown.values()];
}

interface Source {
  /** The same for all spellings. */
  readonly network: string;
  /** As it is answered. */
  readonly shown: string;
}

function parseIpv4(text: string): Source | undefined {
  const cidr = text.includes("/") ? text : `${text}/32`;
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(cidr)) return undefined;
  const [, bits] = ipaddr.IPv4.parseCIDR(cidr);
  const network = `${ipaddr.IPv4.networkAddressFromCIDR(cidr).toString()}/${bits}`;
  return { network, shown: network };
}

/** Answered as it was sent: another spelling would be a change to Terraform, again and again. */
function parseIpv6(text: string): Source | undefined {
  const cidr = text.includes("/") ? text : `${text}/128`;
  // A zone index (`fe80::1%eth0`) means nothing to a firewall.
  if (cidr.includes("%") || !ipaddr.IPv6.isValidCIDR(cidr)) return undefined;
  const [, bits] = ipaddr.IPv6.parseCIDR(cidr);
  const network = `${ipaddr.IPv6.networkAddressFromCIDR(cidr).toNormalizedString()}/${bits}`;
  return { network, shown: cidr.toLowerCase() };
}

/** Two rules for the same ports and protocol are one. */
export const sameRule = (a: PortRule, b: PortRule): boolean =>
  a.fromPort === b.fromPort && a.toPort === b.toPort && a.protocol === b.protocol;

/** `rules` with `added` in the place of one for the same ports, or at the end. */
export function withRule(rules: readonly PortRule[], added: PortRule): PortRule[] {
  const index = rules.findIndex((rule) => sameRule(rule, added));
  return index < 0 ? [...rules, added] : rules.with(index, added);
}

export const defaultRules = (ports: readonly OpenPort[]): PortRule[] =>
  ports.map(([port, protocol]) => ({
    fromPort: port,
    toPort: port,
    protocol,
    cidrs: [ANY_IPV4],
    ipv6Cidrs: [ANY_IPV6],
    cidrListAliases: [],
  }));

/** As operations describe a rule: `22/tcp`. */
export function describeRule({ fromPort, toPort, protocol }: PortRule): string {
  const ports = fromPort === toPort ? `${fromPort}` : `${fromPort}-${toPort}`;
  return `${ports}/${protocol}`;
}
