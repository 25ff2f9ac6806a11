import { QuantsError, nullIfMissing } from "../errors.ts";
import type { BaseInfraManager, CallOptions } from "../infra-manager.ts";
import { checkGrows } from "../instances/larger-bundle.ts";
import type { Instance, Snapshot } from "../model.ts";
import { checkDisks, disksIfSeen, movingDisks } from "./disks.ts";
import { checkName } from "../instances/names.ts";
import {
  FROM_ID_TAG,
  FROM_TAG,
  defaultTargetName,
  isMadeFrom,
  markOf,
  originId,
  resizeSnapshotName,
} from "./marks.ts";
import {
  checkAge,
  checkOther,
  checkOurs,
  checkRoom,
  checkStaticIp,
  missing,
  sameBundle,
  sameName,
} from "./refusals.ts";
import type { ResizePlan, ResizeRequest } from "./resize.ts";

/**
 * Reads everything, and refuses what can't be done, before anything is changed. The plan follows
 * from what exists, so that a run stopped anywhere can be resumed.
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
    // All but the last step is done: the snapshot may remain.
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
      disks:
        id === undefined ? [] : movingDisks(await disksIfSeen(manager, call), { name: null, id }),
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
  const mark = markOf(source);
  const all =
    extras.disks.length > 0
      ? await manager.disks.list(call)
      : mark === null
        ? []
        : await disksIfSeen(manager, call);
  const disks = movingDisks(all, { name, id: originId(source) });
  checkDisks(disks, source, target, request.stop && made === null);
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
    disks,
  };
  checkAge(plan, now);
  return plan;
}

function ownSnapshot(
  snapshots: readonly Snapshot[],
  source: Instance,
  bundle: string,
): Snapshot | null {
  const name = resizeSnapshotName(source, bundle);
  const found = snapshots.find((it) => it.name === name) ?? null;
  if (found === null || isMadeFrom(found, source)) return found;
  throw new QuantsError("name_in_use", `The snapshot ${name} exists, but no resize created it.`, {
    hint: "Delete it if you don't need it.",
    resource: name,
  });
}
