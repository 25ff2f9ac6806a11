import { advice, toRun } from "../../../core/text/advice.ts";
import type { spec } from "./delete.spec.ts";
import type { Command, CommandContext, OptionsFor } from "../../definition/command.ts";
import type { SnapshotDeletedRecord } from "../../../core/records/snapshot.ts";
import type { Context } from "../../../core/context.ts";
import { QuantsError, combineErrors, errorToJson, nullIfMissing } from "../../../core/errors.ts";
import { identityOf, mayBeSame } from "../../../core/instances/identity.ts";
import type { BaseInfraManager, CallOptions } from "../../../core/infra-manager.ts";
import { globMatches } from "../../../core/inventory/glob.ts";
import { lastGoodOf } from "../../../core/snapshots/last-good.ts";
import { snapshotTarget } from "../../../core/journal/target.ts";
import type { Instance, Snapshot } from "../../../core/model.ts";
import { nearest } from "../../../core/text/nearest.ts";
import { isPattern } from "../../../core/instances/selector.ts";
import { snapshotMonthlyUsd } from "../../../core/snapshots/cost.ts";
import { execute, foresee } from "../../../core/plan/execute.ts";
import { less } from "../../../core/plan/price.ts";
import type { Step } from "../../../core/plan/step.ts";
import { planned } from "../../shared/planned.ts";
import { confirmByTyping, requireTerminal } from "../../shared/prompt.ts";
import { oneRegion } from "../../shared/regions.ts";
import type { FailedTarget } from "../../../core/records/failed-target.ts";
import { plain } from "../../../core/text/safe-text.ts";
import { deadlineSignal } from "../../shared/waiting.ts";

export type SnapshotDeleteOptions = OptionsFor<typeof spec>;

export const command: Command<typeof spec> = async (options, context) => {
  const asks = options.yes !== true && options.dryRun !== true;
  if (asks) requireTerminal(context.host, `delete ${options.name.join(", ")}`);
  const manager = await oneRegion(context);
  const call = { signal: deadlineSignal(options, context) };
  const [all, instances] = await Promise.all([
    manager.listSnapshots(call),
    manager.listInstances(call),
  ]);
  const { selected, gone, kept } = choose(
    desiredOf(options, context.resuming, all),
    all,
    instances,
    manager.region,
  );
  const refusals = kept.map(lastOfItsInstance);
  const refused = combineErrors(refusals, selected.length + kept.length, "snapshots");
  const deletions = selected.map((it) =>
    deletionOf(manager, it, detailOf(it, all, instances), { options, call, context }),
  );
  if (options.dryRun === true) {
    return planned(await foresee(deletions.map(({ step }) => step)), refused);
  }
  if (selected.length === 0 && refused !== null) throw refused;
  if (asks && selected.length > 0) await confirm(selected, all, instances, context);
  context.journal.remember({
    snapshots: Object.fromEntries(selected.map((it) => [it.name, identityOf(it)])),
  });
  const { records, errors } = await deleteAll(deletions, context);
  const single = options.name.length === 1 && !options.name.some(isPattern);
  const done = [
    ...records.flatMap((it) => ("error" in it ? [] : [it])),
    ...gone.map((name) => goneAlready(name, manager.region)),
  ];
  const data = [
    ...done,
    ...records.filter((it) => "error" in it),
    ...kept.map((it, index) => failed(it, refusals[index] ?? lastOfItsInstance(it))),
  ];
  const error = combineErrors([...errors, ...refusals], selected.length + kept.length, "snapshots");
  if ((single || data.length === 0) && done.length === 0 && error !== null) throw error;
  return {
    kind: "report",
    data: single && done[0] !== undefined ? done[0] : data,
    names: done.map(({ name }) => name),
    error,
  };
};

/** In the list, as everywhere, for one that is still there. */
function failed({ name, region }: Snapshot, error: QuantsError): FailedTarget {
  return { name, region, changed: false, error: errorToJson(error) };
}

/** When it is resumed: what is left of what was met then. What has such a name now is another. */
function desiredOf(
  options: SnapshotDeleteOptions,
  { confirmed }: CommandContext<typeof spec>["resuming"],
  all: readonly Snapshot[],
): SnapshotDeleteOptions {
  if (confirmed === undefined) return options;
  const left = all.filter((it) => confirmed[it.name] === identityOf(it));
  return { ...options, name: left.map(({ name }) => name) };
}

interface Choice {
  selected: Snapshot[];
  /** Names of what is not there any more. */
  gone: string[];
  /** Met by a pattern, but the last thing that is left of an instance. */
  kept: Snapshot[];
}

