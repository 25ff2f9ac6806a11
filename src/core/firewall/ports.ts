import { parseCidr } from "./cidr.ts";
import { QuantsError } from "../errors.ts";
import type { FirewallRule } from "../model.ts";

const PROTOCOLS = ["tcp", "udp", "icmp", "icmpv6", "all"];
/** Named sources that Lightsail knows. */
export const ALIASES: readonly string[] = ["lightsail-connect"];
/** Sources of one rule for each address family, as the API allows. */
const MAX_SOURCES = 60;

/** The rule that lets these sources, CIDRs of either family or aliases, reach the target. */
export function ruleOf(target: RuleTarget, sources: readonly string[]): FirewallRule {
  const rule: FirewallRule = { ...target, cidrs: [], ipv6_cidrs: [], cidr_list_aliases: [] };
  for (const source of sources) {
    if (ALIASES.includes(source)) {
      if (!rule.cidr_list_aliases.includes(source)) rule.cidr_list_aliases.push(source);
      continue;
    }
    const cidr = parseCidr(source);
    const list = cidr.family === 4 ? rule.cidrs : rule.ipv6_cidrs;
    if (!list.includes(cidr.text)) list.push(cidr.text);
  }
  checkRule(rule);
  return rule;
}

/**
 * Checks a rule before it is sent: a known protocol, ports in range and in order, valid
 * sources, at least one of them (Lightsail opens a rule without sources to the world).
 * Throws `invalid_input`.
 */
export function checkRule(rule: FirewallRule): void {
  const shown = ruleTarget(rule);
  if (!PROTOCOLS.includes(rule.protocol)) {
    throw invalidRule(shown, `"${rule.protocol}" is not one of ${PROTOCOLS.join(", ")}`);
  }
  checkPorts(shown, rule);
  for (const source of rule.cidrs) requireFamily(shown, source, 4);
  for (const source of rule.ipv6_cidrs) requireFamily(shown, source, 6);
  for (const alias of rule.cidr_list_aliases) {
    if (!ALIASES.includes(alias)) throw invalidRule(shown, `"${alias}" is not a known source name`);
  }
  if (rule.cidrs.length > MAX_SOURCES || rule.ipv6_cidrs.length > MAX_SOURCES) {
    throw invalidRule(shown, `it has more than ${MAX_SOURCES} sources of one address family`);
  }
  if (rule.cidrs.length + rule.ipv6_cidrs.length + rule.cidr_list_aliases.length === 0) {
    throw invalidRule(shown, "it has no source, and Lightsail would open it to the world");
  }
}

/** What a rule opens, without its sources. */
export type RuleTarget = Pick<FirewallRule, "protocol" | "from_port" | "to_port">;

/** `tcp/22`, `tcp/8000-8010`, `icmp/8`, `all`. */
export function ruleTarget(rule: RuleTarget): string {
  if (rule.protocol === "all") return "all";
  if (isIcmp(rule.protocol)) {
    if (rule.from_port < 0) return rule.protocol;
    const code = rule.to_port < 0 ? "" : `-${rule.to_port}`;
    return `${rule.protocol}/${rule.from_port}${code}`;
  }
  const ports =
    rule.from_port === rule.to_port ? rule.from_port : `${rule.from_port}-${rule.to_port}`;
  return `${rule.protocol}/${ports}`;
}

/**
 * True if the rule lets in anyone over IPv4 or IPv6: from everywhere, or from a block larger than
 * any single network (wider than an IPv4 /8 or a public IPv6 /16), because two halves make a whole.
 */
export function isOpenToWorld(rule: FirewallRule): boolean {
  return rule.cidrs.some(isWorldwide) || rule.ipv6_cidrs.some(isWorldwide);
}

