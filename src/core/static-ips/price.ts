import type { StaticIp } from "../model.ts";

/**
 * What AWS bills for a static IP that no instance holds, once an hour has passed: USD 0.005 an
 * hour, by Lightsail's public price list (https://aws.amazon.com/lightsail/pricing/). No API
 * tells it.
 */
const USD_PER_HOUR = 0.005;
/** As AWS counts them for a month's price. */
const HOURS_PER_MONTH = 730;

/** Static IPs of a region, unless AWS raised it for the account; no API tells it. */
export const STATIC_IP_QUOTA = 5;

/** US dollars a month: nothing while an instance holds it. */
export function staticIpCost({ is_attached: isAttached }: Pick<StaticIp, "is_attached">): number {
  return isAttached ? 0 : Math.round(USD_PER_HOUR * HOURS_PER_MONTH * 100) / 100;
}
