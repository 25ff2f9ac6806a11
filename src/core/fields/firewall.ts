import type { Field, Resource } from "./field.ts";
import { type RuleChange, canonicalFirewall, planFirewall, sourcesText } from "../firewall/plan.ts";
import type { FirewallRule, Instance } from "../model.ts";
import { isOpenToWorld, ruleTarget } from "../firewall/ports.ts";
import { type Exposure, exposureOf, serviceOf } from "../firewall/services.ts";

/** One rule of one instance: `infra ports list` in JSON. */
export interface InstanceRule extends FirewallRule {
  instance: string;
  region: string;
  /** `tcp/22`. */
  rule: string;
  /** Name of the service that has exactly this port. */
  service: string | null;
  /** Anyone may reach it, over IPv4 or IPv6. */
  open_to_world: boolean;
}

/** One rule that is open to the world: `infra ports audit` in JSON. */
export interface ExposedRule extends InstanceRule {
  severity: Exposure;
  status: string;
  public_ip: string | null;
}

/** One rule that differs from the desired ones: `infra ports diff` in JSON. */
export interface RuleDifference {
  instance: string;
  region: string;
  rule: string;
  service: string | null;
  /** The rule is missing, is extra, or has other sources. */
  difference: "missing" | "extra" | "sources";
  missing_sources: string[];
  extra_sources: string[];
}

export function rulesOf(instance: Instance): InstanceRule[] {
  return canonicalFirewall(instance.firewall_rules).map((rule) => ({
    instance: instance.name,
    region: instance.region,
    rule: ruleTarget(rule),
    service: serviceOf(rule),
    ...rule,
    open_to_world: isOpenToWorld(rule),
  }));
}

export function exposedRulesOf(instance: Instance): ExposedRule[] {
  return rulesOf(instance)
    .filter((rule) => rule.open_to_world)
    .map((rule) => ({
      severity: exposureOf(rule),
      ...rule,
      status: instance.status,
      public_ip: instance.public_ip,
    }));
}

const DIFFERENCES = {
  open: "missing",
  close: "extra",
  change: "sources",
} satisfies Record<RuleChange["change"], RuleDifference["difference"]>;

export function differencesOf(
  { name, region }: { name: string; region: string },
  rules: readonly FirewallRule[],
  wanted: readonly FirewallRule[],
): RuleDifference[] {
  return planFirewall(rules, wanted).changes.map((it) => ({
    instance: name,
    region,
    rule: it.rule,
    service: it.service,
    difference: DIFFERENCES[it.change],
    missing_sources: it.added_sources,
    extra_sources: it.removed_sources,
  }));
}

type Place = Pick<InstanceRule, "instance" | "region" | "rule" | "service">;

const PLACE: readonly Field<Place>[] = [
  {
    key: "instance",
    title: "INSTANCE",
    about: "Name of the instance",
    value: (it) => it.instance,
    rank: 0,
    cut: true,
  },
  { key: "region", title: "REGION", about: "Region", value: (it) => it.region, rank: 2 },
  { key: "rule", title: "RULE", about: "Protocol and ports", value: (it) => it.rule, rank: 0 },
  {
    key: "service",
    title: "SERVICE",
    about: "Name of the service with this port",
    value: (it) => it.service,
    rank: 1,
  },
];

const RULE: readonly Field<InstanceRule>[] = [
  ...PLACE,
  {
    key: "sources",
    title: "FROM",
    about: "Who may reach it",
    value: sourcesText,
    rank: 0,
  },
  { key: "protocol", title: "PROTOCOL", about: "Protocol", value: (it) => it.protocol },
  {
    key: "from_port",
    title: "FIRST PORT",
    about: "First port, or ICMP type",
    value: (it) => it.from_port,
    align: "right",
  },
  {
    key: "to_port",
    title: "LAST PORT",
    about: "Last port, or ICMP code",
    value: (it) => it.to_port,
    align: "right",
  },
  {
    key: "open_to_world",
    title: "WORLD",
    about: "Whether anyone may reach it",
    value: (it) => it.open_to_world,
    rank: 3,
  },
];

export const ruleResource: Resource<InstanceRule> = {
  singular: "rule",
  plural: "rules",
  nameOf: (it) => it.instance,
  sort: "instance",
  fields: RULE,
};

export const exposedRuleResource: Resource<ExposedRule> = {
  singular: "open rule",
  plural: "open rules",
  nameOf: (it) => it.instance,
  // Alphabetical order is the order of severity: critical, high, low.
  sort: "severity",
  fields: [
    {
      key: "severity",
      title: "SEVERITY",
      about: "Severity: critical, high or low",
      value: (it) => it.severity,
      rank: 0,
    },
    ...RULE.map((field) => (field.key === "open_to_world" ? withoutRank(field) : field)),
    { key: "status", title: "STATUS", about: "State of the instance", value: (it) => it.status },
    {
      key: "public_ip",
      title: "PUBLIC IP",
      about: "Public IPv4 address",
      value: (it) => it.public_ip,
      rank: 3,
    },
  ],
};

export const ruleDifferenceResource: Resource<RuleDifference> = {
  singular: "difference",
  plural: "differences",
  nameOf: (it) => it.instance,
  sort: "instance",
  fields: [
    ...PLACE,
    {
      key: "difference",
      title: "DIFFERENCE",
      about: "missing, extra, or other sources",
      value: (it) => it.difference,
      rank: 0,
    },
    {
      key: "missing_sources",
      title: "MISSING FROM",
      about: "Who should have access but does not",
      value: (it) => it.missing_sources.join(", "),
      rank: 0,
    },
    {
      key: "extra_sources",
      title: "EXTRA FROM",
      about: "Who has access but should not",
      value: (it) => it.extra_sources.join(", "),
      rank: 0,
    },
  ],
};

function withoutRank<T>({ rank: _, ...field }: Field<T>): Field<T> {
  return field;
}
