import type { Clock } from "../clock.ts";
import { QuantsError } from "../errors.ts";
import type { BaseInfraManager, WaitOptions } from "../infra-manager.ts";
import type { Snapshot, StaticIp } from "../model.ts";
import { type Step, type StepChange, unseen } from "../plan/step.ts";
import { less } from "../plan/price.ts";
import { snapshotMonthlyUsd } from "../snapshots/cost.ts";
import { lastSnapshotOf, snapshotFirst } from "../snapshots/first.ts";
import { droppedFrom, droppedText, snapshotTags } from "../snapshots/tags.ts";
import { releaseFreed } from "../static-ips/release.ts";
import { staticIpCost } from "../static-ips/price.ts";
import { type RetirePlan, diskText } from "./plan-retirement.ts";

export type RetirementStep = "look" | "snapshot" | "instance" | "static_ip" | "keep";

/** The result so far. */
export interface Retired {
  /** As last seen. */
  plan: RetirePlan;
  /** Made before the deletion. */
  snapshot: Snapshot | null;
  /** Keys of its tags that did not fit on the snapshot. */
  dropped: string[];
  destroyed: boolean;
  /** It no longer exists, whoever deleted it. */
  isGone: boolean;
  released: StaticIp[];
  /** Still allocated although they should have been released. */
  left: StaticIp[];
}

export interface RetirementOptions {
  clock: Clock;
  onStep: (text: string) => void;
  /** How to wait for the deletion and its requests; called when the deletion begins. */
  wait: () => WaitOptions;
  /** It was last seen too long ago, so it is read again before anything is done. */
  isOld?: boolean;
  /** Checks the fresh record, and throws if the instance must no longer be deleted. */
  lookAgain?: (plan: RetirePlan) => Promise<RetirePlan>;
  /** How to make the snapshot first; without it none is made. */
  snapshot?: {
    wait: () => WaitOptions;
    onDropped: (snapshot: Snapshot, keys: readonly string[]) => void;
    /** The existing ones, for a dry run; a real run reads them anew. */
    there: () => Promise<Snapshot[]>;
  };
  /** The monthly price of the instance; null if unknown. */
  price?: () => Promise<number | null>;
}

/**
 * Deletes the instance, then releases its static IPs: an address is only given up once nothing can
 * use it.
 */
export function retirementSteps(
  manager: BaseInfraManager,
  plan: RetirePlan,
  options: RetirementOptions,
): { steps: Step<RetirementStep>[]; retired: Retired } {
  const { snapshot, isOld = false, lookAgain = async (it) => it } = options;
  const retired: Retired = {
    plan,
    snapshot: null,
    dropped: [],
    destroyed: false,
    isGone: false,
    released: [],
    left: [...plan.release],
  };
  let begun: WaitOptions | undefined;
  const retirement: Retirement = {
    ...{ manager, options, retired, shown: plan },
    // Its time starts now: a slow snapshot must not cut the deletion short.
    wait: () => (begun ??= options.wait()),
  };
  const look = unseen("look", async () => {
    retired.plan = await lookAgain(retired.plan);
  });
  return {
    retired,
    steps: [
      ...(isOld ? [look] : []),
      ...(snapshot === undefined ? [] : [snapshotStep(retirement, snapshot), look]),
      instanceStep(retirement),
      ...plan.release.map((ip) => releaseStep(retirement, ip)),
      keepStep(retirement),
    ],
  };
}

/** Facts that the steps share. */
interface Retirement {
  manager: BaseInfraManager;
  /** The record at planning time. */
  shown: RetirePlan;
  options: RetirementOptions;
  retired: Retired;
  wait: () => WaitOptions;
}

