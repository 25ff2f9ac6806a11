import { advice, toRun } from "../text/advice.ts";
import { QuantsError, nullIfMissing, toQuantsError } from "../errors.ts";
import type { BaseInfraManager, CallOptions, WaitOptions } from "../infra-manager.ts";
import type { Instance, Snapshot, StaticIp } from "../model.ts";
import type { ResizeWaits } from "./carry-out.ts";
import { FROM_TAG, STATE_TAG, type ResizeMark, isMadeFrom, markOf } from "./marks.ts";
import { mayBeMadeFrom } from "./twins.ts";

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
  if (made !== null && ours === null) refuseBeside(source, mark, made);
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
    await nullIfMissing(manager.destroyInstance(made.name, call));
    await manager.waitForInstance(made.name, "gone", forNew);
    step(`${made.name} deleted`);
  };
  try {
    const wasStoppedForIt = wasStoppedFor(source, mark);
    if (wasStoppedForIt) {
      await removeNew();
      await manager.waitForInstance(source.name, "stopped", wait);
      await manager.startInstance(source.name, call);
      await manager.waitForInstance(source.name, "running", wait);
      step("started");
    }
    const isBack =
      staticIp === null || (await giveBack(manager, staticIp, source.name, call, step));
    if (!wasStoppedForIt) await removeNew();
    for (const { name } of plan.snapshots) {
      await nullIfMissing(manager.deleteSnapshot(name, call));
      step(`snapshot ${name} deleted`);
    }
    // The mark stays: by it a repeat finds the address.
    if (!isBack) throw notGivenBack(staticIp, source.name);
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

/**
 * False for an instance that is not running: Lightsail attaches to running ones only, and one that
 * somebody stopped is not started for it.
 */
async function giveBack(
  manager: BaseInfraManager,
  { name }: StaticIp,
  to: string,
  call: CallOptions,
  step: (text: string) => void,
): Promise<boolean> {
  const now = await manager.getStaticIp(name, call);
  if (now.attached_to !== to) {
    if (now.attached_to !== null) await manager.detachStaticIp(name, call);
    if ((await manager.getInstance(to, call)).status !== "running") return false;
    await manager.attachStaticIp(name, to, call);
  }
  step(`static IP ${now.ip_address} (${name}) is back`);
  return true;
}

function notGivenBack({ name, ip_address, region }: StaticIp, to: string): QuantsError {
  return new QuantsError(
    "invalid_state",
    `The static IP ${ip_address} (${name}) is billed, and is not attached to ${to}, because ${to} is not running.`,
    {
      hint: advice`When it may run: ${toRun("infra manage", { name: to, action: "start", region })}\nThen repeat the command.`,
      resource: name,
    },
  );
}

/** The old one would be started beside an instance that may well be its successor. */
function refuseBeside(source: Instance, mark: ResizeMark | null, made: Instance): void {
  if (!wasStoppedFor(source, mark) || made.status === "stopped") return;
  if (mark?.target !== made.name || !mayBeMadeFrom(made, source)) return;
  throw new QuantsError(
    "conflict",
    `${source.name} would be started beside ${made.name}, which has the name of its successor and is ${made.status}.`,
    {
      hint: `${made.name} has lost its tag ${FROM_TAG}, or is another: stop or destroy it first, then repeat.`,
      resource: made.name,
    },
  );
}

function wasStoppedFor({ status }: Instance, mark: ResizeMark | null): boolean {
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
    `${name} is gone already: its resize to ${named.name} can't be undone.`,
    {
      hint: advice`There is no way back to a smaller plan. What is left is finished with: ${toRun("infra resize", { name, bundle: named.bundle_id, to: named.name, region: named.region })}`,
      resource: name,
    },
  );
}
