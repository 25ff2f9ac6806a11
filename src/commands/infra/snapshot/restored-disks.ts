import { diskMonthlyUsd } from "../../../core/disks/price.ts";
import { QuantsError } from "../../../core/errors.ts";
import type { BaseInfraManager, CallOptions } from "../../../core/infra-manager.ts";
import { checkName } from "../../../core/instances/names.ts";
import type { Snapshot, SnapshotDisk } from "../../../core/model.ts";
import type { StepChange } from "../../../core/plan/step.ts";
import type { CreatedRecord } from "../../../core/records/created.ts";
import type { CommandResult } from "../../../core/result.ts";
import { planned } from "../../shared/planned.ts";

/** A disk that is made of one in the snapshot, with the instance. */
export interface RestoredDisk extends SnapshotDisk {
  /** Its own name; `of` is that of the one in the snapshot. */
  name: string;
  of: string;
}

/** Names the new disks. Throws for a disk that the snapshot does not hold. */
export function restoredDisks(
  { name: snapshot, attached_disks: disks }: Snapshot,
  instance: string,
  asked: readonly (readonly [old: string, name: string])[] = [],
): RestoredDisk[] {
  const unknown = asked.find(([old]) => !disks.some((it) => it.name === old));
  if (unknown !== undefined) {
    const has = disks.length === 0 ? "none" : disks.map((it) => it.name).join(", ");
    throw new QuantsError("invalid_input", `The snapshot ${snapshot} has no disk ${unknown[0]}.`, {
      hint: `Its disks: ${has}.`,
      resource: unknown[0],
    });
  }
  const names = new Map(asked);
  return disks.map((disk) => ({
    ...disk,
    of: disk.name,
    name: checkName(names.get(disk.name) ?? `${disk.name}-${instance}`, "disk name"),
  }));
}

/** Throws when another disk has one of the names, before anything is made. */
export async function checkFree(
  manager: BaseInfraManager,
  disks: readonly RestoredDisk[],
  instance: string,
  call: CallOptions,
): Promise<void> {
  if (disks.length === 0) return;
  const there = (await manager.disks.list(call)).find(
    (it) => it.attached_to !== instance && disks.some(({ name }) => name === it.name),
  );
  if (there === undefined) return;
  const of = disks.find(({ name }) => name === there.name)?.of ?? there.name;
  throw new QuantsError("name_in_use", `There is a disk ${there.name} in ${manager.region}.`, {
    hint: `Name the new one otherwise: --disk ${of}=OTHER`,
    resource: there.name,
  });
}

/** What would be made, with the disks of an instance that would be. */
export function withDisks(
  result: CommandResult<CreatedRecord>,
  disks: readonly RestoredDisk[],
  region: string,
): CommandResult<CreatedRecord> {
  if (result.kind !== "planned") return result;
  const { changes } = result.data;
  const isMade = changes.some(({ action, kind }) => action === "create" && kind === "instance");
  if (!isMade) return result;
  const more = disks.map((disk): StepChange => {
    const { name, of, path, size_gb: size } = disk;
    const detail = `${size} GB at ${path}, of ${of}`;
    return {
      ...{ action: "create", kind: "disk", name, region, detail },
      monthly_usd: diskMonthlyUsd(disk),
    };
  });
  return planned([...changes, ...more], result.error ?? null);
}

/** The disks that the instance has; those that it was to get, if they can't be read. */
export async function naming(
  result: CommandResult<CreatedRecord>,
  disks: readonly RestoredDisk[],
  manager: BaseInfraManager,
  call: CallOptions,
): Promise<CommandResult<CreatedRecord>> {
  if (result.kind !== "report" || Array.isArray(result.data)) return result;
  const record = result.data as CreatedRecord;
  if (disks.length === 0) return { ...result, data: { ...record, disks: [] } };
  const all = await manager.disks.list(call).catch(() => null);
  const held = all?.filter((it) => it.attached_to === record.name) ?? disks;
  return { ...result, data: { ...record, disks: held.map(({ name }) => name) } };
}
