import { advice, toRun } from "../text/advice.ts";
import { QuantsError, nullIfMissing } from "../errors.ts";
import type { BaseInfraManager } from "../infra-manager.ts";
import type { Instance, Snapshot, StaticIp } from "../model.ts";
import { less } from "../plan/price.ts";
import { type Step, type StepChange, unseen } from "../plan/step.ts";
import { snapshotMonthlyUsd } from "../snapshots/cost.ts";
import { staticIpCost } from "../static-ips/price.ts";
import { DISK_TAG } from "./disks.ts";
import { STATE_TAG } from "./marks.ts";
import { type UndoPlan, wasStoppedFor } from "./plan-undo.ts";
import type { ResizeWaits } from "./resizing.ts";

type UndoStep = Step<"instance" | "start" | "static_ip" | "disks" | "snapshot" | "mark" | "look">;

export interface UndoOptions {
  waits: Pick<ResizeWaits, "instance" | "old">;
  onStep: (text: string) => void;
  /** The price of the new instance; null if unknown. */
  price: () => Promise<number | null>;
}

/** Facts that the steps share. */
interface Undoing {
  manager: BaseInfraManager;
  plan: UndoPlan;
  options: UndoOptions;
  undone: Undone;
  /** False if the static IP could not be given back. */
  isBack: boolean;
}

interface Undone {
  /** The old instance, as last seen. */
  source: Instance;
  changed: boolean;
}

/**
 * The steps back to the old instance: its static IP, its state, and the removal of the new one.
 * Never starts both where one was stopped for the other.
 */
export function undoSteps(
  manager: BaseInfraManager,
  plan: UndoPlan,
  options: UndoOptions,
): { steps: UndoStep[]; undone: Undone } {
  const { source, mark, made, staticIp, snapshots } = plan;
  const undone: Undone = { source, changed: false };
  const undoing: Undoing = { manager, plan, options, undone, isBack: true };
  const removeNew = made === null ? [] : [removeStep(undoing, made)];
  const isStoppedForIt = wasStoppedFor(source, mark);
  const disks = plan.disks.length === 0 ? [] : [disksBackStep(undoing)];
  return {
    undone,
    steps: [
      ...(isStoppedForIt ? [...removeNew, ...disks, startStep(undoing)] : []),
      ...(staticIp === null ? [] : [giveBackStep(undoing, staticIp, isStoppedForIt)]),
      ...(isStoppedForIt ? [] : [...removeNew, ...disks]),
      ...snapshots.map((it) => snapshotStep(undoing, it)),
      markStep(undoing),
      unseen("look", async () => {
        undone.source = await manager.getInstance(source.name, callOf(undoing));
      }),
    ],
  };
}

function callOf({ options: { waits } }: Undoing): { signal: AbortSignal | undefined } {
  return { signal: waits.old.signal };
}

function changed({ plan, options, undone }: Undoing, text: string): void {
  undone.changed = true;
  options.onStep(`${plan.source.name}: ${text}`);
}

function changeOf(
  { manager: { region } }: Undoing,
  action: string,
  kind: string,
  name: string,
  detail: string,
  usd: number | null = 0,
): StepChange {
  return { action, kind, name, region, detail, monthly_usd: usd };
}

function removeStep(undoing: Undoing, { name }: Instance): UndoStep {
  const { manager, plan, options } = undoing;
  return {
    name: "instance",
    changes: async () => {
      const usd = less(await options.price());
      return [changeOf(undoing, "delete", "instance", name, `made from ${plan.source.name}`, usd)];
    },
    carryOut: async () => {
      await nullIfMissing(manager.destroyInstance(name, callOf(undoing)));
      await manager.waitForInstance(name, "gone", options.waits.instance);
      changed(undoing, `${name} deleted`);
    },
  };
}

function startStep(undoing: Undoing): UndoStep {
  const { manager, plan, options } = undoing;
  const { name } = plan.source;
  return {
    name: "start",
    changes: () => [changeOf(undoing, "start", "instance", name, "stopped for the resize")],
    carryOut: async () => {
      const wait = options.waits.old;
      await manager.waitForInstance(name, "stopped", wait);
      await manager.startInstance(name, callOf(undoing));
      await manager.waitForInstance(name, "running", wait);
      changed(undoing, "started");
    },
  };
}

