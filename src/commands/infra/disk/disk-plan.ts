import { QuantsError } from "../../../core/errors.ts";
import type { BaseInfraManager, CallOptions } from "../../../core/infra-manager.ts";
import type { Disk, DiskSnapshot, Instance } from "../../../core/model.ts";

/** What is to be made, and what there is. */
export interface DiskPlan {
  sizeGb: number;
  zone: string;
  /** What has the name. */
  there: Disk | null;
  /** Every disk of the region. */
  all: Disk[];
  /** The instance that gets it. */
  target: Instance | null;
}

interface Asked {
  name: string;
  size?: number;
  az?: string;
  like?: string;
  attachTo?: string;
  snapshot?: string;
}

export async function diskPlan(
  manager: BaseInfraManager,
  { name, size, az, like, attachTo, snapshot }: Asked,
  call: CallOptions,
): Promise<DiskPlan> {
  const [all, target, model, source] = await Promise.all([
    manager.disks.list(call),
    attachTo === undefined ? null : manager.getInstance(attachTo, call),
    like === undefined ? null : manager.getInstance(like, call),
    snapshot === undefined ? null : manager.disks.getSnapshot(snapshot, call),
  ]);
  const zones = [az, target?.availability_zone, model?.availability_zone];
  const [zone = "", ...others] = new Set(zones.filter((it) => it !== undefined));
  if (others.length > 0) throw differing(name, [zone, ...others]);
  if (source !== null) checkSource(source, size);
  const there = all.find((it) => it.name === name) ?? null;
  return { sizeGb: size ?? source?.size_gb ?? 0, zone, there, all, target };
}

function differing(name: string, zones: readonly string[]): QuantsError {
  return new QuantsError(
    "invalid_input",
    `The disk can't be in ${zones.join(" and in ")} at once.`,
    {
      hint: "Give one of --attach-to, --like and --az, or those of one zone.",
      resource: name,
    },
  );
}

function checkSource(
  { name, status, size_gb: least }: DiskSnapshot,
  size: number | undefined,
): void {
  if (status !== "available") {
    throw new QuantsError("invalid_state", `The disk snapshot ${name} is ${status}.`, {
      hint: "Only a complete one can be used: wait, or take another.",
      resource: name,
      retryable: status === "pending",
    });
  }
  if (size === undefined || least === null || size >= least) return;
  throw new QuantsError(
    "invalid_input",
    `The disk snapshot ${name} needs ${least} GB, and --size is ${size}.`,
    { hint: `Give --size ${least} or more, or leave it out.`, resource: name },
  );
}