function snapshotStep(
  { manager, shown, options: { clock, onStep }, retired }: Retirement,
  { wait, onDropped, there }: NonNullable<RetirementOptions["snapshot"]>,
): Step<"snapshot"> {
  return {
    name: "snapshot",
    changes: async () => {
      if (shown.instance === null) return [];
      const { name, recent } = lastSnapshotOf(shown.instance, await there(), clock);
      if (recent !== null) return [];
      const { region, tags, hardware } = shown.instance;
      const dropped = droppedText("it", snapshotTags(tags, "destroy").dropped);
      return [
        {
          ...{ action: "create", kind: "snapshot", name, region },
          detail: `of ${shown.name}, before the deletion${dropped === null ? "" : `, ${dropped}`}`,
          monthly_usd: snapshotMonthlyUsd({ size_gb: hardware.disk_size_gb }),
        },
      ];
    },
    carryOut: async () => {
      const { instance } = retired.plan;
      if (instance === null) return;
      const made = await snapshotFirst(manager, instance, clock, wait(), onStep);
      retired.snapshot = made;
      retired.dropped = droppedFrom(instance, "destroy", made);
      onDropped(made, retired.dropped);
    },
  };
}

function instanceStep({ manager, shown, options, retired, wait }: Retirement): Step<"instance"> {
  const { name, region } = shown;
  return {
    name: "instance",
    changes: async () => {
      const { instance } = shown;
      if (instance === null) return [];
      return [
        {
          ...{ action: "delete", kind: "instance", name, region },
          detail: `${instance.status}, ${instance.public_ip ?? "no address"}`,
          monthly_usd: less(await options.price?.()),
        },
      ];
    },
    carryOut: async () => {
      if (retired.plan.instance !== null) {
        retired.destroyed = await destroy(manager, name, wait());
      }
      retired.isGone = true;
      if (shown.instance === null) return;
      options.onStep(`${name}: ${retired.destroyed ? "deleted" : "is already gone"}`);
    },
  };
}

function releaseStep(retirement: Retirement, ip: StaticIp): Step<"static_ip"> {
  const { manager, shown, options, retired, wait } = retirement;
  return {
    name: "static_ip",
    changes: () => [ipChange("release", ip, shown, "can't be recovered", 0)],
    carryOut: async () => {
      await releaseFreed(manager, ip, shown.name, options.clock, wait());
      retired.released.push(ip);
      retired.left = retired.left.filter((it) => it !== ip);
      options.onStep(`${shown.name}: static IP ${ip.ip_address} (${ip.name}) released`);
    },
  };
}

/** They need no action: the deletion leaves them unattached. */
function keepStep({ shown: plan, options: { onStep } }: Retirement): Step<"keep"> {
  const idle = staticIpCost({ is_attached: false });
  return {
    name: "keep",
    changes: () => [
      ...plan.keep.map((ip) => ipChange("keep", ip, plan, "billed while unattached", idle)),
      ...plan.disks.map(({ name, size_gb: size }) => ({
        ...{ action: "keep", kind: "disk", name, region: plan.region },
        detail: `${size === null ? "" : `${size} GB `}with its data, billed as before`,
      })),
    ],
    carryOut: async () => {
      for (const disk of plan.disks) {
        onStep(`${plan.name}: its disk ${diskText(disk)} is kept, and billed`);
      }
    },
  };
}

function ipChange(
  action: string,
  ip: StaticIp,
  { region }: RetirePlan,
  detail: string,
  after: number,
): StepChange {
  return {
    ...{ action, kind: "static_ip", name: ip.name, region },
    detail: `${ip.ip_address}, ${detail}`,
    monthly_usd: after - staticIpCost(ip),
  };
}

/** False if somebody else has deleted it meanwhile: the goal is reached anyway. */
async function destroy(
  manager: BaseInfraManager,
  name: string,
  wait: WaitOptions,
): Promise<boolean> {
  try {
    await manager.destroyInstance(name, wait);
  } catch (error) {
    if (error instanceof QuantsError && error.code === "not_found") return false;
    throw error;
  }
  await manager.waitForInstance(name, "gone", wait);
  return true;
}
