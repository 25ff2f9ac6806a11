import { TARGETS, STATUSES, REGIONS } from "../../definition/options.ts";
import { option, optionList } from "../../definition/option.ts";

export const RULES_HELP =
  "services (ssh, https, wireguard, node-exporter, ...) or tcp/8000-8010, udp/53, icmp/8, all; each may carry its sources: ssh@203.0.113.0/24";

export const CIDR = option({
  flags: "--cidr <source>",
  help: "who may reach it: 203.0.113.0/24, 2001:db8::/32, my-ip or lightsail-connect; repeat it for several",
  repeat: true,
  commas: true,
  flagOnly: true,
});

export const WORLD = option({
  flags: "--world",
  help: "anyone may reach it, over IPv4 and IPv6",
  flagOnly: true,
});

export const WANTED = optionList([
  CIDR,
  WORLD,
  {
    flags: "--rules <file>",
    help: "file with the rules: a list, YAML or JSON",
    flagOnly: true,
  },
  { flags: "--none", help: "no rule at all", flagOnly: true },
]);

export const CHOICE = optionList([...TARGETS, STATUSES, REGIONS]);

/** A file never says whose firewall is changed: a forgotten line would open many. */
export const TYPED_CHOICE = optionList([...TARGETS, { ...STATUSES, flagOnly: true }, REGIONS]);

export const PLAN =
  "The change is shown as a plan and asked for; without a terminal it needs --yes. When the firewall was " +
  "changed since it was planned, nothing is written. Whoever may lose SSH types the instance's name.";
