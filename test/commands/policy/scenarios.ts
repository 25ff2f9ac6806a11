import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  CreateDomainCommand,
  CreateDomainEntryCommand,
  CreateLoadBalancerCommand,
  CreateRelationalDatabaseCommand,
} from "@aws-sdk/client-lightsail";
import { expect } from "vitest";
import type { Cli } from "../../helpers/cli.ts";
import type { FakeClock } from "../../helpers/fake-clock.ts";
import { sandboxClient } from "../fleet/sandbox-client.ts";
import { PUBLIC_KEY, fleetOf, writeFleet } from "../fleet/fleet.ts";

interface Given {
  cli: Cli;
  /** Runs a command that must succeed. */
  go: (line: string) => Promise<void>;
  /** What was called so far. */
  called: Set<string>;
  clock: FakeClock;
}

/** Every kind of change that a plan can hold, and every other command of fleets. */
export async function fleetScenario({ cli, go, called, clock }: Given): Promise<void> {
  const of = async (exec: object, more: object = {}): Promise<void> => {
    writeFleet(
      cli,
      fleetOf({
        fleet: {
          name: "quants",
          on_absent: "prune",
          snapshot_first: true,
          budget_usd_per_month: 500,
        },
        key_pairs: [{ name: "ops", public_key: PUBLIC_KEY }],
        instances: [{ name: "exec-1", ...exec }],
        ...more,
      }),
    );
    const consent = "--max-delete 9 --replace exec-1";
    await go(`fleet plan ${consent}`);
    await go(`fleet apply --yes ${consent}`);
  };
  writeFileSync(join(cli.directory, "boot.sh"), "#!/bin/sh\n");
  const old = { name: "old-1", user_data: "file:boot.sh" };
  const exec = { static_ip: true, firewall: ["ssh@203.0.113.0/24"], snapshots: { auto: "06:00" } };
  await of(exec, { instances: [{ name: "exec-1", ...exec }, old, { name: "old-2" }] });
  const changed = { ...exec, firewall: [], snapshots: { auto: false }, ip_address_type: "ipv4" };
  await of({ ...changed, tags: { Team: "Quants" } }, { removed: [{ instance: "old-2" }] });
  await of({ ...changed, bundle: "medium_3_0" });
  await of({ ...changed, bundle: "micro_3_0" });
  await of({ ...changed, bundle: "micro_3_0", static_ip: false });
  const snapshots = { backup: "daily", copy_to: "eu-west-1", auto: "06:00" };
  await of({ ...changed, bundle: "micro_3_0", static_ip: true, snapshots });
  await prepareLoss(cli, called, clock);
  await go("fleet failover --from ap-northeast-1 --yes");
  for (const verb of ["validate", "drift", "export quants", "unlock quants --yes", "schema"]) {
    await go(`fleet ${verb}`);
  }
  await go("fleet import --all");
  await go("cost budget");
}

/** Copies and a DNS entry, which other commands make. */
async function prepareLoss(cli: Cli, called: Set<string>, clock: FakeClock): Promise<void> {
  const own = [...called];
  await cli("backup run");
  await clock.advance(3_600_000);
  called.clear();
  for (const it of own) called.add(it);
  const domainName = "example.com";
  const client = sandboxClient(cli, clock);
  await client.send(new CreateDomainCommand({ domainName }));
  const [{ public_ip: target } = {}] = (await cli("infra list --output json")).json() as {
    public_ip: string;
  }[];
  const domainEntry = { name: domainName, type: "A", target };
  await client.send(new CreateDomainEntryCommand({ domainName, domainEntry }));
}

export async function fleetPlanScenario({ cli, go, called }: Given): Promise<void> {
  const fleet = { name: "quants", budget_usd_per_month: 500 };
  writeFleet(cli, fleetOf({ fleet, key_pairs: [{ name: "ops", public_key: PUBLIC_KEY }] }));
  await cli("fleet apply --yes");
  called.clear();
  for (const line of ["plan", "plan --out fleet.plan", "drift", "export quants"]) {
    await go(`fleet ${line}`);
  }
  await go("cost budget");
}

