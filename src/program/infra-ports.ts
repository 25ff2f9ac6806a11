import {
  ANSWER_TIMEOUT,
  CHANGE_TIMEOUT,
  DRY_RUN,
  LIST_OPTIONS,
  REGION,
  REGIONS,
  STATUSES,
  TARGETS,
  YES,
} from "./globals.ts";
import { QuantsError } from "../core/errors.ts";
import type { CommandSpec, GroupSpec, OptionSpec } from "./spec.ts";

const RULES_HELP =
  "services (ssh, https, wireguard, node-exporter, ...) or tcp/8000-8010, udp/53, icmp/8, all; each may carry its sources: ssh@203.0.113.0/24";

const CIDR: OptionSpec = {
  flags: "--cidr <source>",
  help: "who may reach it: 203.0.113.0/24, 2001:db8::/32, my-ip or lightsail-connect; repeat it for several",
  repeat: true,
  commas: true,
  flagOnly: true,
};

const WORLD: OptionSpec = {
  flags: "--world",
  help: "anyone may reach it, over IPv4 and IPv6",
  flagOnly: true,
};

const WANTED: readonly OptionSpec[] = [
  CIDR,
  WORLD,
  {
    flags: "--rules <file>",
    help: "file with the rules: a list, YAML or JSON",
    flagOnly: true,
  },
  { flags: "--none", help: "no rule at all", flagOnly: true },
];

const CHOICE: readonly OptionSpec[] = [...TARGETS, STATUSES, REGIONS];
/** A file never says whose firewall is changed: a forgotten line would open many. */
const TYPED_CHOICE: readonly OptionSpec[] = [...TARGETS, { ...STATUSES, flagOnly: true }, REGIONS];

const PLAN =
  "The change is shown as a plan and asked for; without a terminal it needs --yes. When the firewall was " +
  "changed since it was planned, nothing is written. Whoever may lose SSH types the instance's name.";

/** A change of one firewall is undone by setting the rules that it had. */
const undo: NonNullable<CommandSpec["undo"]> = ({ yes, dryRun, region }, noted) => {
  const firewalls = noted["firewalls"] as { name: string; rules: string[] }[] | undefined;
  const [only, more] = firewalls ?? [];
  // In several regions, the name could be that of another instance as well.
  const isOneRegion = typeof region !== "string" || (region !== "all" && !region.includes(","));
  if (only === undefined || more !== undefined || !isOneRegion) {
    throw new QuantsError(
      "invalid_state",
      "A change of several firewalls or regions is not undone at once.",
      {
        hint: "The rules of each are noted under remembered; see: quants-ctl infra log --id ID --output json",
      },
    );
  }
  const { name, rules } = only;
  return {
    path: "infra ports set",
    options: { name: [name], argument: rules, none: rules.length === 0, yes, dryRun },
  };
};

export const ports: GroupSpec = {
  name: "ports",
  summary: "list, open, close, set, compare and audit firewall rules",
  commands: [
    {
      name: "list",
      aliases: ["ls"],
      summary: "list what is open, and to whom",
      examples: [
        "quants-ctl infra ports list --name dev-monitor",
        "quants-ctl infra ports list --selector Environment=prod --region all --output json",
      ],
      options: [...CHOICE, ANSWER_TIMEOUT, ...LIST_OPTIONS],
      load: () => import("../commands/infra/ports/list.ts"),
    },
    {
      name: "open",
      summary: "open ports to sources; those that are let in already stay",
      about:
        `Nothing is opened to the world unless --world says so. ${PLAN} With my-ip the address is asked from ` +
        "checkip.amazonaws.com, or taken from QUANTS_CTL_MY_IP; the sandbox asks nobody.",
      examples: [
        "quants-ctl infra ports open ssh --cidr my-ip --name dev-monitor",
        "quants-ctl infra ports open prometheus grafana --cidr 203.0.113.0/24 --selector Service=monitor",
        "quants-ctl infra ports open https@world tcp/8000-8010@10.0.0.0/8 --name dev-exec-1 --yes",
      ],
      argument: { name: "<rules...>", help: RULES_HELP, names: "ports" },
      options: [CIDR, WORLD, ...TYPED_CHOICE, YES, DRY_RUN, CHANGE_TIMEOUT],
      resume: (options) => options,
      undo,
      load: () => import("../commands/infra/ports/open.ts"),
    },
    {
      name: "close",
      summary: "close ports, or with --cidr take away some sources",
      about: PLAN,
      examples: [
        "quants-ctl infra ports close http --name dev-monitor",
        "quants-ctl infra ports close ssh --world --name dev-monitor --yes",
      ],
      argument: { name: "<rules...>", help: RULES_HELP, names: "ports" },
      options: [CIDR, WORLD, ...TYPED_CHOICE, YES, DRY_RUN, CHANGE_TIMEOUT],
      resume: (options) => options,
      undo,
      load: () => import("../commands/infra/ports/close.ts"),
    },
    {
      name: "set",
      summary: "make the firewall exactly these rules",
      about: PLAN,
      examples: [
        "quants-ctl infra ports set ssh@203.0.113.0/24 https@world --name dev-monitor",
        "quants-ctl infra ports set --rules firewall.yml --selector Service=monitor --dry-run",
      ],
      argument: { name: "[rules...]", help: RULES_HELP, names: "ports" },
      options: [...WANTED, ...TYPED_CHOICE, YES, DRY_RUN, CHANGE_TIMEOUT],
      resume: (options) => options,
      undo,
      load: () => import("../commands/infra/ports/set.ts"),
    },
    {
      name: "diff",
      summary: "compare firewalls with the rules that they should have",
      examples: [
        "quants-ctl infra ports diff --rules firewall.yml --region all --fail-on-drift",
        "quants-ctl infra ports diff ssh@203.0.113.0/24 https@world --name dev-monitor",
      ],
      argument: { name: "[rules...]", help: RULES_HELP, names: "ports" },
      options: [
        ...WANTED,
        ...CHOICE,
        {
          flags: "--fail-on-drift",
          help: "exit with 5 when there is a difference",
          flagOnly: true,
        },
        ANSWER_TIMEOUT,
        ...LIST_OPTIONS,
      ],
      load: () => import("../commands/infra/ports/diff.ts"),
    },
    {
      name: "audit",
      summary: "list what is open to the world, in all regions",
      about:
        "One call for each region. critical is what lets in whoever guesses a password: SSH, RDP, databases, " +
        "Docker, or everything; high is what should be seen by few, and ports that no service is known for; " +
        "low is what is made for the world: web servers, WireGuard, ping. A source wider than an IPv4 /8 or a " +
        "public IPv6 /16 counts as the world.",
      examples: [
        "quants-ctl infra ports audit",
        "quants-ctl infra ports audit --severity critical --fail-on-open --output json",
      ],
      options: [
        ANSWER_TIMEOUT,
        ...TARGETS,
        STATUSES,
        {
          flags: REGION.flags,
          help: "region, several joined by commas, or all (default: all)",
          flagOnly: true,
        },
        {
          flags: "--severity <severity>",
          help: "only critical, high or low; repeat it or use commas",
          repeat: true,
          commas: true,
          choices: ["critical", "high", "low"],
          flagOnly: true,
        },
        { flags: "--fail-on-open", help: "exit with 5 when there is any", flagOnly: true },
        ...LIST_OPTIONS,
      ],
      load: () => import("../commands/infra/ports/audit.ts"),
    },
  ],
};
