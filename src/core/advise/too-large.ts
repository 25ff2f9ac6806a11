import { protectedBy } from "../instances/protection.ts";
import type { Bundle } from "../model.ts";
import type { AdviceRecord } from "../records/advice.ts";
import { defaultTargetName } from "../resize/marks.ts";
import { toRun } from "../text/advice.ts";
import { cents } from "./cents.ts";
import { type Subject, cautions, finding, sustainedCpu } from "./subject.ts";
import { SMALLER_MARGIN } from "./thresholds.ts";

/**
 * An instance whose load the next smaller plan would carry with room to spare; null if there is none. One size
 * at a time, because nothing tells how much memory it needs.
 */
export function tooLarge(subject: Subject): AdviceRecord | null {
  const { instance, bundle, evidence } = subject;
  if (bundle === null) return null;
  const smaller = nextSmaller(subject, bundle);
  const { cpu_p95: usual, cpu_max: most, transfer_gb_per_month: transfer } = evidence;
  if (smaller === null || usual === null || most === null || transfer === null) return null;
  const processors = (percent: number): number => (percent / 100) * bundle.cpu_count;
  const fits =
    processors(usual) * SMALLER_MARGIN <= sustainedCpu(smaller) &&
    processors(most) <= smaller.cpu_count &&
    transfer <= smaller.transfer_gb_per_month;
  if (!fits) return null;
  const { name, region, blueprint_id: blueprint, key_pair: keyPair } = instance;
  const tag = protectedBy(instance);
  const reason = `${cents(processors(usual))} processors, ${cents(processors(most))} at its peak; ${smaller.bundle_id} sustains ${cents(sustainedCpu(smaller))}`;
  return {
    ...finding("too_large", subject, reason),
    to_bundle_id: smaller.bundle_id,
    monthly_difference_usd: cents(smaller.monthly_price_usd - bundle.monthly_price_usd),
    caution: cautions(
      `Lightsail does not measure memory: ${smaller.bundle_id} has ${smaller.ram_size_gb} GB instead of ${bundle.ram_size_gb} GB, and ${smaller.disk_size_gb} GB of disk instead of ${bundle.disk_size_gb} GB`,
      `plans never shrink: set the new instance up as ${name} is, move its work there, then destroy ${name}`,
      tag === null ? null : `it is protected by ${tag}`,
    ),
    command: toRun("infra create", {
      ...{ name: defaultTargetName(name, smaller.bundle_id), bundle: smaller.bundle_id },
      ...{ blueprint, region, az: instance.availability_zone, keyPair },
      // An IPv6-only plan can't be had otherwise.
      ipAddressType:
        instance.ip_address_type === "dualstack" ? undefined : instance.ip_address_type,
      staticIp: instance.is_static_ip,
    }),
  };
}

/** On sale, for the same platform, with the same kind of addresses, and the dearest of those that cost less. */
function nextSmaller({ bundles }: Subject, own: Bundle): Bundle | null {
  const isAlike = (it: Bundle): boolean =>
    own.platforms.every((platform) => it.platforms.includes(platform)) &&
    (it.public_ipv4_count === 0) === (own.public_ipv4_count === 0);
  const [dearest] = bundles
    .filter((it) => it.is_active && isAlike(it))
    .filter(
      (it) => it.ram_size_gb < own.ram_size_gb && it.monthly_price_usd < own.monthly_price_usd,
    )
    .toSorted((a, b) => b.monthly_price_usd - a.monthly_price_usd);
  return dearest ?? null;
}
