import { QuantsError, nullIfDenied } from "../errors.ts";
import type { BaseInfraManager, CallOptions } from "../infra-manager.ts";
import type { Disk, Instance } from "../model.ts";
import { advice, toRun } from "../text/advice.ts";
import { ownValue } from "../text/own-value.ts";

/** On a disk that moves with its instance, until the old one is gone: whose it was, and where. */
export const DISK_TAG = "quants-ctl:resize-disk";

/** A block storage disk that moves, and the path that it keeps. */
export interface MovingDisk {
  disk: Disk;
  path: string;
  /** It bears the tag that a repetition finds it by. */
  isMarked: boolean;
}

export const diskMark = (sourceId: string, path: string): string => `${sourceId} ${path}`;

/** The disks that the old instance has, or had when its resize began. */
export function movingDisks(
  all: readonly Disk[],
  source: { name: string | null; id: string },
): MovingDisk[] {
  return all.flatMap((disk): MovingDisk[] => {
    const [id, path] = (ownValue(disk.tags, DISK_TAG) ?? "").split(" ");
    if (id === source.id && path !== undefined) return [{ disk, path, isMarked: true }];
    const isHeld = source.name !== null && disk.attached_to === source.name;
    return isHeld ? [{ disk, path: disk.path ?? "", isMarked: false }] : [];
  });
}

/** None where the account may not see them: then none was moved either. */
export async function disksIfSeen(manager: BaseInfraManager, call: CallOptions): Promise<Disk[]> {
  return (await nullIfDenied(manager.disks.list(call))) ?? [];
}

/** Throws unless they can move: from a stopped instance, and of those that nobody took since. */
export function checkDisks(
  disks: readonly MovingDisk[],
  source: Instance,
  target: string,
  isToBeStopped: boolean,
): void {
  const taken = disks.find(
    ({ disk: { attached_to: holder } }) =>
      holder !== null && holder !== source.name && holder !== target,
  );
  if (taken !== undefined) throw takenAway(taken.disk, source);
  const held = disks.filter(({ disk }) => disk.attached_to === source.name);
  if (held.length === 0 || source.status === "stopped" || isToBeStopped) return;
  throw new QuantsError(
    "invalid_state",
    `${source.name} has block storage disks (${held.map(({ disk }) => disk.name).join(", ")}), and is ${source.status}: they move from a stopped instance only.`,
    {
      hint: advice`Add --stop: ${source.name} is down until they are attached to the new one. Or stop it first: ${toRun("infra manage", { name: source.name, action: "stop", region: source.region })}`,
      resource: source.name,
    },
  );
}

function takenAway({ name, region, attached_to: holder }: Disk, source: Instance): QuantsError {
  return new QuantsError(
    "conflict",
    `The disk ${name}, which moves with ${source.name}, is attached to ${holder} now.`,
    {
      hint: advice`Detach it there first: ${toRun("infra disk detach", { name, stop: true, region })}`,
      resource: name,
    },
  );
}
