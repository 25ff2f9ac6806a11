import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Cli } from "../../helpers/cli.ts";

export const PUBLIC_KEY =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE9HZ3sdBzUQkzPYvtHZ2mUB4u9GEIrgOQVqf7sKp1sM ops";

/** A fleet of two instances, with what a test says otherwise. */
export function fleetOf(more: object = {}): object {
  return {
    version: 1,
    fleet: { name: "quants" },
    region: "ap-northeast-1",
    defaults: { blueprint: "ubuntu_24_04", bundle: "small_3_0" },
    instances: [
      {
        name: "exec-1",
        environment: "prod",
        static_ip: true,
        firewall: ["ssh@203.0.113.0/24"],
        tags: { Team: "Quants" },
      },
      { name: "collector-1", snapshots: { auto: "06:00" } },
    ],
    ...more,
  };
}

export function writeFleet({ directory }: Cli, fleet: object | string, file = "fleet.yml"): void {
  writeFileSync(
    join(directory, file),
    typeof fleet === "string" ? fleet : stringify(fleet, { lineWidth: 0 }),
  );
}

export interface PlanJson {
  applyable: boolean;
  resource_changes: {
    address: string;
    action: string;
    blocked: string | null;
    attributes: { path: string; before: unknown; after: unknown }[];
  }[];
  counts: Record<string, number>;
  monthly_usd_before: number;
  monthly_usd_after: number;
}

/** The changes of a plan, as `ACTION ADDRESS`. */
export function actionsOf({ resource_changes: changes }: PlanJson): string[] {
  return changes
    .filter(({ action }) => action !== "no-op")
    .map(({ action, address }) => `${action} ${address}`);
}
