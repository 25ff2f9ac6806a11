import { QuantsError, nullIfMissing } from "../errors.ts";
import type { BaseInfraManager, CallOptions } from "../infra-manager.ts";
import type { Snapshot } from "../model.ts";
import { advice, toRun } from "../text/advice.ts";
import { ownValue } from "../text/own-value.ts";

export interface CopyWanted {
  source: Snapshot;
  /** The copy's name. */
  name: string;
  tags: Readonly<Record<string, string>>;
}

/**
 * Begins a copy in the manager's region, or goes on with one that was begun: the service takes no
 * tags with a copy, so that one that was cut off has none.
 */
export async function copyOrTake(
  manager: BaseInfraManager,
  wanted: CopyWanted,
  call: CallOptions,
): Promise<{ copy: Snapshot; isNew: boolean }> {
  const { source, name, tags } = wanted;
  let found = await takeable(manager, wanted, call);
  const isNew = found === null;
  if (found === null) {
    const { region: fromRegion } = source;
    try {
      found = await manager.snapshots.copy({ source: source.name, fromRegion, name }, call);
    } catch (error) {
      // Another process may have begun it meanwhile.
      const isTaken = error instanceof QuantsError && error.code === "name_in_use";
      found = isTaken ? await takeable(manager, wanted, call) : null;
      if (found === null) throw error;
    }
  }
  const lacking = Object.entries(tags).filter(([key, value]) => ownTag(found, key) !== value);
  if (lacking.length > 0) await manager.snapshots.tag(name, Object.fromEntries(lacking), call);
  return { copy: { ...found, tags: { ...found.tags, ...tags } }, isNew };
}

const ownTag = ({ tags }: Snapshot, key: string): string | undefined => ownValue(tags, key);

/** What has the name, if it is a copy of the same instance; null for nothing. */
async function takeable(
  manager: BaseInfraManager,
  { name, source }: CopyWanted,
  call: CallOptions,
): Promise<Snapshot | null> {
  const found = await nullIfMissing(manager.getSnapshot(name, call));
  if (found !== null) checkIsCopy(found, source);
  return found;
}

/** Throws `conflict` for something else of that name, and for a copy that failed. */
export function checkIsCopy(found: Snapshot, source: Snapshot): void {
  const { name, region, status } = found;
  const isSame =
    found.instance === source.instance && found.from_instance_arn === source.from_instance_arn;
  if (isSame && status !== "error") return;
  throw new QuantsError(
    "conflict",
    isSame
      ? `The copy ${name} in ${region} exists, but Lightsail failed to complete it.`
      : `The snapshot ${name} in ${region} exists, and is no copy of ${source.name}.`,
    {
      hint: isSame
        ? advice`Delete it first: ${toRun("infra snapshot delete", { name, region })}`
        : "Choose another name for the copy.",
      resource: name,
    },
  );
}
