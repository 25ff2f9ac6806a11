import { type PastedCommand, advice, toRun } from "../../../core/text/advice.ts";
import type { CommandResult } from "../../../core/result.ts";
import type { spec } from "./restore.spec.ts";
import type { Command, OptionsFor } from "../../definition/command.ts";
import { randomUUID } from "node:crypto";
import type { Context } from "../../../core/context.ts";
import { QuantsError, UsageError, amended, nullIfMissing } from "../../../core/errors.ts";
import type { BaseInfraManager, CallOptions } from "../../../core/infra-manager.ts";
import { checkGrows } from "../../../core/instances/larger-bundle.ts";
import { instanceTarget } from "../../../core/journal/target.ts";
import type { Bundle, FirewallRule, Instance, Snapshot } from "../../../core/model.ts";
import {
  type ProvisionOptions,
  type ProvisionOutcome,
  checkOurs,
  provision,
} from "../../../core/instances/provision.ts";
import { userTags } from "../../../core/snapshots/tags.ts";
import { checkTags } from "../../../core/instances/tags.ts";
import { rememberIdentities } from "../../shared/met-identity.ts";
import { planned } from "../../shared/planned.ts";
import { oneRegion } from "../../shared/regions.ts";
import { checkSshWait, deadlineSignal, waitLevel, waitOptions } from "../../shared/waiting.ts";
import type { CreatedRecord } from "../../../core/records/created.ts";
import { nameInUse } from "../create/plan.ts";
import { madeByUnfinished, metByUnfinished } from "../left-behind.ts";
import { readNewFirewall, writtenRule } from "../ports/rule-texts.ts";

export type RestoreOptions = OptionsFor<typeof spec>;

interface Wanted extends ProvisionOptions {
  snapshot: string;
  /** Where tags and firewall come from, for people. */
  firewall: string;
}

