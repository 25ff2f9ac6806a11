import type { spec } from "./delete.spec.ts";
import type { Command, CommandContext, OptionsFor } from "../../../definition/command.ts";
import type { Context } from "../../../../core/context.ts";
import { QuantsError, nullIfMissing } from "../../../../core/errors.ts";
import type { BaseInfraManager, CallOptions } from "../../../../core/infra-manager.ts";
import { identityOf } from "../../../../core/instances/identity.ts";
import { type TargetRef, snapshotTarget } from "../../../../core/journal/target.ts";
import type { DiskSnapshot } from "../../../../core/model.ts";
import { foresee } from "../../../../core/plan/execute.ts";
import { less } from "../../../../core/plan/price.ts";
import type { Step } from "../../../../core/plan/step.ts";
import type { DiskSnapshotDeletedRecord } from "../../../../core/records/disk.ts";
import { snapshotMonthlyUsd } from "../../../../core/snapshots/cost.ts";
import { advice, toRun } from "../../../../core/text/advice.ts";
import { nearest } from "../../../../core/text/nearest.ts";
import { ownValue } from "../../../../core/text/own-value.ts";
import { planned } from "../../../shared/planned.ts";
import { requireTerminal } from "../../../shared/prompt.ts";
import { confirmRemoval, removalReport, removeInTurn } from "../../../shared/named-removal.ts";
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
  if (asks && snapshots.length > 0) {
    await confirmRemoval(context, {
      heading: "This will be lost:",
      lines: snapshots.map((it) => `${it.name}  ${detailOf(it)}`),
      names: snapshots.map((it) => it.name),
      verb: "delete",
    });
  }
  context.journal.remember({
    snapshots: Object.fromEntries(snapshots.map((it) => [it.name, identityOf(it)])),
  });
  const { region } = manager;
  const targetOf = ({ name }: { name: string }): TargetRef => snapshotTarget({ region, name });
  const ended = await removeInTurn(deletions, targetOf, context);
  return removalReport(ended, { region, noun: "disk snapshots" }, recordOf(region));
};

interface Deletion {
  name: string;
  step: Step<"delete">;
  /** Null for one that is gone. */
  snapshot: DiskSnapshot | null;
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

const recordOf =
  (region: string) =>
  ({ name, snapshot }: Deletion): DiskSnapshotDeletedRecord => {
    const { disk = null, size_gb = null, created_at = null } = snapshot ?? {};
    return { name, region, disk, size_gb, created_at, changed: snapshot !== null };
  };
