import { QuantsError } from "../errors.ts";
import type { Disk, Instance } from "../model.ts";
import { advice, toRun } from "../text/advice.ts";
import { MOST_DISKS, freePath, samePath } from "./path.ts";

/** A disk that is to be attached, whether it is there already or not. */
export type Placed = Pick<Disk, "name" | "availability_zone" | "region">;

/**
 * The path at which the instance takes the disk: the one that is asked for, or the next free one.
 * Throws what the service would refuse, before anything is changed.
 */
export function placeAt(
  target: Instance,
  disk: Placed,
  all: readonly Disk[],
  asked: string | undefined,
): string {
  if (target.status !== "running" && target.status !== "stopped") throw notReady(target);
  if (target.availability_zone !== disk.availability_zone) throw otherZone(target, disk);
  const others = all.filter((it) => it.attached_to === target.name && it.name !== disk.name);
  if (others.length >= MOST_DISKS) throw full(target);
  const holder = others.find(
    ({ path }) => asked !== undefined && path !== null && samePath(path, asked),
  );
  if (holder !== undefined) throw pathTaken(target, holder, asked ?? "");
  const path = asked ?? freePath(others.flatMap((it) => it.path ?? []));
  if (path === null) throw full(target);
  return path;
}

function notReady({ name, status, region }: Instance): QuantsError {
  return new QuantsError("invalid_state", `${name} is ${status}, so it can't take a disk.`, {
    hint: advice`Wait until it is running or stopped; see: ${toRun("infra info", { name, region })}`,
    resource: name,
    retryable: true,
  });
}

function otherZone(target: Instance, { name, availability_zone: zone, region }: Placed) {
  return new QuantsError(
    "conflict",
    `The disk ${name} is in ${zone}, and ${target.name} in ${target.availability_zone}: a disk never leaves its zone.`,
    {
      hint: advice`Copy it: ${toRun("infra disk snapshot", { name, region })}, and make another one of that with infra disk create --snapshot and --like ${target.name}.`,
      resource: name,
    },
  );
}

function full({ name }: Instance): QuantsError {
  return new QuantsError(
    "quota_exceeded",
    `${name} has ${MOST_DISKS} disks, and can't have more.`,
    {
      hint: "Detach one, or make a larger disk of several.",
      resource: name,
    },
  );
}

function pathTaken({ name }: Instance, { name: other, path }: Disk, asked: string): QuantsError {
  return new QuantsError("conflict", `${name} has the disk ${other} at ${path ?? asked}.`, {
    hint: "Choose another --path, or leave it out for the next free one.",
    resource: name,
  });
}
