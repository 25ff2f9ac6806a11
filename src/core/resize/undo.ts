import { QuantsError, nullIfMissing, toQuantsError } from "../errors.ts";
import type { BaseInfraManager, WaitOptions } from "../infra-manager.ts";
import type { Instance, Snapshot, StaticIp } from "../model.ts";
import type { ResizeWaits } from "./carry-out.ts";
import { FROM_TAG, STATE_TAG, type ResizeMark, isMadeFrom, markOf } from "./marks.ts";

/** What undoing a resize finds. */
export interface UndoPlan {
  source: Instance;
  mark: ResizeMark | null;
  made: Instance | null;
  snapshots: Snapshot[];
  staticIp: StaticIp | null;
}

export interface UndoOutcome {
  source: Instance;
  changed: boolean;
  error: QuantsError | null;
}

/** Throws `invalid_state` when the old instance is gone: then there is no way back. */
export async function planUndo(
  manager: BaseInfraManager,
  name: string,
  target: string,
  wait: WaitOptions,
): Promise<UndoPlan> {
  const [source, named, snapshots, staticIps] = await Promise.all([
    nullIfMissing(manager.getInstance(name, wait)),
    nullIfMissing(manager.getInstance(target, wait)),
    manager.listSnapshots(wait),
    manager.listStaticIps(wait),
  ]);
  if (source === null) throw tooLate(name, named);
  const mark = markOf(source);
  const made =
    mark === null || mark.target === target
      ? named
      : await nullIfMissing(manager.getInstance(mark.target, wait));
  const ours = made !== null && isMadeFrom(made, source) ? made : null;
  return {
    source,
    mark,
    made: ours,
    snapshots: snapshots.filter((it) => isMadeFrom(it, source)),
    staticIp:
      staticIps.find((it) => ours !== null && it.attached_to === ours.name) ??
      staticIps.find((it) => it.name === mark?.staticIp && !it.is_attached) ??
      null,
  };
}

/**
 * Back to the old instance: its static IP, its state, and nothing left of the new one. Never
 * two that run where one was stopped for the other. Never throws.
 */
export async function undoResize(
  manager: BaseInfraManager,
  plan: UndoPlan,
  { instance: forNew, old: wait }: Pick<ResizeWaits, "instance" | "old">,
  onStep: (text: string) => void,
): Promise<UndoOutcome> {
  const { source, mark, made, staticIp } = plan;
  const outcome: UndoOutcome = { source, changed: false, error: null };
  const call = { signal: wait.signal };
  const step = (text: string): void => {
    outcome.changed = true;
    onStep(`${source.name}: ${text}`);
  };
  const removeNew = async (): Promise<void> => {
    if (made === null) return;
    await manager.destroyInstance(made.name, call);
    await manager.waitForInstance(made.name, "gone", forNew);
    step(`${made.name} deleted`);
  };
  try {
    const wasStoppedForIt = mark?.was === "running" && source.status !== "running";
    if (wasStoppedForIt) {
      await removeNew();
      await manager.waitForInstance(source.name, "stopped", wait);
      await manager.startInstance(source.name, call);
      await manager.waitForInstance(source.name, "running", wait);
      step("started");
    }
    if (staticIp !== null) {
      const now = await manager.getStaticIp(staticIp.name, call);
      if (now.attached_to !== null && now.attached_to !== source.name) {
        await manager.detachStaticIp(now.name, call);
      }
      if (now.attached_to !== source.name)
        await manager.attachStaticIp(now.name, source.name, call);
      step(`static IP ${now.ip_address} (${now.name}) is back`);
    }
    if (!wasStoppedForIt) await removeNew();
    for (const { name } of plan.snapshots) {
      await nullIfMissing(manager.deleteSnapshot(name, call));
      step(`snapshot ${name} deleted`);
    }
    if (Object.hasOwn(source.tags, STATE_TAG)) {
      await manager.untagInstance(source.name, [STATE_TAG], call);
      outcome.changed = true;
    }
    outcome.source = await manager.getInstance(source.name, call);
  } catch (error) {
    outcome.error = toQuantsError(error);
  }
  return outcome;
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
    `${name} is gone already: its resize to ${named.name} can't be undone.`,
    {
      hint: `There is no way back to a smaller plan. What is left is finished with: quants-ctl infra resize --name ${name} --bundle ${named.bundle_id} --to ${named.name} --region ${named.region}`,
      resource: name,
    },
  );
}