/**
 * Lightsail attaches only to running instances, and an instance that somebody stopped is not
 * started for this: then the static IP is only taken from the new one.
 */
function giveBackStep(undoing: Undoing, ip: StaticIp, isStarted: boolean): UndoStep {
  const { manager, plan } = undoing;
  const { source } = plan;
  const { name } = ip;
  return {
    name: "static_ip",
    changes: () => {
      if (isStarted || source.status === "running") {
        const freed = 0 - staticIpCost(ip);
        return [changeOf(undoing, "move", "static_ip", name, `back to ${source.name}`, freed)];
      }
      if (ip.attached_to === null) return [];
      const detail = `from ${ip.attached_to}; back to ${source.name} only when it is running`;
      const idle = staticIpCost({ is_attached: false });
      return [changeOf(undoing, "detach", "static_ip", name, detail, idle)];
    },
    carryOut: async () => {
      const call = callOf(undoing);
      const now = await manager.getStaticIp(name, call);
      if (now.attached_to !== source.name) {
        if (now.attached_to !== null) await manager.detachStaticIp(name, call);
        undoing.isBack = (await manager.getInstance(source.name, call)).status === "running";
        if (!undoing.isBack) return;
        await manager.attachStaticIp(name, source.name, call);
      }
      changed(undoing, `static IP ${now.ip_address} (${name}) is back`);
    },
  };
}

/** Once the new one is gone they are free. One that somebody took since stays where it is. */
function disksBackStep(undoing: Undoing): UndoStep {
  const { manager, plan, options } = undoing;
  const { source, made, disks } = plan;
  const isOurs = (holder: string | null): boolean => holder === null || holder === made?.name;
  return {
    name: "disks",
    changes: () =>
      disks
        .filter(({ disk }) => isOurs(disk.attached_to))
        .map(({ disk: { name }, path }) =>
          changeOf(undoing, "attach", "disk", name, `back to ${source.name} at ${path}`),
        ),
    carryOut: async () => {
      const wait = options.waits.old;
      const now = await manager.getInstance(source.name, callOf(undoing));
      if (now.status === "stopping") await manager.waitForInstance(source.name, "stopped", wait);
      for (const { disk, path } of disks) {
        const { name } = disk;
        const { attached_to: holder } = await manager.disks.settle(name, wait);
        if (holder === null) {
          await manager.disks.attach(name, { instance: source.name, path }, wait);
          changed(undoing, `disk ${name} is back at ${path}`);
        } else if (holder !== source.name) {
          options.onStep(`${source.name}: disk ${name} stays attached to ${holder}`);
        }
        await manager.disks.untag(name, [DISK_TAG], callOf(undoing));
      }
    },
  };
}

function snapshotStep(undoing: Undoing, snapshot: Snapshot): UndoStep {
  const { manager, plan } = undoing;
  const { name } = snapshot;
  return {
    name: "snapshot",
    changes: () => {
      const usd = less(snapshotMonthlyUsd(snapshot));
      return [changeOf(undoing, "delete", "snapshot", name, `of ${plan.source.name}`, usd)];
    },
    carryOut: async () => {
      await nullIfMissing(manager.deleteSnapshot(name, callOf(undoing)));
      changed(undoing, `snapshot ${name} deleted`);
    },
  };
}

/** The mark stays until the static IP is back, so that a repetition finds the address. */
function markStep(undoing: Undoing): UndoStep {
  const { manager, plan, undone } = undoing;
  const { name, tags } = plan.source;
  const isMarked = Object.hasOwn(tags, STATE_TAG);
  return {
    name: "mark",
    changes: () =>
      isMarked ? [changeOf(undoing, "remove", "tag", name, `${STATE_TAG} removed`)] : [],
    carryOut: async () => {
      if (!undoing.isBack && plan.staticIp !== null) throw notGivenBack(plan.staticIp, name);
      if (!isMarked) return;
      await manager.untagInstance(name, [STATE_TAG], callOf(undoing));
      undone.changed = true;
    },
  };
}

function notGivenBack({ name, ip_address, region }: StaticIp, to: string): QuantsError {
  return new QuantsError(
    "invalid_state",
    `The static IP ${ip_address} (${name}) is billed and not attached to ${to}, because ${to} is not running.`,
    {
      hint: advice`When it may run again: ${toRun("infra manage", { name: to, action: "start", region })}\nThen repeat the command.`,
      resource: name,
    },
  );
}
