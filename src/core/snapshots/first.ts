import type { Clock } from "../clock.ts";
import type { BaseInfraManager, WaitOptions } from "../infra-manager.ts";
import type { Instance, Snapshot } from "../model.ts";
import { snapshotName, timeStamp } from "./name.ts";
import { purposeOf, snapshotTags } from "./tags.ts";

/** A run that was stopped left a snapshot not older than this: it still is one of the instance's end. */
const RECENT_MS = 15 * 60_000;

/** The snapshot with which an instance goes. */
export interface LastSnapshot {
  name: string;
  /** One that a run before this one made just now, and could not wait for: it is taken up. */
  recent: Snapshot | null;
}

export function lastSnapshotOf(
  instance: Instance,
  snapshots: readonly Snapshot[],
  clock: Clock,
): LastSnapshot {
  const recent = snapshots.find((it) => isRecent(it, instance, clock)) ?? null;
  const name = recent?.name ?? snapshotName(instance.name, `destroy-${timeStamp(clock.now())}`);
  return { name, recent };
}

/** Makes a snapshot before the instance is destroyed, and resolves when it can be restored from. */
export async function snapshotFirst(
  manager: BaseInfraManager,
  instance: Instance,
  clock: Clock,
  wait: WaitOptions,
  onStep: (text: string) => void,
): Promise<Snapshot> {
  const { name, recent } = lastSnapshotOf(instance, await manager.listSnapshots(wait), clock);
  if (recent === null) {
    const { tags } = snapshotTags(instance.tags, "destroy");
    await manager.createSnapshot(name, instance.name, { signal: wait.signal, tags });
    onStep(`${instance.name}: snapshot ${name} begun`);
  } else {
    const minutes = Math.round((clock.now() - Date.parse(recent.created_at ?? "")) / 60_000);
    onStep(`${instance.name}: continuing with the snapshot ${name}, begun ${minutes} min ago`);
  }
  const snapshot = await manager.waitForSnapshot(name, wait);
  onStep(`${instance.name}: snapshot ${name} available`);
  return snapshot;
}

function isRecent(snapshot: Snapshot, { name, arn }: Instance, clock: Clock): boolean {
  return (
    purposeOf(snapshot) === "destroy" &&
    snapshot.instance === name &&
    snapshot.from_instance_arn === arn &&
    snapshot.status !== "error" &&
    clock.now() - Date.parse(snapshot.created_at ?? "") < RECENT_MS
  );
}
