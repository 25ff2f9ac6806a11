import { advice, toRun } from "../text/advice.ts";
import { QuantsError, nullIfMissing } from "../errors.ts";
import type { BaseInfraManager, CallOptions } from "../infra-manager.ts";
import { checkGrows } from "../instances/larger-bundle.ts";
import type { Bundle, Instance, Snapshot, StaticIp } from "../model.ts";
import { checkName } from "../instances/names.ts";
import { userTags } from "../snapshots/tags.ts";
import {
  FROM_ID_TAG,
  FROM_TAG,
  LONGEST_MARK,
  MOST_TAGS,
  STATE_TAG,
  type ResizeMark,
  defaultTargetName,
  isMadeFrom,
  markOf,
  markText,
  resizeSnapshotName,
} from "./marks.ts";

export interface ResizeRequest {
  name: string;
  bundle: string;
  /** Name of the new instance. */
  to: string | undefined;
  /** Stop the old instance before the snapshot. */
  stop: boolean;
  /** Stop the old instance at the end instead of deleting it. */
  keepOld: boolean;
  keepSnapshot: boolean;
  /** The oldest snapshot, in milliseconds, whose data may take over. */
  maxAgeMs: number;
}

/** What there is of the old instance and of the new one, and what is to become of it. */
export interface ResizePlan {
  request: ResizeRequest;
  region: string;
  target: string;
  bundle: Bundle;
  /** The old plan; null when the catalogue does not know it. */
  former: Bundle | null;
  /** Null when it was removed already. */
  source: Instance | null;
  /** The new instance, as far as it was made. */
  made: Instance | null;
  /** The snapshot that the new one is, or will be, made of; null when there is none. */
  snapshot: Snapshot | null;
  mark: ResizeMark | null;
  /** The static IP that has to be at the new instance in the end. */
  staticIp: StaticIp | null;
  autoSnapshotTime: string | undefined;
}

/**
 * Reads everything, and refuses what can't be done, before anything is changed. All of it is
 * derived from what there is, so a run that was stopped anywhere is gone on with.
 */
export async function planResize(
  manager: BaseInfraManager,
  request: ResizeRequest,
  now: number,
  call: CallOptions,
): Promise<ResizePlan> {
  const { name, bundle } = request;
  const region = manager.region;
  const target = checkName(request.to ?? defaultTargetName(name, bundle));
  if (target === name) throw sameName(name);
  const [source, made, bundles, staticIps, snapshots] = await Promise.all([
    nullIfMissing(manager.getInstance(name, call)),
    nullIfMissing(manager.getInstance(target, call)),
    manager.listBundles({ ...call, includeInactive: true }),
    manager.listStaticIps(call),
    manager.listSnapshots(call),
  ]);
  const wanted = bundles.find((it) => it.bundle_id === bundle);
  if (source === null) {
    if (made?.tags[FROM_TAG] !== name || wanted === undefined || made.bundle_id !== bundle) {
      throw missing(name, region);
    }
    // All but the last step was done: the snapshot may be left.
    const id = made.tags[FROM_ID_TAG];
    return {
      request,
      region,
      target,
      bundle: wanted,
      former: null,
      source,
      made,
      snapshot:
        snapshots.find((it) => it.tags[FROM_TAG] === name && it.tags[FROM_ID_TAG] === id) ?? null,
      mark: null,
      staticIp: staticIps.find((it) => it.attached_to === target) ?? null,
      autoSnapshotTime: undefined,
    };
  }
  const growth = {
    from: source.bundle_id,
    to: bundle,
    diskGb: source.hardware.disk_size_gb,
    region,
  };
  const grown = checkGrows(bundles, growth);
  if (source.bundle_id === bundle) throw sameBundle(source);
  const extras = await manager.getInstanceExtras(name, call);
  if (extras.disks.length > 0) throw hasDisks(source, extras.disks);
  const mark = markOf(source);
  checkOther(source, mark, target);
  if (made !== null) checkOurs(made, source, bundle);
  const held = staticIps.find((it) => it.attached_to === name);
  const staticIp = held ?? staticIps.find((it) => it.name === mark?.staticIp) ?? null;
  checkStaticIp(staticIp, source, target);
  checkRoom(source, target, staticIp);
  const plan: ResizePlan = {
    request,
    region,
    target,
    bundle: grown,
    former: bundles.find((it) => it.bundle_id === source.bundle_id) ?? null,
    source,
    made,
    snapshot: ownSnapshot(snapshots, source, bundle),
    mark,
    staticIp,
    autoSnapshotTime: extras.auto_snapshot_time ?? undefined,
  };
  checkAge(plan, now);
  return plan;
}

/** Milliseconds since the data that is to take over was copied; null when nothing was yet. */
export function ageOfCopy({ snapshot, made }: ResizePlan, now: number): number | null {
  const at = snapshot?.created_at ?? made?.created_at ?? null;
  return at === null ? null : now - Date.parse(at);
}

/** Age in milliseconds of a copy that is gone on with while its original is written to; else null. */
export function staleFor(plan: ResizePlan, now: number): number | null {
  const { source, made, snapshot } = plan;
  if (source === null || source.status === "stopped" || hasTakenOver(plan)) return null;
  // One that failed is made anew.
  return made === null && snapshot?.status === "error" ? null : ageOfCopy(plan, now);
}

