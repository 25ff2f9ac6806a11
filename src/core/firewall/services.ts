import type { FirewallRule } from "../model.ts";
import { nearest } from "../text/nearest.ts";
import type { RuleTarget } from "./ports.ts";

/** The severity if anyone can reach it. */
export type Exposure = "critical" | "high" | "low";

interface Service {
  protocol: "tcp" | "udp";
  port: number;
  exposure: Exposure;
}

/**
 * Services that name a firewall rule; the first eight are the rule sets of the Terraform module
 * lightsail/networking. Services that run commands, or let in whoever guesses a password, are
 * critical; those that only disclose information are high.
 */
export const SERVICES = {
  ssh: { protocol: "tcp", port: 22, exposure: "critical" },
  http: { protocol: "tcp", port: 80, exposure: "low" },
  https: { protocol: "tcp", port: 443, exposure: "low" },
  wireguard: { protocol: "udp", port: 51_820, exposure: "low" },
  prometheus: { protocol: "tcp", port: 9090, exposure: "high" },
  grafana: { protocol: "tcp", port: 3000, exposure: "high" },
  "node-exporter": { protocol: "tcp", port: 9100, exposure: "high" },
  alertmanager: { protocol: "tcp", port: 9093, exposure: "high" },
  rdp: { protocol: "tcp", port: 3389, exposure: "critical" },
  postgres: { protocol: "tcp", port: 5432, exposure: "critical" },
  mysql: { protocol: "tcp", port: 3306, exposure: "critical" },
  redis: { protocol: "tcp", port: 6379, exposure: "critical" },
  mongodb: { protocol: "tcp", port: 27_017, exposure: "critical" },
  docker: { protocol: "tcp", port: 2375, exposure: "critical" },
} satisfies Record<string, Service>;

const BY_NAME = new Map<string, Service>(Object.entries(SERVICES));

/** The ports of a named service; null if it is none. Accepts Terraform's spelling. */
export function serviceTarget(name: string): RuleTarget | null {
  const service = BY_NAME.get(name.toLowerCase().replaceAll("_", "-"));
  if (service === undefined) return null;
  return { protocol: service.protocol, from_port: service.port, to_port: service.port };
}

export function nearestService(name: string): string | null {
  return nearest(name, [...BY_NAME.keys()]);
}

/** The service with exactly these ports; null if there is none. */
export function serviceOf({ protocol, from_port, to_port }: RuleTarget): string | null {
  if (from_port !== to_port) return null;
  for (const [name, service] of BY_NAME) {
    if (service.protocol === protocol && service.port === from_port) return name;
  }
  return null;
}

/** The severity if anyone can reach what the rule opens: the worst in its range. */
export function exposureOf(
  rule: Pick<FirewallRule, "protocol" | "from_port" | "to_port">,
): Exposure {
  const { protocol, from_port, to_port } = rule;
  if (protocol === "all") return "critical";
  if (protocol === "icmp" || protocol === "icmpv6") return "low";
  const inRange = [...BY_NAME.values()].filter(
    (it) => it.protocol === protocol && from_port <= it.port && it.port <= to_port,
  );
  if (inRange.some((it) => it.exposure === "critical")) return "critical";
  // A range covers more than its services, and an unknown port can't be called harmless.
  if (from_port !== to_port || inRange.length === 0) return "high";
  return inRange[0]?.exposure ?? "high";
}
