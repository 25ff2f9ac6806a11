import type { spec } from "./detach.spec.ts";
import type { Command } from "../../definition/command.ts";
import type { Context } from "../../../core/context.ts";
import { findDisk, isUnderway } from "../../../core/disks/find.ts";
import { startAgainStep, stopStep } from "../../../core/disks/power-steps.ts";
import { type QuantsError, amended, nullIfMissing } from "../../../core/errors.ts";
import type { BaseInfraManager, WaitOptions } from "../../../core/infra-manager.ts";
import { identityOf } from "../../../core/instances/identity.ts";
import { diskTarget } from "../../../core/journal/target.ts";
import type { Disk, Instance } from "../../../core/model.ts";
import { execute, foresee } from "../../../core/plan/execute.ts";
import type { Step } from "../../../core/plan/step.ts";
import { advice, toRun } from "../../../core/text/advice.ts";
import { planned } from "../../shared/planned.ts";
import { oneRegion } from "../../shared/regions.ts";
import { waitOptions } from "../../shared/waiting.ts";
import { checkMayStop, refuseRunning } from "./refusals.ts";
import { diskRecord } from "./record.ts";
import { type Stopped, stoppedFor } from "./stopped-for.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const { name, stop = false } = options;
  const manager = await oneRegion(context);
  const { region } = manager;
  const wait = waitOptions(options, context, name);
  const call = { signal: wait.signal };
  const [all, left] = await Promise.all([
    manager.disks.list(call),
    stoppedFor(name, region, context),
  ]);
  const found = findDisk(all, name, region);
  const disk =
    isUnderway(found) && options.dryRun !== true ? await manager.disks.settle(name, wait) : found;
  const holder = holderOf(disk, context.resuming.from);
  const instance = holder === null ? null : await nullIfMissing(manager.getInstance(holder, call));
  const isStopped = instance === null || instance.status === "stopped";
  if (instance !== null && !isStopped && !stop) throw refuseRunning(instance, disk);
  if (instance !== null && !isStopped) checkMayStop(instance, disk);
  const restarts = restartsOf(instance, left);
  const steps = stepsOf({ manager, disk, holder, instance, restarts, wait }, context);
  if (options.dryRun === true) return planned(await foresee(steps));
  if (holder === null) context.narrator.step(`${name}: is attached to nothing`);
  if (steps.length > 0) note(disk, holder, restarts, context.journal);
  if (instance !== null && !isStopped) warnOfAddress(instance, context);
  const about = diskTarget(disk);
  context.journal.recordTargets([about]);
  const { error, done } = await context.journal.about(about, () => execute(steps));
  context.narrator.idle();
  const isDetached = done.includes("detach");
  if (error !== null && !isDetached && !done.includes("stop")) throw error;
  const now: Disk =
    isDetached || holder === null ? await latest(manager, disk, isDetached, context) : disk;
  const record = diskRecord("detach", now, {
    changed: done.length > 0,
    previously_attached_to: holder,
    restarted: done.includes("start") ? restarts.map((it) => it.name) : [],
    finish_with: error === null ? null : toRun("infra disk detach", { name, stop: true, region }),
  });
  return {
    kind: "report",
    data: record,
    names: [name],
    error: error && halfDone(error, record.finish_with),
  };
};

/** Null when there is nothing to detach: of a run that is resumed, only its own instance counts. */
function holderOf({ attached_to: holder }: Disk, from: string | undefined): string | null {
  return from === undefined || holder === from ? holder : null;
}

/** The instances that are to run afterwards: this one, and those that an unfinished run stopped. */
function restartsOf(instance: Instance | null, left: readonly Stopped[]): Stopped[] {
  const isRunning = instance?.status === "running" || instance?.status === "pending";
  if (instance === null || !isRunning) return [...left];
  const own = { name: instance.name, identity: identityOf(instance) };
  return [own, ...left.filter((it) => it.name !== own.name)];
}

interface Detaching {
  manager: BaseInfraManager;
  disk: Disk;
  holder: string | null;
  instance: Instance | null;
  restarts: readonly Stopped[];
  wait: WaitOptions;
}

function stepsOf(
  { manager, disk, holder, instance, restarts, wait }: Detaching,
  { narrator }: Context,
): Step<"stop" | "detach" | "start">[] {
  const { name, region } = disk;
  const onStep = (text: string): void => narrator.step(text);
  const isToStop = instance !== null && instance.status !== "stopped";
  const pausing = { manager, wait, onStep };
  const detach: Step<"detach"> = {
    name: "detach",
    changes: () => [
      {
        ...{ action: "detach", kind: "disk", name, region },
        detail: `from ${holder ?? ""}, at ${disk.path ?? "an unknown path"}`,
      },
    ],
    carryOut: async () => {
      await manager.disks.detach(name, wait);
      onStep(`${name}: detached from ${holder ?? ""}`);
    },
  };
  return [
    ...(isToStop ? [stopStep({ ...pausing, instance, identity: identityOf(instance) })] : []),
    ...(holder === null ? [] : [detach]),
    ...restarts.map((it) =>
      startAgainStep({
        ...pausing,
        instance: { name: it.name, region, status: "stopped" },
        identity: it.identity,
      }),
    ),
  ];
}

function note(
  { path }: Disk,
  holder: string | null,
  [first]: readonly Stopped[],
  journal: { remember: (facts: { from?: string; path?: string; restart?: string }) => void },
): void {
  const from = holder ?? first?.name;
  journal.remember({
    ...(from !== undefined && { from }),
    ...(holder !== null && path !== null && { path }),
    ...(first !== undefined && { restart: first.identity }),
  });
}

/** As far as it can be read: the work is over. */
function latest(
  manager: BaseInfraManager,
  disk: Disk,
  isDetached: boolean,
  { signal }: Context,
): Promise<Disk> {
  const free = { ...disk, attached_to: null, is_attached: false, path: null, status: "available" };
  return isDetached
    ? manager.disks.get(disk.name, { signal }).catch(() => free)
    : Promise.resolve(disk);
}

function warnOfAddress(
  { name, is_static_ip: isStatic, ip_address_type: type }: Instance,
  { narrator }: Context,
): void {
  if (isStatic || type === "ipv6") return;
  narrator.warn(`${name} has no static IP: it will return with a different address`);
}

function halfDone(error: QuantsError, finish: ReturnType<typeof toRun> | null): QuantsError {
  return amended(error, {
    hint: finish === null ? error.advice : advice`Finish with: ${finish}`,
  });
}
