import type { spec } from "./delete.spec.ts";
import type { Command, CommandContext, OptionsFor } from "../../definition/command.ts";
import { findDisk, isUnderway } from "../../../core/disks/find.ts";
import { diskMonthlyUsd } from "../../../core/disks/price.ts";
import type { Context } from "../../../core/context.ts";
import { QuantsError, combineErrors, nullIfMissing, toQuantsError } from "../../../core/errors.ts";
import type { BaseInfraManager, CallOptions } from "../../../core/infra-manager.ts";
import { identityOf } from "../../../core/instances/identity.ts";
import { REQUEST_TAG } from "../../../core/instances/request-tag.ts";
import { type TargetRef, diskTarget } from "../../../core/journal/target.ts";
import type { Disk } from "../../../core/model.ts";
import { foreseeEach } from "../../../core/plan/execute.ts";
import type { Step } from "../../../core/plan/step.ts";
import type { DiskRecord } from "../../../core/records/disk.ts";
import type { CommandResult } from "../../../core/result.ts";
import { ownValue } from "../../../core/text/own-value.ts";
import { planned } from "../../shared/planned.ts";
import { requireTerminal } from "../../shared/prompt.ts";
import { confirmRemoval, removalReport, removeInTurn } from "../../shared/named-removal.ts";
import { oneRegion } from "../../shared/regions.ts";
import { diskRecord } from "./record.ts";
import { stillAttached } from "./refusals.ts";

type Wanted = OptionsFor<typeof spec> & CommandContext<typeof spec>["resuming"];

export const command: Command<typeof spec> = async (options, context) => {
  const wanted: Wanted = { ...options, ...context.resuming };
  const names =
    wanted.confirmed === undefined ? [...new Set(options.name)] : Object.keys(wanted.confirmed);
  const asks = options.yes !== true && options.dryRun !== true;
  if (asks) requireTerminal(context.host, `delete ${names.join(", ")}`);
  const manager = await oneRegion(context);
  const call = { signal: context.signal };
  const all = await manager.disks.list(call);
  const deletions = names.map((name) =>
    deletionOf(manager, name, look(name, all, manager.region, wanted), call, context),
  );
  if (options.dryRun === true) return foreseen(deletions);
  const disks = deletions.flatMap(({ disk }) => disk ?? []);
  if (asks && disks.length > 0) {
    const made = (it: Disk): string => `made ${it.created_at ?? "once"}`;
    await confirmRemoval(context, {
      heading: "These disks will be lost with all data:",
      lines: disks.map(
        (it) => `${it.name}  ${it.size_gb} GB in ${it.availability_zone}, ${made(it)}`,
      ),
      names: disks.map((it) => it.name),
      verb: "delete",
    });
  }
  context.journal.remember({
    disks: Object.fromEntries(disks.map((it) => [it.name, identityOf(it)])),
  });
  const { region } = manager;
  const targetOf = ({ name }: { name: string }): TargetRef => diskTarget({ region, name });
  const ended = await removeInTurn(deletions, targetOf, context);
  return removalReport(ended, { region, noun: "disks" }, ({ disk }): DiskRecord | null =>
    disk === null ? null : { ...diskRecord("delete", disk, {}), monthly_cost_usd: 0 },
  );
};

interface Deletion {
  name: string;
  step: Step<"delete">;
  /** Null for one that is gone, or is not to be deleted. */
  disk: Disk | null;
}

/** Null for one that is gone, and may be. */
function look(
  name: string,
  all: readonly Disk[],
  region: string,
  { ifExists = false, confirmed, made }: Wanted,
): Disk | QuantsError | null {
  const isMeant = (it: Disk): boolean =>
    it.name === name &&
    (confirmed === undefined || identityOf(it) === ownValue(confirmed, name)) &&
    (made === undefined || ownValue(it.tags, REQUEST_TAG) === made);
  if (ifExists && !all.some(isMeant)) return null;
  try {
    const disk = findDisk(all, name, region);
    return disk.attached_to === null || isUnderway(disk) ? disk : stillAttached(disk);
  } catch (error) {
    return toQuantsError(error);
  }
}

function deletionOf(
  manager: BaseInfraManager,
  name: string,
  found: Disk | QuantsError | null,
  call: CallOptions,
  { narrator }: Context,
): Deletion {
  const disk = found instanceof QuantsError ? null : found;
  const step: Step<"delete"> = {
    name: "delete",
    changes: () => {
      if (found instanceof QuantsError) throw found;
      if (disk === null) return [];
      return [
        {
          ...{ action: "delete", kind: "disk", name, region: disk.region },
          detail: `${disk.size_gb} GB with all data`,
          monthly_usd: 0 - diskMonthlyUsd(disk),
        },
      ];
    },
    carryOut: async () => {
      if (found instanceof QuantsError) throw found;
      // Somebody else may have deleted it, made another one of it, or attached it meanwhile.
      const seen = disk && (await nullIfMissing(manager.disks.get(name, call)));
      const now =
        seen !== null && isUnderway(seen)
          ? await nullIfMissing(manager.disks.settle(name, call))
          : seen;
      if (disk === null || now === null || identityOf(now) !== identityOf(disk)) {
        narrator.step(`${name}: was already gone`);
        return;
      }
      if (now.attached_to !== null) throw stillAttached(now);
      await nullIfMissing(manager.disks.delete(name, call));
      narrator.step(`${name}: deleted`);
    },
  };
  return { name, step, disk };
}

async function foreseen(deletions: readonly Deletion[]): Promise<CommandResult> {
  const { changes, errors } = await foreseeEach(deletions.map(({ step }) => [step]));
  const error = combineErrors(errors, deletions.length, "disks");
  if (error !== null && changes.length === 0) throw error;
  return planned(changes, error);
}
