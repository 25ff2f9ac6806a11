import type { BaseInfraManager, CallOptions } from "../infra-manager.ts";
import type { Bundle, Instance, InstanceExtras, KeyPair, StaticIp } from "../model.ts";

export type LiveInstance = Instance & InstanceExtras;

/** What exists in one region, whoever made it. */
export interface LiveRegion {
  region: string;
  instances: readonly LiveInstance[];
  staticIps: readonly StaticIp[];
  keyPairs: readonly KeyPair[];
  bundles: readonly Bundle[];
}

/** One walk of each kind, all at once. Key pairs are only asked for where files speak of them. */
export async function readLive(
  manager: BaseInfraManager,
  { withKeyPairs, ...call }: CallOptions & { withKeyPairs: boolean },
): Promise<LiveRegion> {
  const [instances, staticIps, keyPairs, bundles] = await Promise.all([
    manager.listInstanceExtras(call),
    manager.listStaticIps(call),
    withKeyPairs ? manager.keyPairs.list(call) : [],
    manager.listBundles({ ...call, includeInactive: true }),
  ]);
  return { region: manager.region, instances, staticIps, keyPairs, bundles };
}

/** The static IP of an instance of that region; null if it has none, or the region was not read. */
export function staticIpOf(
  facts: Pick<LiveRegion, "staticIps"> | undefined,
  { name }: Pick<Instance, "name">,
): StaticIp | null {
  return facts?.staticIps.find((it) => it.attached_to === name) ?? null;
}