function choose(
  { name: names, ifExists }: SnapshotDeleteOptions,
  all: readonly Snapshot[],
  instances: readonly Instance[],
  region: string,
): Choice {
  const exact = names.filter((it) => !isPattern(it));
  const gone = exact.filter((name) => !all.some((it) => it.name === name));
  const [missing] = gone;
  if (missing !== undefined && ifExists !== true) {
    const near = nearest(
      missing,
      all.map(({ name }) => name),
    );
    throw new QuantsError("not_found", `There is no snapshot ${gone.join(", ")} in ${region}.`, {
      hint:
        near === null
          ? advice`See: ${toRun("infra snapshot list", { region })}`
          : `Did you mean ${near}?`,
      resource: missing,
    });
  }
  const met = all.filter((it) => names.some((glob) => globMatches(glob, it.name)));
  const kept = met.filter((it) => !exact.includes(it.name) && isLastOf(it, all, instances));
  return { selected: met.filter((it) => !kept.includes(it)), gone, kept };
}

/** True for the newest good one of an instance that is not there any more, a namesake or not. */
function isLastOf(
  snapshot: Snapshot,
  all: readonly Snapshot[],
  instances: readonly Instance[],
): boolean {
  const { name, instance, from_instance_arn: arn } = snapshot;
  const isGone = !instances.some((it) => it.name === instance && mayBeSame(it.arn, arn));
  return isGone && lastGoodOf(all, instance, arn)?.name === name;
}

function lastOfItsInstance({ name, instance }: Snapshot): QuantsError {
  return new QuantsError(
    "protected",
    `${name} is the last good snapshot of an instance ${instance} that no longer exists: not deleted.`,
    { hint: `To include it, name it: --name ${name}`, resource: name },
  );
}

function detailOf(
  snapshot: Snapshot,
  all: readonly Snapshot[],
  instances: readonly Instance[],
): string {
  const cost = snapshotMonthlyUsd(snapshot);
  return [
    `of ${snapshot.instance}`,
    snapshot.created_at ?? "unknown time",
    snapshot.status,
    ...(cost === null ? [] : [`at most $${cost.toFixed(2)} a month`]),
    ...(isLastOf(snapshot, all, instances)
      ? ["THE LAST GOOD ONE of an instance that no longer exists"]
      : []),
  ].join(", ");
}

async function confirm(
  selected: readonly Snapshot[],
  all: readonly Snapshot[],
  instances: readonly Instance[],
  context: Context,
): Promise<void> {
  const [first] = selected;
  const expected =
    selected.length === 1 && first !== undefined ? first.name : String(selected.length);
  await confirmByTyping(context, {
    facts: [
      "This will be lost:",
      ...selected.map((it) => plain(`  ${it.name}  ${detailOf(it, all, instances)}`)),
    ],
    question:
      selected.length === 1
        ? `Type ${expected} to delete it`
        : `Type ${expected}, their number, to delete all of them`,
    expected,
  });
}

interface Deletion {
  snapshot: Snapshot;
  step: Step<"snapshot">;
  /** False when it was already gone. */
  isOwn: boolean;
}

function deletionOf(
  manager: BaseInfraManager,
  snapshot: Snapshot,
  detail: string,
  {
    options: { ifExists = false },
    call,
    context,
  }: { options: SnapshotDeleteOptions; call: CallOptions; context: Context },
): Deletion {
  const { name, region } = snapshot;
  const deletion: Deletion = {
    snapshot,
    isOwn: false,
    step: {
      name: "snapshot",
      changes: () => [
        {
          ...{ action: "delete", kind: "snapshot", name, region, detail },
          monthly_usd: less(snapshotMonthlyUsd(snapshot)),
        },
      ],
      carryOut: async () => {
        // Somebody else may have deleted it since it was listed.
        const deleted = manager.deleteSnapshot(name, call).then(() => true);
        deletion.isOwn = (await (ifExists ? nullIfMissing(deleted) : deleted)) ?? false;
        context.narrator.step(deletion.isOwn ? `${name}: deleted` : `${name}: was already gone`);
      },
    },
  };
  return deletion;
}

async function deleteAll(
  deletions: readonly Deletion[],
  { journal }: Context,
): Promise<{ records: (SnapshotDeletedRecord | FailedTarget)[]; errors: QuantsError[] }> {
  const records: (SnapshotDeletedRecord | FailedTarget)[] = [];
  const errors: QuantsError[] = [];
  journal.recordTargets(deletions.map(({ snapshot }) => snapshotTarget(snapshot)));
  for (const deletion of deletions) {
    const { snapshot, step } = deletion;
    const { error } = await journal.about(snapshotTarget(snapshot), () => execute([step]));
    if (error === null) {
      const { name, region, instance, size_gb, created_at } = snapshot;
      records.push({ name, region, instance, size_gb, created_at, changed: deletion.isOwn });
    } else {
      errors.push(error);
      records.push(failed(snapshot, error));
    }
  }
  return { records, errors };
}

function goneAlready(name: string, region: string): SnapshotDeletedRecord {
  return { name, region, instance: null, size_gb: null, created_at: null, changed: false };
}
