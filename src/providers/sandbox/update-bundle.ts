import { type BundleInfo, bundlesOf } from "./catalogue/bundles.ts";
import { findBundle } from "./launch.ts";
import { invalidInput } from "./protocol/service-error.ts";
import type { InstanceRecord } from "./state/records.ts";

/**
 * Moves a stopped instance to another generation of plans, as StartInstance can do: `auto`,
 * a present plan, or back to the one it came from. The size of a plan is not changed so.
 */
export function updateBundle(region: string, instance: InstanceRecord, wanted: string): void {
  const current = findBundle(region, instance.bundleId);
  if (wanted === instance.formerBundleId) {
    instance.bundleId = wanted;
    delete instance.formerBundleId;
    return;
  }
  const successor = current.isActive ? undefined : successorOf(region, current);
  if (successor === undefined || (wanted !== "auto" && wanted !== successor.bundleId)) {
    throw invalidInput(`The bundle ${current.bundleId} can't be updated to: ${wanted}`);
  }
  instance.formerBundleId = current.bundleId;
  instance.bundleId = successor.bundleId;
}

/** The present plan that has the retired one's size. */
const successorOf = (region: string, retired: BundleInfo): BundleInfo | undefined =>
  [...bundlesOf(region).values()].find(
    (bundle) =>
      bundle.isActive &&
      bundle.name === retired.name &&
      bundle.platform === retired.platform &&
      bundle.publicIpv4AddressCount === retired.publicIpv4AddressCount,
  );