export async function infraScenario({ cli, go }: Given): Promise<void> {
  await go("infra create --name web-1 --static-ip --port ssh@203.0.113.0/24");
  await go("infra create --name web-2");
  // Stands in for ssh, before which the host keys are asked for.
  writeFileSync(join(cli.directory, "ssh"), "#!/bin/sh\nexit 0\n", { mode: 0o755 });
  const { status } = await cli.with({ env: { PATH: cli.directory } })(
    "infra ssh web-2 --address 127.0.0.1 -- true",
  );
  expect(status).toBe(0);
  for (const verb of [
    "list",
    "info web-1",
    "bundles",
    "blueprints",
    "regions",
    "metrics web-1",
    "advise",
  ]) {
    await go(`infra ${verb}`);
  }
  for (const action of ["reboot", "stop", "start"]) {
    await go(`infra manage --name web-2 --action ${action}`);
  }
  await go("infra ports open tcp/8080@203.0.113.0/24 --name web-1 --yes");
  await go("infra ports close tcp/8080 --name web-1 --yes");
  await go("infra ports set ssh@203.0.113.0/24 --name web-1 --yes");
  await go("infra ports audit --region ap-northeast-1");
  await go("infra ip allocate spare");
  await go("infra ip attach spare --to web-2");
  await go("infra ip detach spare --yes");
  await go("infra ip release spare --yes");
  await go("infra disk list");
  await go("infra disk create data --size 64 --attach-to web-2");
  await go("infra disk snapshot data --snapshot-name data-1");
  await go("infra disk detach data --stop");
  await go("infra disk attach data --to web-1");
  await go("infra disk detach data --stop");
  await go("infra disk create copy --snapshot data-1 --like web-2");
  await go("infra disk delete data copy --yes");
  await go("infra disk snapshot list");
  await go("infra disk snapshot delete data-1 --yes");
  await go("infra tag set web-1 --tag Team=Quants");
  await go("infra tag remove web-1 --key Team");
  await go("infra snapshot auto on web-1 --time 06:00");
  await go("infra snapshot auto off web-1");
  await go("infra snapshot auto list");
  writeFileSync(join(cli.directory, "key.pub"), `${PUBLIC_KEY}\n`);
  await go("key list");
  await go("key create laptop --private-key laptop.pem");
  await go("key import desk --public-key key.pub");
  await go("key delete desk --yes");
  await go("infra snapshot create web-2");
  await go("infra snapshot list");
  await go("infra resize web-1 --bundle medium_3_0 --yes");
  await go("infra destroy --name web-1-medium --snapshot-first --yes");
}

export async function backupScenario({ cli, go, called, clock }: Given): Promise<void> {
  await cli("infra create --name web-1 --tag Backup=hourly --tag BackupCopy=eu-west-1:1");
  called.clear();
  await go("backup plan");
  await go("backup run");
  await clock.advance(3 * 3_600_000);
  await go("backup run --keep-hourly 1");
  await clock.advance(3 * 3_600_000);
  await go("backup run --no-prune");
  // Copies are pruned too.
  await clock.advance(3_600_000);
  await go("backup run");
  await go("backup prune --keep-hourly 1 --keep-daily 0 --keep-weekly 0 --yes");
}

export async function dnsScenario({ cli, go, called, clock }: Given): Promise<void> {
  await cli("infra create --name web --static-ip");
  const client = sandboxClient(cli, clock);
  const region = await client.config.region();
  await client.send(new CreateDomainCommand({ domainName: "example.com" }));
  await client.send(new CreateLoadBalancerCommand({ loadBalancerName: "front", instancePort: 80 }));
  called.clear();
  await go("dns zones");
  await go("dns list example.com");
  await go("dns set example.com --name www --type A --target web");
  await go("dns set example.com --name www --type A --target 203.0.113.1 --replace");
  await go(`dns set example.com --name @ --type A --alias-of front --region ${region}`);
  await go("dns remove example.com --name www --type A --yes");
  writeFileSync(join(cli.directory, "zone.txt"), "www A 203.0.113.1\n");
  await go("dns import example.org --file zone.txt --create-zone --yes");
  await go("dns export example.org");
  const log = (await cli("infra log -o json")).json() as { id: string; command: string }[];
  await go(`infra undo ${log.findLast((it) => it.command === "dns import")?.id ?? ""} --yes`);
}

export async function alarmScenario({ cli, go, called, clock }: Given): Promise<void> {
  await cli("infra create --name web");
  const client = sandboxClient(cli, clock, "ap-northeast-1");
  await client.send(new CreateLoadBalancerCommand({ loadBalancerName: "front", instancePort: 80 }));
  await client.send(
    new CreateRelationalDatabaseCommand({
      ...{ relationalDatabaseName: "orders", relationalDatabaseBlueprintId: "postgres_16" },
      ...{ relationalDatabaseBundleId: "micro_2_0", masterDatabaseName: "orders" },
      masterUsername: "admin1",
    }),
  );
  called.clear();
  await go("alarm contacts set --email ops@example.com");
  await go("alarm contacts verify");
  await go("alarm contacts list");
  await go("alarm set web-cpu --instance web --metric cpu --above 80");
  await go("alarm set front-busy --load-balancer front --metric RequestCount --above 1000");
  await go("alarm set orders-cpu --database orders --metric cpu --above 80");
  await go("alarm list");
  await go("alarm test web-cpu");
  await go("alarm remove web-cpu front-busy --yes");
  await cli("infra tag set web --tag Alarms=status");
  called.delete("TagResource");
  await go("alarm plan");
  await go("alarm apply");
  await go("alarm contacts remove email --yes");
}
