import type { Clock } from "../clock.ts";
import type { BaseInfraManager, WaitOptions } from "../infra-manager.ts";
import type { Instance, Snapshot } from "../model.ts";
import { snapshotName, timeStamp } from "./name.ts";
import { purposeOf, snapshotTags } from "./tags.ts";

/** A stopped run's snapshot up to this age still counts as one of the instance's final state. */
const RECENT_MS = 15 * 60_000;

/** The snapshot made before an instance is destroyed. */
export interface LastSnapshot {
  name: string;
  /** A recent one from an earlier run that could not wait for it: it is reused. */
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
    onStep(`${instance.name}: snapshot ${name} started`);
  } else {
    const minutes = Math.round((clock.now() - Date.parse(recent.created_at ?? "")) / 60_000);
    onStep(`${instance.name}: continuing with the snapshot ${name}, started ${minutes} min ago`);
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
