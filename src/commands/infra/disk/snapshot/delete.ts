import type { spec } from "./delete.spec.ts";
import type { Command, CommandContext, OptionsFor } from "../../../definition/command.ts";
import type { Context } from "../../../../core/context.ts";
import { QuantsError, combineErrors, errorToJson, nullIfMissing } from "../../../../core/errors.ts";
import type { BaseInfraManager, CallOptions } from "../../../../core/infra-manager.ts";
import { identityOf } from "../../../../core/instances/identity.ts";
import { FINISH_BY_RESUMING, stoppedAmong } from "../../../../core/instances/stopped.ts";
import { snapshotTarget } from "../../../../core/journal/target.ts";
import type { DiskSnapshot } from "../../../../core/model.ts";
import { execute, foresee } from "../../../../core/plan/execute.ts";
import { less } from "../../../../core/plan/price.ts";
import type { Step } from "../../../../core/plan/step.ts";
import type { DiskSnapshotDeletedRecord } from "../../../../core/records/disk.ts";
import type { FailedTarget } from "../../../../core/records/failed-target.ts";
import type { CommandResult } from "../../../../core/result.ts";
import { snapshotMonthlyUsd } from "../../../../core/snapshots/cost.ts";
import { advice, toRun } from "../../../../core/text/advice.ts";
import { nearest } from "../../../../core/text/nearest.ts";
import { ownValue } from "../../../../core/text/own-value.ts";
import { plain } from "../../../../core/text/safe-text.ts";
import { planned } from "../../../shared/planned.ts";
import { confirmByTyping, requireTerminal } from "../../../shared/prompt.ts";
import { oneRegion } from "../../../shared/regions.ts";

type Wanted = OptionsFor<typeof spec> & CommandContext<typeof spec>["resuming"];

export const command: Command<typeof spec> = async (options, context) => {
  const wanted: Wanted = { ...options, ...context.resuming };
  const names =
    wanted.confirmed === undefined ? [...new Set(options.name)] : Object.keys(wanted.confirmed);
  const asks = options.yes !== true && options.dryRun !== true;
  if (asks) requireTerminal(context.host, `delete ${names.join(", ")}`);
  const manager = await oneRegion(context);
  const call = { signal: context.signal };
  const all = await manager.disks.listSnapshots(call);
  const deletions = names.map((name) =>
    deletionOf(manager, name, look(name, all, manager.region, wanted), call, context),
  );
  if (options.dryRun === true) return planned(await foresee(deletions.map(({ step }) => step)));
  const snapshots = deletions.flatMap(({ snapshot }) => snapshot ?? []);
  if (asks && snapshots.length > 0) await confirm(snapshots, context);
  context.journal.remember({
    snapshots: Object.fromEntries(snapshots.map((it) => [it.name, identityOf(it)])),
  });
  const targets = names.map((name) => snapshotTarget({ region: manager.region, name }));
  context.journal.recordTargets(targets);
  const ended: Ended[] = [];
  for (const { name, step, snapshot } of deletions) {
    const about = snapshotTarget({ region: manager.region, name });
    const { error } = await context.journal.about(about, () => execute([step]));
    ended.push({ name, snapshot, error });
  }
  return toResult(ended, manager.region);
};

interface Deletion {
  name: string;
  step: Step<"delete">;
  /** Null for one that is gone. */
  snapshot: DiskSnapshot | null;
}

interface Ended extends Omit<Deletion, "step"> {
  error: QuantsError | null;
}

/** Null for one that is gone, and may be. */
function look(
  name: string,
  all: readonly DiskSnapshot[],
  region: string,
  { ifExists = false, confirmed }: Wanted,
): DiskSnapshot | null {
  const found = all.find((it) => it.name === name);
  if (found !== undefined) {
    const isMeant = confirmed === undefined || identityOf(found) === ownValue(confirmed, name);
    return isMeant ? found : null;
  }
  if (ifExists) return null;
  const near = nearest(
    name,
    all.map((it) => it.name),
  );
  throw new QuantsError("not_found", `There is no disk snapshot ${name} in ${region}.`, {
    hint:
      near === null
        ? advice`See: ${toRun("infra disk snapshot list", { region })}`
        : `Did you mean ${near}?`,
    resource: name,
  });
}

function deletionOf(
  manager: BaseInfraManager,
  name: string,
  snapshot: DiskSnapshot | null,
  call: CallOptions,
  { narrator }: Context,
): Deletion {
  const step: Step<"delete"> = {
    name: "delete",
    changes: () => {
      if (snapshot === null) return [];
      return [
        {
          ...{ action: "delete", kind: "disk_snapshot", name, region: snapshot.region },
          detail: detailOf(snapshot),
          monthly_usd: less(snapshotMonthlyUsd(snapshot)),
        },
      ];
    },
    carryOut: async () => {
      if (snapshot !== null) await nullIfMissing(manager.disks.deleteSnapshot(name, call));
      narrator.step(snapshot === null ? `${name}: was already gone` : `${name}: deleted`);
    },
  };
  return { name, step, snapshot };
}

function detailOf({ disk, created_at: at, size_gb: size }: DiskSnapshot): string {
  return `of ${disk ?? "an unknown disk"}, ${at ?? "unknown time"}, ${size ?? "?"} GB`;
}

function toResult(
  ended: readonly Ended[],
  region: string,
): CommandResult<DiskSnapshotDeletedRecord> {
  const errors = ended.flatMap((it) => it.error ?? []);
  const error =
    stoppedAmong(ended, () => FINISH_BY_RESUMING) ??
    combineErrors(errors, ended.length, "disk snapshots");
  if (ended.length === 1 && error !== null) throw error;
  const records = ended.map((it): DiskSnapshotDeletedRecord | FailedTarget => {
    const { name, snapshot } = it;
    if (it.error !== null) return { name, region, changed: false, error: errorToJson(it.error) };
    const { disk = null, size_gb = null, created_at = null } = snapshot ?? {};
    return { name, region, disk, size_gb, created_at, changed: snapshot !== null };
  });
  const [single] = records;
  return {
    kind: "report",
    data: records.length === 1 && single !== undefined && !("error" in single) ? single : records,
    names: records.flatMap((it) => ("error" in it ? [] : [it.name])),
    error,
  };
}

async function confirm(snapshots: readonly DiskSnapshot[], context: Context): Promise<void> {
  const [first] = snapshots;
  const isOne = snapshots.length === 1;
  const expected = isOne ? (first?.name ?? "") : String(snapshots.length);
  await confirmByTyping(context, {
    facts: ["This will be lost:", ...snapshots.map((it) => plain(`  ${it.name}  ${detailOf(it)}`))],
    question: `Type ${expected} to delete ${isOne ? "it" : `all ${expected}`}`,
    expected,
  });
}