export const command: Command<typeof spec> = async (options, context) => {
  const level = waitLevel(options);
  checkSshWait(level, context);
  const tags = Object.fromEntries(options.tag ?? []);
  checkTags(tags);
  if (options.port !== undefined && options.like !== undefined) {
    throw new UsageError("--port and --like both say what the firewall is to be.", {
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
  const bundle = checkGrows(bundles, {
    from: snapshot.from_bundle_id,
    to: options.bundle ?? snapshot.from_bundle_id,
    diskGb: snapshot.size_gb,
    region: manager.region,
  });
  const wanted: Wanted = {
    name: options.name,
    snapshot: snapshot.name,
    bundle: bundle.bundle_id,
    blueprint: snapshot.from_blueprint_id,
    availabilityZone: options.az ?? like?.availability_zone,
    keyPair: options.keyPair,
    tags: { ...userTags(like?.tags ?? snapshot.tags), ...tags },
    ipAddressType: options.ipAddressType ?? (bundle.public_ipv4_count === 0 ? "ipv6" : undefined),
    staticIp: options.staticIp ?? false,
    rules: rules ?? like?.firewall_rules,
    firewall: firewallText(rules, like),
    waitLevel: level,
    ifNotExists: options.ifNotExists ?? false,
    isOurs: context.resuming.ownOnly === true ? await madeByUnfinished(context) : undefined,
    isGoneOnWith:
      context.resuming.ownOnly === undefined ? undefined : await metByUnfinished(context),
  };
  checkTags(wanted.tags ?? {});
  if (options.dryRun === true) return plan(manager, wanted, bundle, call);
  await warnOfFirewall(manager, wanted, snapshot, call, context);
  const requestId = randomUUID();
  const ports = rules?.map(writtenRule);
  context.journal.remember({
    requests: { [wanted.name]: requestId },
    ...(ports && { ports }),
  });
  context.narrator.waiting(`${wanted.name}: creating`);
  const waiting = waitOptions(options, context, wanted.name);
  const target = instanceTarget({ region: manager.region, name: wanted.name });
  context.journal.mean([target]);
  const outcome = await context.journal.about(target, () =>
    provision(manager, { ...wanted, requestId }, waiting, {
      onStep: (step) => context.narrator.step(step),
      onAdopted: (instance) => rememberIdentities(context, [instance]),
      onStaticIpFound: (ip) => context.journal.remember({ static_ips_before: [ip.name] }),
      waitForSsh: (instance, wait) => context.waitForSsh(instance, wait),
    }),
  );
  context.narrator.idle();
  const meant = { ...options, ...(ports && { port: ports }) };
  return toResult(wanted, outcome, bundle, meant, manager.region);
};

function checkRestorable(snapshot: Snapshot): void {
  const { name, status, disks, region } = snapshot;
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
  if (disks.length === 0) return;
  throw new QuantsError(
    "invalid_state",
    `The snapshot ${name} holds block storage disks as well: ${disks.join(", ")}.`,
    { hint: "Restore it in the Lightsail console, which names the new disks.", resource: name },
  );
}

function firewallText(rules: readonly FirewallRule[] | undefined, like: Instance | null): string {
  if (like !== null) return `firewall of ${like.name}`;
  return rules === undefined
    ? "the image's own firewall"
    : `ports ${rules.map(writtenRule).join(" ")}`;
}

/** A snapshot holds no firewall: whoever relies on the old one has to be told. */
async function warnOfFirewall(
  manager: BaseInfraManager,
  { name, rules }: Wanted,
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
    `${name} gets its image's own firewall, open to the world: a snapshot holds none; ${cure}`,
  );
}

async function plan(
  manager: BaseInfraManager,
  wanted: Wanted,
  bundle: Bundle,
  call: CallOptions,
): Promise<CommandResult> {
  const { name, snapshot, firewall, staticIp, ifNotExists } = wanted;
  const { region } = manager;
  const price = `$${bundle.monthly_price_usd.toFixed(2)} a month`;
  const existing = await nullIfMissing(manager.getInstance(name, call));
  if (existing !== null && !ifNotExists) throw nameInUse(name, region);
  if (existing !== null) checkOurs(existing, wanted);
  return planned([
    ...(existing === null
      ? [
          {
            action: "create",
            kind: "instance",
            name,
            region,
            detail: `from ${snapshot} on ${bundle.bundle_id}, ${price}, ${firewall}`,
            monthly_usd: bundle.monthly_price_usd,
          },
        ]
      : []),
    ...(staticIp
      ? [
          {
            action: "attach",
            kind: "static_ip",
            name: `${name}-static-ip`,
            region,
            detail: `to ${name}`,
          },
        ]
      : []),
  ]);
}

function toResult(
  wanted: Wanted,
  outcome: ProvisionOutcome,
  bundle: Bundle,
  options: RestoreOptions,
  region: string,
): CommandResult<CreatedRecord> {
  const { instance, error, not_done, done, changed } = outcome;
  const finish = finishCommand(options, region);
  const isOurs = instance !== null && (changed || done.length > 0);
  if (!isOurs) throw error ?? new TypeError("Nothing came of it.");
  const record: CreatedRecord = {
    ...instance,
    monthly_price_usd: bundle.monthly_price_usd,
    changed,
    static_ip_name: outcome.static_ip?.name ?? null,
    done,
    not_done,
    finish_with: not_done.length === 0 ? null : finish,
  };
  return {
    kind: "report",
    data: record,
    names: [wanted.name],
    error: error && explained(error, wanted.name, not_done, finish),
  };
}

function explained(
  error: QuantsError,
  name: string,
  notDone: readonly string[],
  finish: PastedCommand,
): QuantsError {
  return amended(error, {
    message: `${name} exists, but not everything is done (${notDone.join(", ")}): ${error.message}`,
    hint: advice`Finish with: ${finish}`,
    resource: name,
    cause: error,
  });
}

function finishCommand(options: RestoreOptions, region: string): PastedCommand {
  const { snapshot, name, bundle, az, keyPair, like, ipAddressType, tag, port, staticIp } = options;
  const wanted = { bundle, az, keyPair, like, ipAddressType, tag, port, staticIp };
  return toRun("infra snapshot restore", { snapshot, name, region, ...wanted, ifNotExists: true });
}
