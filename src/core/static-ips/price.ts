import type { StaticIp } from "../model.ts";

/**
 * The price of a static IP that no instance holds, after the first hour: USD 0.005 an hour, by
 * Lightsail's public price list (https://aws.amazon.com/lightsail/pricing/). No API returns it.
 */
export const STATIC_IP_USD_PER_HOUR = 0.005;
/** As AWS counts them for a monthly price. */
const HOURS_PER_MONTH = 730;

/** Static IPs per region, unless AWS raised the quota of the account; no API returns it. */
export const STATIC_IP_QUOTA = 5;

/** US dollars a month; 0 while an instance holds it. */
export function staticIpCost({ is_attached: isAttached }: Pick<StaticIp, "is_attached">): number {
  return isAttached ? 0 : Math.round(STATIC_IP_USD_PER_HOUR * HOURS_PER_MONTH * 100) / 100;
}
