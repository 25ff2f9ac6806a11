import type { ReadContext, WriteContext } from "./context.ts";
import { type AddOnInput, enabledAddOn } from "./add-ons.ts";
import { newHostId, newId } from "./identity.ts";
import { assertZone } from "./launch.ts";
import { assertNewNames } from "./names.ts";
import { invalidInput, stateConflict } from "./protocol/service-error.ts";
import { recordInstanceOperation, recordOperation } from "./record-operation.ts";
import type { Infer } from "./shapes.ts";
import type { tagList } from "./common-shapes.ts";
import type { DiskAttachment, DiskRecord } from "./state/disk-records.ts";
import type { InstanceRecord, OperationRecord } from "./state/records.ts";
import { mergeTags } from "./tags.ts";

const MIN_SIZE = 8;
const MAX_SIZE = 16_384;
/** Of all disks of a region, in GB. */
const MAX_TOTAL = 20_000;
const MAX_ATTACHED = 15;

/** How a disk is attached now; undefined when it is not. */
export const attachmentOf = (disk: DiskRecord, now: number): DiskAttachment | undefined =>
  disk.attachment !== undefined &&
  (disk.attachment.during === "attaching" || now < disk.attachment.until)
    ? disk.attachment
    : undefined;

/** The disks of an instance, besides its system disk. */
export const attachedDisks = (
  { state, now }: Pick<ReadContext, "state" | "now">,
  instance: string,
): DiskRecord[] =>
  state.listWhere("Disk", (disk) => attachmentOf(disk, now)?.instance === instance);

export interface NewDisk {
  diskName: string;
  availabilityZone: string;
  sizeInGb: number;
  tags?: Infer<typeof tagList> | undefined;
  addOns?: readonly AddOnInput[] | undefined;
}

/** Makes a disk, empty or from a snapshot. */
export function makeDisk(context: WriteContext, options: NewDisk): DiskRecord {
  const { state, now, durations, region } = context;
  const { diskName, sizeInGb, availabilityZone } = options;
  assertNewNames(state, [diskName]);
  assertZone(region, availabilityZone);
  if (sizeInGb < MIN_SIZE || sizeInGb > MAX_SIZE) {
    throw invalidInput(
      `The size of a block storage disk must be between ${MIN_SIZE} and ${MAX_SIZE} GB.`,
    );
  }
  const total = state.list("Disk").reduce((sum, disk) => sum + disk.sizeInGb, sizeInGb);
  if (total > MAX_TOTAL) {
    throw invalidInput(
      "You've reached the maximum size limit of all disks in this account.",
      "LimitExceeded",
    );
  }
  const disk: DiskRecord = {
    resourceType: "Disk",
    name: diskName,
    id: newId(),
    sequence: state.nextSequence(),
    createdAt: now,
    volumeId: newHostId("vol"),
    zone: availabilityZone,
    sizeInGb,
    tags: mergeTags([], options.tags),
    addOns: Object.fromEntries((options.addOns ?? []).map((addOn) => diskAddOn(addOn, now))),
    transition: { during: "pending", after: "available", until: now + durations.disk },
  };
  state.add(disk);
  return disk;
}

/** The add-on that a disk may have. */
export function diskAddOn(addOn: AddOnInput, now: number): ReturnType<typeof enabledAddOn> {
  if (addOn.addOnType === "AutoSnapshot") return enabledAddOn(addOn, "LINUX_UNIX", now);
  throw invalidInput(`The ${addOn.addOnType} add-on is not available for disks.`);
}

/** As the service words it. */
export const diskConflict = (verb: string, state: string): Error =>
  stateConflict(`You can't ${verb} this disk right now. The state of this disk is: ${state}`);

export const diskState = (disk: DiskRecord, now: number): "pending" | "available" | "in-use" =>
  now < disk.transition.until
    ? disk.transition.during
    : attachmentOf(disk, now) === undefined
      ? disk.transition.after
      : "in-use";

/** Paths that EC2 takes for further disks; the first letters are of the system disk. */
const PATH = /^\/dev\/(?:xvd|sd)(?:[b-z]|[b-c][a-z])$/;

/** A path that the instance has free. */
export function assertPath(path: string, others: readonly DiskRecord[]): void {
  if (!PATH.test(path)) {
    throw invalidInput("The disk path is invalid. You must specify a valid disk path.");
  }
  if (others.some(({ attachment }) => attachment?.path === path)) {
    throw invalidInput(`The disk path is already in use: ${path}`);
  }
  if (others.length >= MAX_ATTACHED) {
    throw invalidInput(
      `An instance can have ${MAX_ATTACHED} attached disks at most.`,
      "LimitExceeded",
    );
  }
}

/** Begins to take a disk from its instance; the instance may be about to go. */
export function detachDisk(context: WriteContext, disk: DiskRecord): void {
  if (disk.attachment === undefined) return;
  disk.attachment.during = "detaching";
  disk.attachment.until = context.now + context.durations.disk;
}

/** Attaching and detaching are two operations each. */
export const diskOperations = (
  context: WriteContext,
  operationType: "AttachDisk" | "DetachDisk",
  disk: DiskRecord,
  instance: InstanceRecord,
): OperationRecord[] => {
  const doneAt = context.now + context.durations.disk;
  return [
    recordDiskOperation(context, operationType, disk, { details: instance.name, doneAt }),
    recordInstanceOperation(context, operationType, instance, { details: disk.name, doneAt }),
  ];
};

export const recordDiskOperation = (
  context: WriteContext,
  operationType: string,
  disk: DiskRecord,
  options: { details?: string; doneAt?: number } = {},
): OperationRecord =>
  recordOperation(context, {
    operationType,
    resourceName: disk.name,
    resourceType: "Disk",
    zone: disk.zone,
    ...options,
  });

/** As a snapshot of their instance keeps them. */
export const disksOf = (
  context: Pick<ReadContext, "state" | "now">,
  instance: string,
): { name: string; path: string; sizeInGb: number }[] =>
  attachedDisks(context, instance).map(({ name, sizeInGb, attachment }) => ({
    ...{ name, sizeInGb, path: attachment?.path ?? "" },
  }));
