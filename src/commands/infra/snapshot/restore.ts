import { advice, toRun } from "../../../core/text/advice.ts";
import type { spec } from "./restore.spec.ts";
import type { Command, OptionsFor } from "../../definition/command.ts";
import type { Context } from "../../../core/context.ts";
import { QuantsError, UsageError } from "../../../core/errors.ts";
import { showUsd } from "../../../core/fields/field.ts";
import { writtenRule } from "../../../core/firewall/change-text.ts";
import type { CallOptions } from "../../../core/infra-manager.ts";
import { checkGrows } from "../../../core/instances/larger-bundle.ts";
import type { FirewallRule, Instance, Snapshot } from "../../../core/model.ts";
import { userTags } from "../../../core/snapshots/tags.ts";
import { checkTags } from "../../../core/instances/tags.ts";
import { oneRegion } from "../../shared/regions.ts";
import { checkSshWait, deadlineSignal, waitLevel } from "../../shared/waiting.ts";
import { type Wanted, foreseeInstances, makeInstances } from "../create/instances.ts";
import type { Finish } from "../create/made.ts";
import { madeByUnfinished, selectedByUnfinished } from "../left-behind.ts";
import { checkFree, naming, restoredDisks, withDisks } from "./restored-disks.ts";
import { readNewFirewall } from "../ports/rule-texts.ts";

export type RestoreOptions = OptionsFor<typeof spec>;

export const command: Command<typeof spec> = async (options, context) => {
  const level = waitLevel(options);
  checkSshWait(level, context);
  const tags = Object.fromEntries(options.tag ?? []);
  checkTags(tags);
  if (options.port !== undefined && options.like !== undefined) {
    throw new UsageError("--port and --like both set the firewall.", {
      hint: "Give one of them.",
    });
  }
  const rules = await readNewFirewall(context.resuming.ports ?? options.port, context);
  const manager = await oneRegion(context);
  const call = { signal: deadlineSignal(options, context) };
  const [snapshot, bundles, like] = await Promise.all([
    manager.getSnapshot(options.snapshot, call),
    manager.listBundles({ ...call, includeInactive: true }),
    options.like === undefined ? null : manager.getInstance(options.like, call),
  ]);
  checkRestorable(snapshot);
  const disks = restoredDisks(snapshot, options.name, options.disk);
  await checkFree(manager, disks, options.name, call);
  const bundle = checkGrows(bundles, {
    from: snapshot.from_bundle_id,
    to: options.bundle ?? snapshot.from_bundle_id,
    diskGb: snapshot.size_gb,
    region: manager.region,
  });
  const copied = { ...userTags(like?.tags ?? snapshot.tags), ...tags };
  checkTags(copied);
  const price = `${showUsd(bundle.monthly_price_usd)} a month`;
  const wanted: Wanted = {
    ...{ manager, names: [options.name], bundle },
    options: {
      snapshot: snapshot.name,
      disks,
      bundle: bundle.bundle_id,
      blueprint: snapshot.from_blueprint_id,
      availabilityZone: options.az ?? like?.availability_zone,
      keyPair: options.keyPair,
      tags: copied,
      ipAddressType: options.ipAddressType ?? (bundle.public_ipv4_count === 0 ? "ipv6" : undefined),
      staticIp: options.staticIp ?? false,
      rules: rules ?? like?.firewall_rules,
      waitLevel: level,
      ifNotExists: options.ifNotExists ?? false,
      isOurs: context.resuming.ownOnly === true ? await madeByUnfinished(context) : undefined,
      isResumed:
        context.resuming.ownOnly === undefined ? undefined : await selectedByUnfinished(context),
      detail: `from ${snapshot.name} on ${bundle.bundle_id}, ${price}, ${firewallText(rules, like)}`,
      monthlyUsd: bundle.monthly_price_usd,
    },
    ports: rules,
    finish: finishWith(options, rules, manager.region),
  };
  if (options.dryRun === true) {
    return withDisks(await foreseeInstances(wanted, options, context), disks, manager.region);
  }
  await warnOfFirewall(wanted, snapshot, call, context);
  if (disks.length > 0) context.journal.remember({ disks: disks.map(({ name }) => name) });
  const made = await makeInstances(wanted, options, context);
  return naming(made, disks, manager, { signal: context.signal });
};

function checkRestorable(snapshot: Snapshot): void {
  const { name, status, region } = snapshot;
  if (status === "pending") {
    throw new QuantsError("invalid_state", `The snapshot ${name} is not complete yet.`, {
      hint: advice`Wait until it is available; see: ${toRun("infra snapshot list", { region })}`,
      resource: name,
      retryable: true,
    });
  }
  if (status === "error") {
    throw new QuantsError("invalid_state", `The snapshot ${name} failed and can't be restored.`, {
      hint: "Restore another one.",
      resource: name,
    });
  }
}

function firewallText(rules: readonly FirewallRule[] | undefined, like: Instance | null): string {
  if (like !== null) return `firewall of ${like.name}`;
  return rules === undefined
    ? "the image's own firewall"
    : `ports ${rules.map(writtenRule).join(" ")}`;
}

/** A snapshot holds no firewall: whoever relies on the old one has to be told. */
async function warnOfFirewall(
  { manager, names, options: { rules } }: Wanted,
  { instance }: Snapshot,
  call: CallOptions,
  context: Context,
): Promise<void> {
  if (rules !== undefined) return;
  const isThere = await manager.getInstance(instance, call).then(
    () => true,
    () => false,
  );
  const cure = isThere ? `--like ${instance} copies that of ${instance}` : "set it with --port";
  context.narrator.warn(
    `${names.join(", ")} gets its image's own firewall, open to the world: a snapshot does not include one; ${cure}`,
  );
}

function finishWith(
  options: RestoreOptions,
  rules: readonly FirewallRule[] | undefined,
  region: string,
): Finish {
  const { snapshot, bundle, az, keyPair, like, ipAddressType, tag, staticIp } = options;
  const disk = options.disk?.map((pair) => pair.join("="));
  const port = rules?.map(writtenRule);
  const wanted = { bundle, az, keyPair, like, ipAddressType, tag, port, staticIp, disk };
  return ([name]) =>
    toRun("infra snapshot restore", { snapshot, name, region, ...wanted, ifNotExists: true });
}
