import { type Cidr, cidrContains, looseCidr } from "./cidr.ts";
import type { FirewallRule } from "../model.ts";
import { type RuleTarget, coversTcpPort, ruleTarget } from "./ports.ts";
import { serviceOf } from "./services.ts";

/**
 * One rule that a plan adds, removes or changes the sources of. Its keys are those of the JSON
 * output.
 */
export interface RuleChange {
  change: "open" | "close" | "change";
  /** `tcp/22`. */
  rule: string;
  /** Name of the service that has exactly this port. */
  service: string | null;
  added_sources: string[];
  removed_sources: string[];
}

export interface FirewallPlan {
  before: FirewallRule[];
  after: FirewallRule[];
  changes: RuleChange[];
}

/** A rule to remove, or some of its sources. */
export interface Closure {
  target: RuleTarget;
  /** Null for all. */
  sources: readonly string[] | null;
}

const SSH_PORT = 22;

/** Both in canonical form, with the changes between them. */
export function planFirewall(
  before: readonly FirewallRule[],
  after: readonly FirewallRule[],
): FirewallPlan {
  const [from, to] = [canonicalFirewall(before), canonicalFirewall(after)];
  return { before: from, after: to, changes: changesBetween(from, to) };
}

/**
 * One rule for each protocol and ports, in a fixed order; sources canonical, unique and sorted.
 * Drops rules without sources, which let nobody in.
 */
export function canonicalFirewall(rules: readonly FirewallRule[]): FirewallRule[] {
  const byTarget = new Map<string, Set<string>>();
  const targets = new Map<string, RuleTarget>();
  for (const rule of rules) {
    const key = targetKey(rule);
    if (!targets.has(key)) targets.set(key, targetOf(rule));
    const sources = byTarget.get(key) ?? new Set<string>();
    for (const source of sourcesOf(rule)) sources.add(source);
    byTarget.set(key, sources);
  }
  return [...targets.entries()]
    .map(([key, target]) => withSources(target, byTarget.get(key) ?? new Set()))
    .filter((rule) => sourcesOf(rule).length > 0)
    .toSorted(byTargetOrder);
}

/** Adds `opened` to the open rules: an existing rule gets the new sources too. */
export function withOpened(
  before: readonly FirewallRule[],
  opened: readonly FirewallRule[],
): FirewallRule[] {
  return canonicalFirewall([...before, ...opened]);
}

/** Removes rules, or some of their sources. */
export function withClosed(
  before: readonly FirewallRule[],
  closures: readonly Closure[],
): FirewallRule[] {
  return canonicalFirewall(
    canonicalFirewall(before).flatMap((rule) => {
      const own = closures.filter(({ target }) => targetKey(target) === targetKey(rule));
      if (own.some(({ sources }) => sources === null)) return [];
      const closed = new Set(own.flatMap(({ sources }) => (sources ?? []).map(canonicalSource)));
      return [withSources(rule, new Set(sourcesOf(rule).filter((it) => !closed.has(it))))];
    }),
  );
}

/** True if the rules let in the same sources, however they are written. */
export function sameFirewall(a: readonly FirewallRule[], b: readonly FirewallRule[]): boolean {
  return planFirewall(a, b).changes.length === 0;
}

/** True if somebody who could reach SSH before no longer can. */
export function narrowsSsh({ before, after }: Pick<FirewallPlan, "before" | "after">): boolean {
  const reaching = (rules: readonly FirewallRule[]): string[] =>
    rules.filter((rule) => coversTcpPort(rule, SSH_PORT)).flatMap(sourcesOf);
  const kept = reaching(after);
  return reaching(before).some((source) => !kept.some((it) => sourceCovers(it, source)));
}

/**
 * Rules that still let in some of what was closed: a range around its port, or a port within its
 * range.
 */
export function stillOpen(after: readonly FirewallRule[], closures: readonly Closure[]): string[] {
  const found = new Set<string>();
  for (const { target, sources } of closures) {
    for (const rule of canonicalFirewall(after)) {
      if (!targetsMeet(rule, target)) continue;
      for (const open of sourcesOf(rule)) {
        const overlaps =
          sources === null || sources.some((it) => sourceCovers(open, canonicalSource(it)));
        if (overlaps) found.add(`${ruleTarget(rule)} from ${open}`);
      }
    }
  }
  return [...found];
}

