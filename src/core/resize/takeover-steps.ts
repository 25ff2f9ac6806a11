import { nullIfMissing } from "../errors.ts";
import { sameRules } from "../firewall/ports.ts";
import type { Instance, StaticIp } from "../model.ts";
import { less } from "../plan/price.ts";
import { unseen } from "../plan/step.ts";
import { staticIpCost } from "../static-ips/price.ts";
import { copyPrice, deleteSnapshot, isStoppedFirst } from "./copy-steps.ts";
import { isMadeFrom, resizeSnapshotName } from "./marks.ts";
import {
  type ResizeStep,
  type Resizing,
  changeOf,
  changed,
  isParked,
  notGood,
  stateBefore,
} from "./resizing.ts";

export function firewallStep(resizing: Resizing, source: Instance): ResizeStep {
  const { manager, plan, waits, resized } = resizing;
  const { made, target } = plan;
  return {
    name: "firewall",
    changes: () => {
      const isCopied = made !== null && sameRules(made.firewall_rules, source.firewall_rules);
      if (isParked(resizing) || isCopied) return [];
      return [changeOf(resizing, "set", "firewall", target, `that of ${source.name}`)];
    },
    carryOut: async () => {
      if (isParked(resizing)) return;
      const wait = waits.instance;
      resized.made = await manager.waitForInstance(target, "running", wait);
      const [wanted, present] = await Promise.all([
        manager.getFirewall(source.name, wait),
        manager.getFirewall(target, wait),
      ]);
      if (sameRules(present, wanted)) return;
      await manager.replaceFirewall(target, wanted, wait);
      changed(resizing, `firewall copied to ${target}`);
    },
  };
}

export function verifyStep(resizing: Resizing, source: Instance): ResizeStep {
  return unseen("verify", async () => {
    if (isParked(resizing)) return;
    await verifyNew(resizing, source, null);
    resizing.hooks.onStep(`${source.name}: ${resizing.plan.target} verified`);
  });
}

/** Before it takes over, and again afterwards. */
async function verifyNew(
  { manager, plan: { target }, waits, hooks, resized }: Resizing,
  source: Instance,
  address: string | null,
): Promise<void> {
  const wait = waits.instance;
  const made = await manager.waitForInstance(target, "ip", wait);
  if (made === null) throw notGood(target, "it is gone");
  resized.made = made;
  if (!isMadeFrom(made, source)) throw notGood(target, "it is a different instance now");
  if (address !== null && made.public_ip !== address) {
    throw notGood(target, `its address is ${made.public_ip ?? "missing"}, not ${address}`);
  }
  const [wanted, present] = await Promise.all([
    manager.getFirewall(source.name, wait),
    manager.getFirewall(target, wait),
  ]);
  if (!sameRules(wanted, present)) {
    throw notGood(target, `its firewall is not that of ${source.name}`);
  }
  await hooks.waitForSsh?.(made, wait);
}

export function staticIpStep(resizing: Resizing, source: Instance, ip: StaticIp): ResizeStep {
  const { manager, plan, waits, resized } = resizing;
  const { target } = plan;
  const { name, ip_address: address } = ip;
  return {
    name: "static_ip",
    changes: () => {
      if (ip.attached_to === target) return [];
      const freed = 0 - staticIpCost(ip);
      return [changeOf(resizing, "move", "static_ip", name, `${address} to ${target}`, freed)];
    },
    carryOut: async () => {
      const { signal } = waits.instance;
      const now = await manager.getStaticIp(name, { signal });
      if (now.attached_to === target) return;
      if (now.attached_to === source.name) {
        await manager.detachStaticIp(name, { signal });
        resized.changed = true;
      }
      await manager.attachStaticIp(name, target, { signal });
      changed(resizing, `static IP ${address} (${name}) moved to ${target}`);
      await verifyNew(resizing, source, address);
    },
  };
}

/** Done once the old instance is gone, or stopped. */
export function oldInstanceStep(resizing: Resizing, source: Instance): ResizeStep {
  const { manager, plan, waits, resized } = resizing;
  const { request, target, former } = plan;
  const { name } = source;
  return {
    name: "old_instance",
    changes: () => {
      const parked = isToBeParked(resizing, source)
        ? [changeOf(resizing, "stop", "instance", target, `as ${name} was`)]
        : [];
      if (!request.keepOld) {
        const usd = less(former?.monthly_price_usd);
        const detail = "once the new one is verified";
        return [...parked, changeOf(resizing, "delete", "instance", name, detail, usd)];
      }
      if (source.status === "stopped" || isStoppedFirst(resizing)) return parked;
      return [...parked, changeOf(resizing, "stop", "instance", name, "kept, and billed")];
    },
    carryOut: async () => {
      await parkNew(resizing, source);
      const wait = waits.old;
      const now = await nullIfMissing(manager.getInstance(name, wait));
      if (now !== null && now.arn !== source.arn) throw notGood(name, "it is another instance");
      if (request.keepOld) {
        if (now !== null && now.status !== "stopped") {
          await manager.stopInstance(name, { signal: wait.signal });
          resized.source = { ...source, status: "stopping" };
          resized.source = await manager.waitForInstance(name, "stopped", wait);
          changed(resizing, "stopped, and kept");
        }
        resized.oldInstance = "kept";
        return;
      }
      if (now !== null) {
        await nullIfMissing(manager.destroyInstance(name, wait));
        await manager.waitForInstance(name, "gone", wait);
        changed(resizing, "deleted");
      }
      resized.oldInstance = "removed";
    },
  };
}

/** An instance that was stopped before should be stopped afterwards. */
function isToBeParked(resizing: Resizing, source: Instance): boolean {
  return stateBefore(resizing, source) === "stopped" && !isParked(resizing);
}

async function parkNew(resizing: Resizing, source: Instance): Promise<void> {
  if (!isToBeParked(resizing, source)) return;
  const { manager, plan, waits, resized } = resizing;
  const { target } = plan;
  const wait = waits.instance;
  await manager.stopInstance(target, { signal: wait.signal });
  resized.made = await manager.waitForInstance(target, "stopped", wait);
  changed(resizing, `${target} stopped, as ${source.name} was`);
}

export function cleanUpStep(resizing: Resizing): ResizeStep {
  const { plan, resized } = resizing;
  const { source, made, snapshot, request } = plan;
  return {
    name: "cleanup",
    changes: () => {
      const isMade = source !== null && made === null;
      const name = isMade ? resizeSnapshotName(source, request.bundle) : snapshot?.name;
      if (name === undefined) return [];
      const usd = less(copyPrice(resizing));
      return [changeOf(resizing, "delete", "snapshot", name, "when everything is done", usd)];
    },
    carryOut: async () => {
      const name = resized.snapshot;
      if (name === null) return;
      await deleteSnapshot(resizing, name);
      changed(resizing, `snapshot ${name} deleted`);
    },
  };
}
