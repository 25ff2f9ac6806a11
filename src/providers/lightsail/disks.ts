import { randomUUID } from "node:crypto";
import type { CreateDiskOptions } from "../../core/contracts/disks.ts";
import { QuantsError, amended, nullIfMissing } from "../../core/errors.ts";
import type { CallOptions, WaitOptions } from "../../core/infra-manager.ts";
import { REQUEST_TAG } from "../../core/instances/request-tag.ts";
import type { Disk } from "../../core/model.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import { ownValue } from "../../core/text/own-value.ts";
import { poll } from "../../core/time/wait.ts";
import { type Calls, present } from "./calls.ts";
import { MAX_TAGS, STOPS } from "./create.ts";
import { toTagList } from "./create-request.ts";
import { toDisk } from "./disk-mapping.ts";
import { allPages } from "./pages.ts";
import { tagResource, untagResource } from "./tag-resource.ts";

const TIMEOUT = 300_000;
const INTERVAL = 2_000;

export async function listDisks(calls: Calls, call?: CallOptions): Promise<Disk[]> {
  const disks = await allPages(async (pageToken) => {
    const page = await calls.read("GetDisks", pageToken === undefined ? {} : { pageToken }, call);
    return { items: page.disks, next: page.nextPageToken };
  });
  return disks.map((disk) => toDisk(disk, calls.region));
}

export async function getDisk(calls: Calls, name: string, call?: CallOptions): Promise<Disk> {
  const { disk } = await calls.read("GetDisk", { diskName: name }, { ...call, resource: name });
  return toDisk(present(disk, name), calls.region);
}

/** After a lost answer, this call's own disk is told from another one of that name by its tag. */
export async function createDisk(
  calls: Calls,
  { name, sizeGb, availabilityZone, snapshot, tags: asked = {}, requestId }: CreateDiskOptions,
  call: CallOptions = {},
): Promise<Disk> {
  const id = requestId ?? randomUUID();
  const isTagged = Object.keys(asked).length < MAX_TAGS;
  const tags = toTagList(isTagged ? { ...asked, [REQUEST_TAG]: id } : asked);
  const since = calls.clock.now();
  const isOurs = (found: Disk): boolean =>
    isTagged
      ? ownValue(found.tags, REQUEST_TAG) === id
      : found.size_gb === sizeGb && Date.parse(found.created_at ?? "") >= since;
  const input = { diskName: name, sizeInGb: sizeGb, availabilityZone, tags };
  const context = { ...call, resource: name };
  const isDone = async (): Promise<boolean> => {
    const found = await nullIfMissing(getDisk(calls, name, call));
    return found !== null && isOurs(found);
  };
  try {
    if (snapshot === undefined) await calls.change("CreateDisk", input, context, isDone);
    else {
      const from = { ...input, diskSnapshotName: snapshot };
      await calls.change("CreateDiskFromSnapshot", from, context, isDone);
    }
    return await getDisk(calls, name, call);
  } catch (error) {
    throw explained(calls, name, error);
  }
}

export async function attachDisk(
  calls: Calls,
  name: string,
  { instance, path }: { instance: string; path: string },
  options: WaitOptions = {},
): Promise<Disk> {
  const { signal } = options;
  const input = { diskName: name, instanceName: instance, diskPath: path };
  await calls.change("AttachDisk", input, { signal, resource: name }, async () => {
    const now = await getDisk(calls, name, { signal });
    return now.attached_to === instance;
  });
  return settled(calls, name, options, (disk) => {
    if (disk.attached_to === instance && disk.is_attached) return true;
    if (disk.attached_to === null || disk.attached_to === instance) return false;
    throw takenAway(disk, instance);
  });
}

export async function detachDisk(
  calls: Calls,
  name: string,
  options: WaitOptions = {},
): Promise<Disk> {
  const { signal } = options;
  // On its way is enough: it is waited for below.
  const isDone = async (): Promise<boolean> =>
    !(await getDisk(calls, name, { signal })).is_attached;
  await calls.change("DetachDisk", { diskName: name }, { signal, resource: name }, isDone);
  return settled(calls, name, options, isFree);
}

export function settleDisk(calls: Calls, name: string, options?: WaitOptions): Promise<Disk> {
  return settled(calls, name, options, (disk) => disk.is_attached || isFree(disk));
}

export async function tagDisk(
  calls: Calls,
  name: string,
  tags: Readonly<Record<string, string>>,
  call?: CallOptions,
): Promise<void> {
  await tagResource(calls, name, tags, () => getDisk(calls, name, call), call);
}

export async function untagDisk(
  calls: Calls,
  name: string,
  keys: readonly string[],
  call?: CallOptions,
): Promise<void> {
  await untagResource(calls, name, keys, () => getDisk(calls, name, call), call);
}

export async function deleteDisk(calls: Calls, name: string, call?: CallOptions): Promise<void> {
  await calls.change(
    "DeleteDisk",
    { diskName: name, forceDeleteAddOns: true },
    { ...call, resource: name },
    async (refusal) =>
      refusal.code === "not_found" || (await nullIfMissing(getDisk(calls, name, call))) === null,
  );
}

const isFree = (disk: Disk): boolean => disk.status === "available" && !disk.is_attached;

/** The answer has two operations, for the disk and for the instance, so the disk itself is checked. */
function settled(
  calls: Calls,
  name: string,
  options: WaitOptions = {},
  isReached: (disk: Disk) => boolean,
): Promise<Disk> {
  const { signal, timeoutMs = TIMEOUT, pollIntervalMs = INTERVAL, onChange } = options;
  return poll<Disk>({
    ...{ clock: calls.clock, timeoutMs, intervalMs: pollIntervalMs, signal, onChange },
    look: async () => {
      const disk = await getDisk(calls, name, { signal });
      if (disk.status === "error") throw failed(disk);
      if (isReached(disk)) return { done: true, value: disk };
      const { attached_to: holder, status } = disk;
      return { done: false, seen: holder === null ? status : `${status} with ${holder}` };
    },
    onTimeout: (seen) =>
      new QuantsError("wait_timeout", `The disk "${name}" is not ready yet: ${seen}.`, {
        hint: advice`It continues by itself. Check it with \`${toRun("infra disk list", { region: calls.region })}\`, or wait longer with --timeout.`,
        resource: name,
        retryable: true,
      }),
  });
}

function failed({ name, region }: Disk): QuantsError {
  return new QuantsError("operation_failed", `Lightsail failed to make the disk "${name}".`, {
    hint: advice`It is useless: delete it with \`${toRun("infra disk delete", { name, region })}\`, and make another.`,
    resource: name,
  });
}

/** It was attached as requested, but somebody else has taken it since. */
function takenAway({ name, attached_to: holder }: Disk, instance: string): QuantsError {
  return new QuantsError(
    "conflict",
    `The disk "${name}" was attached to "${instance}", but now "${holder}" has it.`,
    { hint: "Somebody else moved it at the same moment: agree on who gets it.", resource: name },
  );
}

/** After a stop it is unknown whether there is one, and an unknown disk is billed. */
function explained(calls: Calls, name: string, error: unknown): unknown {
  if (!(error instanceof QuantsError) || !STOPS.has(error.code)) return error;
  return amended(error, {
    message: `${error.message} The disk "${name}" may have been created in ${calls.region}, and is billed then.`,
    hint: advice`Check whether it exists with \`${toRun("infra disk list", { region: calls.region })}\`.`,
    resource: name,
  });
}
