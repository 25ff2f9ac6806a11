import type { FirewallRule } from "../../src/core/model.ts";
import type { Cli } from "../helpers/cli.ts";
import type { World } from "./world.ts";

/** The account as quants-ctl itself lists it. */
export async function observe(cli: Cli): Promise<World> {
  const list = async <T>(...argv: string[]): Promise<T[]> =>
    (await cli("infra", ...argv, "--output", "json")).json() as T[];
  const instances = await list<{
    name: string;
    status: "running" | "stopped";
    tags: Record<string, string>;
    firewall_rules: FirewallRule[];
  }>("list");
  const ips = await list<{ name: string; attached_to: string | null }>("ip", "list");
  const snapshots = await list<{ name: string; instance: string }>("snapshot", "list");
  return {
    instances: new Map(
      instances.map(({ name, status, tags, firewall_rules: rules }) => [
        name,
        {
          status,
          tags: new Map(Object.entries(tags).filter(([key]) => !key.startsWith("quants-ctl:"))),
          ports: new Set(rules.map((rule) => rule.from_port)),
        },
      ]),
    ),
    ips: new Map(ips.map(({ name, attached_to: holder }) => [name, holder])),
    snapshots: new Map(snapshots.map(({ name, instance }) => [name, instance])),
  };
}