/** True once the new instance has the static IP, or nothing but the old one's end is left. */
function hasTakenOver({ staticIp, target, source, snapshot }: ResizePlan): boolean {
  if (source === null) return true;
  if (staticIp !== null) return staticIp.attached_to === target;
  return source.status === "stopped" && snapshot === null;
}

function checkAge(plan: ResizePlan, now: number): void {
  const age = ageOfCopy(plan, now);
  const { made, source, request, region } = plan;
  if (made === null || age === null || age <= request.maxAgeMs || hasTakenOver(plan)) return;
  const minutes = Math.round(age / 60_000);
  throw new QuantsError(
    "conflict",
    `${plan.target} was made of a copy of ${request.name} that is ${minutes} min old: what was written since is not in it.`,
    {
      hint: advice`Begin again with a fresh copy: \`${toRun("infra resize", { name: request.name, bundle: request.bundle, to: plan.target, undo: true, region })}\`. Or take it as it is, with --max-age.`,
      resource: source?.name,
    },
  );
}

function ownSnapshot(
  snapshots: readonly Snapshot[],
  source: Instance,
  bundle: string,
): Snapshot | null {
  const name = resizeSnapshotName(source, bundle);
  const found = snapshots.find((it) => it.name === name) ?? null;
  if (found === null || isMadeFrom(found, source)) return found;
  throw new QuantsError("name_in_use", `There is a snapshot ${name} that no resize made.`, {
    hint: "Delete it, if it is of no use to you.",
    resource: name,
  });
}

function checkOurs(made: Instance, source: Instance, bundle: string): void {
  if (!isMadeFrom(made, source)) {
    throw new QuantsError(
      "name_in_use",
      `The name ${made.name} is in use: a ${made.status} instance that was not made from this ${source.name}.`,
      { hint: "Choose another name for the new instance with --to.", resource: made.name },
    );
  }
  if (made.bundle_id === bundle) return;
  throw new QuantsError(
    "conflict",
    `${made.name} was made from ${source.name} with ${made.bundle_id}, not with ${bundle}.`,
    { hint: `Go on with --bundle ${made.bundle_id}, or --undo that first.`, resource: made.name },
  );
}

/** Two new instances for one old would be billed, and run, side by side. */
function checkOther(source: Instance, mark: ResizeMark | null, target: string): void {
  if (mark === null || mark.target === target) return;
  throw new QuantsError("conflict", `${source.name} is being resized already, to ${mark.target}.`, {
    hint: advice`Finish that with --to ${mark.target}, or undo it, which deletes ${mark.target}: ${toRun("infra resize", { name: source.name, to: mark.target, bundle: "BUNDLE", undo: true, region: source.region })}`,
    resource: source.name,
  });
}

function checkStaticIp(ip: StaticIp | null, source: Instance, target: string): void {
  const holder = ip?.attached_to ?? null;
  if (ip === null || holder === null || holder === source.name || holder === target) return;
  throw new QuantsError("conflict", `The static IP ${ip.name} is attached to ${holder} by now.`, {
    hint: `Attach it to ${source.name} or ${target} again, or --undo.`,
    resource: ip.name,
  });
}

function checkRoom(source: Instance, target: string, ip: StaticIp | null): void {
  const count = Object.keys(userTags(source.tags)).length;
  if (count > MOST_TAGS) {
    throw new QuantsError(
      "invalid_input",
      `${source.name} has ${count} tags, which leaves no room for the marks of a resize.`,
      { hint: `Remove ${count - MOST_TAGS} of them.`, resource: source.name },
    );
  }
  const mark = markText({ target, was: "stopped", staticIp: ip?.name ?? null });
  if (mark.length <= LONGEST_MARK) return;
  throw new QuantsError(
    "invalid_input",
    `The names are too long to note in the tag ${STATE_TAG}.`,
    {
      hint: "Choose a shorter name with --to.",
      resource: target,
    },
  );
}

function hasDisks(source: Instance, disks: readonly string[]): QuantsError {
  return new QuantsError(
    "invalid_state",
    `${source.name} has block storage disks attached, which are not moved: ${disks.join(", ")}.`,
    {
      hint: "Detach them first, and attach them to the new instance afterwards.",
      resource: source.name,
    },
  );
}

function sameBundle({ name, bundle_id }: Instance): QuantsError {
  return new QuantsError("invalid_input", `${name} has the bundle ${bundle_id} already.`, {
    hint: advice`Choose another; see: ${toRun("infra bundles")}`,
    resource: bundle_id,
  });
}

function sameName(name: string): QuantsError {
  return new QuantsError("invalid_input", `The new instance can't be called ${name} as well.`, {
    hint: "Lightsail can't rename, and the old one stays until the new one is good: choose another --to.",
    resource: name,
  });
}

function missing(name: string, region: string): QuantsError {
  return new QuantsError("not_found", `There is no instance ${name} in ${region}.`, {
    hint: advice`See: ${toRun("infra list", { region })}`,
    resource: name,
  });
}
