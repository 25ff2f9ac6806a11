import { advice, toRun } from "../text/advice.ts";
import { QuantsError, nullIfMissing } from "../errors.ts";
import type { BaseInfraManager, WaitOptions } from "../infra-manager.ts";
import type { Instance, Snapshot, StaticIp } from "../model.ts";
import { type MovingDisk, disksIfSeen, movingDisks } from "./disks.ts";
import { FROM_TAG, type ResizeMark, isMadeFrom, markOf, originId } from "./marks.ts";
import { mayBeMadeFrom } from "./twins.ts";

/** What exists when a resize is undone. */
export interface UndoPlan {
  source: Instance;
  mark: ResizeMark | null;
  made: Instance | null;
  snapshots: Snapshot[];
  staticIp: StaticIp | null;
  /** Block storage disks that it moved, or was about to. */
  disks: MovingDisk[];
}

/** Throws `invalid_state` if the old instance is gone, because then there is no way back. */
export async function planUndo(
  manager: BaseInfraManager,
  name: string,
  target: string,
  wait: WaitOptions,
): Promise<UndoPlan> {
  const [source, named, snapshots, staticIps, disks] = await Promise.all([
    nullIfMissing(manager.getInstance(name, wait)),
    nullIfMissing(manager.getInstance(target, wait)),
    manager.listSnapshots(wait),
    manager.listStaticIps(wait),
    disksIfSeen(manager, wait),
  ]);
  if (source === null) throw tooLate(name, named);
  const mark = markOf(source);
  const made =
    mark === null || mark.target === target
      ? named
      : await nullIfMissing(manager.getInstance(mark.target, wait));
  const ours = made !== null && isMadeFrom(made, source) ? made : null;
  if (made !== null && ours === null) refuseBeside(source, mark, made);
  return {
    source,
    mark,
    made: ours,
    disks: movingDisks(disks, { name: null, id: originId(source) }),
    snapshots: snapshots.filter((it) => isMadeFrom(it, source)),
    staticIp:
      staticIps.find((it) => ours !== null && it.attached_to === ours.name) ??
      staticIps.find((it) => it.name === mark?.staticIp && !it.is_attached) ??
      null,
  };
}

/** The old one would be started beside an instance that may be its successor. */
function refuseBeside(source: Instance, mark: ResizeMark | null, made: Instance): void {
  if (!wasStoppedFor(source, mark) || made.status === "stopped") return;
  if (mark?.target !== made.name || !mayBeMadeFrom(made, source)) return;
  throw new QuantsError(
    "conflict",
    `${source.name} would be started alongside ${made.name}, which has the name of its successor and is ${made.status}.`,
    {
      hint: `${made.name} has lost its tag ${FROM_TAG}, or is a different instance: stop or destroy it first, then repeat.`,
      resource: made.name,
    },
  );
}

/** The old one was stopped for its successor, so it is started again. */
export function wasStoppedFor({ status }: Instance, mark: ResizeMark | null): boolean {
  return mark?.was === "running" && status !== "running";
}

function tooLate(name: string, named: Instance | null): QuantsError {
  if (named?.tags[FROM_TAG] !== name) {
    return new QuantsError("not_found", `There is no instance ${name}.`, {
      hint: "Check its name and --region.",
      resource: name,
    });
  }
  return new QuantsError(
    "invalid_state",
    `${name} is already gone: its resize to ${named.name} can't be undone.`,
    {
      hint: advice`Plans can't shrink. To finish the rest: ${toRun("infra resize", { name, bundle: named.bundle_id, to: named.name, region: named.region })}`,
      resource: name,
    },
  );
}