/** Cached by text: a list of ten thousand instances asks often. */
function isWorldwide(source: string): boolean {
  const [address = "", prefix = "128"] = source.split("/");
  if (!address.includes(":")) return Number(prefix) < 8;
  // fc00::/7 is private, and the ranges after it are link-local.
  return Number(prefix) < 16 && !/^f[c-f]/i.test(address);
}

/** True if the rule lets anybody reach TCP port `port`. */
export function coversTcpPort(rule: FirewallRule, port: number): boolean {
  if (rule.protocol === "all") return true;
  return rule.protocol === "tcp" && rule.from_port <= port && port <= rule.to_port;
}

/** `tcp/8000-8010`, `icmp/8` (a ping), `all`; `text` is what an error shows. Throws `invalid_input`. */
export function parseTarget(text: string, target: string): RuleTarget {
  const match = /^([A-Za-z0-9]+)(?:\/(\d{1,6})(?:-(\d{1,6}))?)?$/.exec(target);
  if (match === null) throw invalidRule(text, "it is not of the form PROTOCOL/PORT");
  const protocol = (match[1] ?? "").toLowerCase();
  const [, , from, to] = match;
  if (protocol === "all") {
    if (from !== undefined) throw invalidRule(text, "'all' takes no port");
    return { protocol, from_port: 0, to_port: 65_535 };
  }
  if (isIcmp(protocol)) {
    if (from === undefined) return { protocol, from_port: -1, to_port: -1 };
    // For ICMP, Lightsail takes the type as the first port and the code as the last; -1 is any code.
    return { protocol, from_port: Number(from), to_port: to === undefined ? -1 : Number(to) };
  }
  if (from === undefined) throw invalidRule(text, "the port is missing");
  return { protocol, from_port: Number(from), to_port: Number(to ?? from) };
}

function checkPorts(shown: string, rule: FirewallRule): void {
  if (!Number.isInteger(rule.from_port) || !Number.isInteger(rule.to_port)) {
    throw invalidRule(shown, "its ports are not whole numbers");
  }
  if (rule.protocol === "all") return;
  if (isIcmp(rule.protocol)) {
    const valid = (value: number): boolean => value >= -1 && value <= 255;
    if (!valid(rule.from_port) || !valid(rule.to_port)) {
      throw invalidRule(shown, "an ICMP type or code is between -1 and 255");
    }
    return;
  }
  const valid = (port: number): boolean => port >= 0 && port <= 65_535;
  if (!valid(rule.from_port) || !valid(rule.to_port)) {
    throw invalidRule(shown, "a port is between 0 and 65535");
  }
  if (rule.from_port > rule.to_port) throw invalidRule(shown, "the range is reversed");
}

function requireFamily(shown: string, source: string, family: 4 | 6): void {
  if (parseCidr(source).family !== family) {
    throw invalidRule(shown, `"${source}" is not an IPv${family} source`);
  }
}

function isIcmp(protocol: string): boolean {
  return protocol === "icmp" || protocol === "icmpv6";
}

function invalidRule(text: string, why: string): QuantsError {
  return new QuantsError("invalid_input", `The firewall rule "${text}" is not valid: ${why}.`, {
    hint: "Write it as tcp/22, tcp/8000-8010@203.0.113.0/24 or icmp/8@2001:db8::/32,10.0.0.0/8.",
    resource: text,
  });
}

/** True if both lists let in the same; order and duplicates don't matter. */
export function sameRules(a: readonly FirewallRule[], b: readonly FirewallRule[]): boolean {
  const keys = (rules: readonly FirewallRule[]): string =>
    [...new Set(rules.map(canonicalRule))].toSorted().join("\n");
  return keys(a) === keys(b);
}

function canonicalRule(rule: FirewallRule): string {
  const sources = [...rule.cidrs, ...rule.ipv6_cidrs].map((source) => parseCidr(source).text);
  const unique = [...new Set([...sources, ...rule.cidr_list_aliases])].toSorted();
  return `${rule.protocol} ${rule.from_port} ${rule.to_port} ${unique.join(",")}`;
}
