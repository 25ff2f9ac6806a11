import { type Wording, advice, toRun } from "../text/advice.ts";
import { QuantsError } from "../errors.ts";
import type { Bundle } from "../model.ts";
import { didYouMean, nearestIds } from "../text/nearest.ts";

export interface Growth {
  /** Plan of the snapshot's instance. */
  from: string;
  to: string;
  /** Size of its disk, if known. */
  diskGb: number | null;
  region: string;
}

/**
 * The plan for an instance from a snapshot. Lightsail takes the same plan or a larger one, for the
 * same platform and with the same kind of addresses; anything else is `invalid_input`.
 */
export function checkGrows(bundles: readonly Bundle[], growth: Growth): Bundle {
  const found = grown(bundles, growth);
  if (found instanceof QuantsError) throw found;
  return found;
}

/** Whether an instance can get that plan. */
export function canGrow(bundles: readonly Bundle[], growth: Growth): boolean {
  return !(grown(bundles, growth) instanceof QuantsError);
}

function grown(
  bundles: readonly Bundle[],
  { from, to, diskGb, region }: Growth,
): Bundle | QuantsError {
  const former = bundles.find((it) => it.bundle_id === from);
  const wanted = bundles.find((it) => it.bundle_id === to);
  const see = advice`See: ${toRun("infra bundles", { region })}`;
  if (wanted === undefined) {
    const near = nearestIds(
      to,
      bundles.filter((it) => it.is_active).map((it) => it.bundle_id),
    );
    return refused(
      to,
      `There is no bundle "${to}" in ${region}.`,
      advice`${didYouMean(near)}${see}`,
    );
  }
  const disk = Math.max(former?.disk_size_gb ?? 0, diskGb ?? 0);
  if (wanted.disk_size_gb < disk) {
    return refused(
      to,
      `The disk of ${to} (${wanted.disk_size_gb} GB) is smaller than that of ${from} (${disk} GB).`,
      advice`Lightsail only grows instances: choose a plan with ${disk} GB or more. ${see}`,
    );
  }
  if (former === undefined) return wanted;
  if (wanted.ram_size_gb < former.ram_size_gb) {
    return refused(
      to,
      `${to} has less memory (${wanted.ram_size_gb} GB) than ${from} (${former.ram_size_gb} GB).`,
      advice`Lightsail only grows instances: choose the same plan or a larger one. ${see}`,
    );
  }
  if (!former.platforms.every((it) => wanted.platforms.includes(it))) {
    return refused(
      to,
      `${to} is for ${wanted.platforms.join(", ")}, and ${from} for ${former.platforms.join(", ")}.`,
      advice`Choose a plan for the same platform. ${see}`,
    );
  }
  if ((wanted.public_ipv4_count === 0) !== (former.public_ipv4_count === 0)) {
    const is = wanted.public_ipv4_count === 0 ? "is" : "is not";
    return refused(
      to,
      `${to} ${is} an IPv6-only plan, unlike ${from}.`,
      advice`Choose one with the same kind of addresses. ${see}`,
    );
  }
  return wanted;
}

function refused(bundle: string, message: string, hint: Wording): QuantsError {
  return new QuantsError("invalid_input", message, { hint, resource: bundle });
}
