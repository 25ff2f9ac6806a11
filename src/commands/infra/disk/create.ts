import { randomUUID } from "node:crypto";
import type { spec } from "./create.spec.ts";
import type { Command, CommandContext, OptionsFor } from "../../definition/command.ts";
import { attachDiskStep } from "../../../core/disks/attach-step.ts";
import { placeAt } from "../../../core/disks/place.ts";
import { diskMonthlyUsd } from "../../../core/disks/price.ts";
import { QuantsError, UsageError, amended } from "../../../core/errors.ts";
import { REQUEST_TAG } from "../../../core/instances/request-tag.ts";
import { checkTags } from "../../../core/instances/tags.ts";
import { diskTarget } from "../../../core/journal/target.ts";
import type { Disk } from "../../../core/model.ts";
import { execute, foresee } from "../../../core/plan/execute.ts";
import { type Step, unseen } from "../../../core/plan/step.ts";
import { advice, toRun } from "../../../core/text/advice.ts";
import { ownValue } from "../../../core/text/own-value.ts";
import { planned } from "../../shared/planned.ts";
import { oneRegion } from "../../shared/regions.ts";
import { waitOptions } from "../../shared/waiting.ts";
import { checkHolder } from "./attach.ts";
import { type DiskPlan, diskPlan } from "./disk-plan.ts";
import { diskRecord } from "./record.ts";

type CreateOptions = OptionsFor<typeof spec>;

export const command: Command<typeof spec> = async (options, context) => {
  const { name, attachTo: to } = options;
  checkUsage(options);
  const tags = Object.fromEntries(options.tag ?? []);
  checkTags(tags);
  const manager = await oneRegion(context);
  const wait = waitOptions(options, context, name);
  const call = { signal: wait.signal };
  const plan = await diskPlan(manager, options, call);
  const { sizeGb, zone, there, all, target } = plan;
  if (there !== null) checkThere(there, plan, options, context.resuming.request);
  const ahead = { name, availability_zone: zone, region: manager.region };
  const isAttached = there !== null && to !== undefined && there.attached_to === to;
  const path =
    target === null || isAttached ? (there?.path ?? "") : placeAt(target, ahead, all, options.path);
  const requestId = context.resuming.request ?? randomUUID();
  const onStep = (text: string): void => context.narrator.step(text);
  const attaching = {
    ...{ manager, name, to: to ?? "", path, disk: there, wait, onStep },
    remember: () => undefined,
  };
  const making: Step<"create"> = {
    name: "create",
    changes: () => {
      if (there !== null) return [];
      const from = options.snapshot === undefined ? "" : `, from ${options.snapshot}`;
      return [
        {
          ...{ action: "create", kind: "disk", name, region: manager.region },
          detail: `${sizeGb} GB in ${zone}${from}`,
          monthly_usd: diskMonthlyUsd({ size_gb: sizeGb }),
        },
      ];
    },
    carryOut: async () => {
      if (there !== null) {
        onStep(`${name}: exists already, ${there.size_gb} GB in ${zone}`);
        return;
      }
      context.journal.remember({ request: requestId });
      const { snapshot } = options;
      const wanted = { name, sizeGb, availabilityZone: zone, snapshot, tags, requestId };
      attaching.disk = await manager.disks.create(wanted, call);
      onStep(`${name}: ${sizeGb} GB in ${zone} begun`);
    },
  };
  const waiting = unseen("wait", async () => {
    attaching.disk = await manager.disks.settle(name, wait);
    if (there === null) onStep(`${name}: available`);
  });
  const steps = [making, waiting, ...(target === null ? [] : [attachDiskStep(attaching)])];
  if (options.dryRun === true) return planned(await foresee(steps));
  const about = diskTarget({ region: manager.region, name });
  context.journal.recordTargets([about]);
  const { error: failure, done } = await context.journal.about(about, () => execute(steps));
  context.narrator.idle();
  const { disk } = attaching;
  if (disk === null) throw failure ?? new TypeError("It had no result.");
  const isNew = there === null || (done.includes("attach") && !isAttached);
  const finish = failure === null ? null : finishCommand(options, plan, manager.region);
  const record = diskRecord("create", disk, { changed: isNew, finish_with: finish });
  const error = failure && finish && unfinished(failure, disk, finish);
  return { kind: "report", data: record, names: [name], error };
};

function checkUsage({ name, size, az, like, attachTo, path, snapshot }: CreateOptions): void {
  if (size === undefined && snapshot === undefined) {
    throw new UsageError("How large? --size is missing.", {
      hint: "Give it in GB, e.g. --size 64.",
      resource: name,
    });
  }
  if (az === undefined && like === undefined && attachTo === undefined) {
    throw new UsageError(`In which zone? A disk serves only instances of its own.`, {
      hint: "Give the instance that gets it with --attach-to, one of the same zone with --like, or --az.",
      resource: name,
    });
  }
  if (path !== undefined && attachTo === undefined) {
    throw new UsageError("--path is for --attach-to.", { hint: "Leave it out.", resource: path });
  }
}

/** Throws unless what has the name is what is wanted. */
function checkThere(
  there: Disk,
  { sizeGb, zone }: DiskPlan,
  { attachTo, path, ifNotExists = false }: CreateOptions,
  request: CommandContext<typeof spec>["resuming"]["request"],
): void {
  const { name, region, size_gb: size, availability_zone: its } = there;
  const isOurs = request !== undefined && ownValue(there.tags, REQUEST_TAG) === request;
  if (!isOurs && !ifNotExists) {
    throw new QuantsError("name_in_use", `There is a disk ${name} in ${region}.`, {
      hint: advice`Choose another name, or add --if-not-exists to accept it. See: ${toRun("infra disk list", { region })}`,
      resource: name,
    });
  }
  if (size !== sizeGb || its !== zone) {
    throw new QuantsError(
      "conflict",
      `The disk ${name} exists, with ${size} GB in ${its} instead of ${sizeGb} GB in ${zone}.`,
      { hint: "Choose another name; a disk can't be resized or moved.", resource: name },
    );
  }
  if (attachTo !== undefined) checkHolder(there, attachTo, path);
}

/** What is made and not attached is billed all the same. */
function unfinished(error: QuantsError, disk: Disk, finish: ReturnType<typeof toRun>): QuantsError {
  const { name, region } = disk;
  return amended(error, {
    message: `The disk ${name} is made, and billed, but not ready: ${error.message}`,
    hint: advice`Finish with: ${finish}\nOr delete it: ${toRun("infra disk delete", { name, region })}`,
    resource: name,
    cause: error,
  });
}

function finishCommand(
  { name, attachTo, path, snapshot, tag }: CreateOptions,
  { sizeGb: size, zone: az }: DiskPlan,
  region: string,
): ReturnType<typeof toRun> {
  const wanted = { name, size, az, attachTo, path, snapshot, tag, region };
  return toRun("infra disk create", { ...wanted, ifNotExists: true });
}