/** Who a rule lets in, for people: the same wording everywhere. */
export function sourcesText(rule: FirewallRule): string {
  return sourcesOf(rule).join(", ");
}

/** All sources of a rule in canonical form: IPv4, IPv6, aliases. */
export function sourcesOf(rule: FirewallRule): string[] {
  const all = [...rule.cidrs, ...rule.ipv6_cidrs, ...rule.cidr_list_aliases];
  return [...new Set(all.map(canonicalSource))];
}

function changesBetween(
  before: readonly FirewallRule[],
  after: readonly FirewallRule[],
): RuleChange[] {
  const had = new Map(before.map((rule) => [targetKey(rule), rule]));
  const has = new Map(after.map((rule) => [targetKey(rule), rule]));
  const all = [...before, ...after.filter((rule) => !had.has(targetKey(rule)))];
  return all.toSorted(byTargetOrder).flatMap((target): RuleChange[] => {
    const [old, now] = [had.get(targetKey(target)), has.get(targetKey(target))];
    const [from, to] = [
      old === undefined ? [] : sourcesOf(old),
      now === undefined ? [] : sourcesOf(now),
    ];
    const added = to.filter((it) => !from.includes(it));
    const removed = from.filter((it) => !to.includes(it));
    if (added.length === 0 && removed.length === 0) return [];
    return [
      {
        change: old === undefined ? "open" : now === undefined ? "close" : "change",
        rule: ruleTarget(target),
        service: serviceOf(target),
        added_sources: added,
        removed_sources: removed,
      },
    ];
  });
}

function targetOf({ protocol, from_port, to_port }: RuleTarget): RuleTarget {
  return protocol === "all"
    ? { protocol, from_port: 0, to_port: 65_535 }
    : { protocol, from_port, to_port };
}

function targetKey(target: RuleTarget): string {
  const { protocol, from_port, to_port } = targetOf(target);
  return `${protocol} ${from_port} ${to_port}`;
}

function byTargetOrder(a: RuleTarget, b: RuleTarget): number {
  return (
    Number(a.protocol > b.protocol) - Number(a.protocol < b.protocol) ||
    a.from_port - b.from_port ||
    a.to_port - b.to_port
  );
}

function withSources(target: RuleTarget, sources: ReadonlySet<string>): FirewallRule {
  const rule: FirewallRule = {
    ...targetOf(target),
    cidrs: [],
    ipv6_cidrs: [],
    cidr_list_aliases: [],
  };
  for (const source of [...sources].toSorted()) {
    const family = cidrOf(source)?.family;
    if (family === 4) rule.cidrs.push(source);
    else if (family === 6) rule.ipv6_cidrs.push(source);
    else rule.cidr_list_aliases.push(source);
  }
  return rule;
}

function canonicalSource(source: string): string {
  return cidrOf(source)?.text ?? source;
}

/** A fleet repeats the same few sources, and address arithmetic is slow. */
const KNOWN = new Map<string, Cidr | null>();
const MOST_KNOWN = 10_000;

function cidrOf(source: string): Cidr | null {
  const known = KNOWN.get(source);
  if (known !== undefined) return known;
  const cidr = looseCidr(source);
  if (KNOWN.size < MOST_KNOWN) KNOWN.set(source, cidr);
  return cidr;
}

function sourceCovers(outer: string, inner: string): boolean {
  return outer === inner || cidrContains(outer, inner);
}

function targetsMeet(one: RuleTarget, other: RuleTarget): boolean {
  if (one.protocol === "all" || other.protocol === "all") return true;
  if (one.protocol !== other.protocol) return false;
  if (one.protocol === "icmp" || one.protocol === "icmpv6") {
    const meet = (ours: number, theirs: number): boolean =>
      ours === -1 || theirs === -1 || ours === theirs;
    return meet(one.from_port, other.from_port) && meet(one.to_port, other.to_port);
  }
  return one.from_port <= other.to_port && other.from_port <= one.to_port;
}
