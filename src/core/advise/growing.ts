import { canGrow } from "../instances/larger-bundle.ts";
import { protectedBy } from "../instances/protection.ts";
import type { Bundle } from "../model.ts";
import { defaultTargetName } from "../resize/marks.ts";
import { type PastedCommand, toRun } from "../text/advice.ts";
import { type Subject, cautions } from "./subject.ts";

/** The plans on sale that `infra resize` can move it to, the cheapest first. */
export function largerPlans({ instance, bundles, bundle }: Subject): Bundle[] {
  if (bundle === null) return [];
  const growth = {
    ...{ from: bundle.bundle_id, diskGb: instance.hardware.disk_size_gb },
    region: instance.region,
  };
  return bundles
    .filter((it) => it.is_active && it.bundle_id !== bundle.bundle_id)
    .filter((it) => canGrow(bundles, { ...growth, to: it.bundle_id }))
    .toSorted((a, b) => a.monthly_price_usd - b.monthly_price_usd);
}

export function resizeTo({ instance }: Subject, { bundle_id: bundle }: Bundle): PastedCommand {
  const { name, region, disks } = instance;
  // Disks can't be moved while it runs.
  return toRun("infra resize", { name, bundle, region, stop: disks.length > 0 });
}

/** What a resize means for the instance. */
export function resizeCaution({ instance }: Subject, { bundle_id: bundle }: Bundle): string | null {
  const { name, is_static_ip: keepsAddress } = instance;
  const tag = protectedBy(instance);
  return cautions(
    `a copy takes over, called ${defaultTargetName(name, bundle)}`,
    keepsAddress ? null : "its address changes, as it is not a static IP",
    tag === null ? null : `it is protected by ${tag}`,
  );
}
