import type { CopySnapshotOptions } from "../../core/contracts/snapshot-copies.ts";
import { QuantsError, amended, nullIfMissing } from "../../core/errors.ts";
import type { CallOptions } from "../../core/infra-manager.ts";
import type { Snapshot } from "../../core/model.ts";
import type { Calls } from "./calls.ts";
import { getSnapshot } from "./snapshots.ts";
import { tagResource } from "./tag-resource.ts";

/** Two clocks are never quite the same; a copy takes longer than this. */
const SKEW_MS = 60_000;

/** CopySnapshot takes no tags: after a lost answer, a new copy from there under that name is this call's. */
export async function copySnapshot(
  calls: Calls,
  { source, fromRegion, name }: CopySnapshotOptions,
  call?: CallOptions,
): Promise<Snapshot> {
  const since = calls.clock.now() - SKEW_MS;
  const isOurs = (found: Snapshot): boolean =>
    (found.from_region ?? fromRegion) === fromRegion && Date.parse(found.created_at ?? "") >= since;
  const input = { sourceSnapshotName: source, targetSnapshotName: name, sourceRegion: fromRegion };
  try {
    // The source's region is part of the type in the SDK's model, and of the endpoint's here.
    const request = input as typeof input & { sourceRegion: "us-east-1" };
    await calls.change("CopySnapshot", request, { ...call, resource: name }, async () => {
      const found = await nullIfMissing(getSnapshot(calls, name, call));
      return found !== null && isOurs(found);
    });
  } catch (error) {
    throw explained(error, source, fromRegion);
  }
  return getSnapshot(calls, name, call);
}

/** What is missing is the source: nothing else is asked for. */
function explained(error: unknown, source: string, region: string): unknown {
  if (!(error instanceof QuantsError) || error.code !== "not_found") return error;
  return amended(error, {
    message: `There is no snapshot ${source} in ${region}.`,
    resource: source,
  });
}

export async function tagSnapshot(
  calls: Calls,
  name: string,
  tags: Readonly<Record<string, string>>,
  call?: CallOptions,
): Promise<void> {
  await tagResource(calls, name, tags, () => getSnapshot(calls, name, call), call);
}
