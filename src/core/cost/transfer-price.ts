import { ownValue } from "../text/own-value.ts";

/**
 * US dollars for a GB that goes out beyond a plan's transfer. No API returns it; other regions are not on the list.
 * https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-faq-data-transfer-allowance.html
 */
const USD_PER_GB: Readonly<Record<string, number>> = {
  "us-east-1": 0.09,
  "us-east-2": 0.09,
  "us-west-2": 0.09,
  "ca-central-1": 0.09,
  "eu-central-1": 0.09,
  "eu-north-1": 0.09,
  "eu-west-1": 0.09,
  "eu-west-2": 0.09,
  "eu-west-3": 0.09,
  "ap-southeast-1": 0.12,
  "ap-south-1": 0.13,
  "ap-northeast-2": 0.13,
  "ap-northeast-1": 0.14,
  "ap-southeast-2": 0.17,
};

/** Null: not published. */
export function transferUsdPerGb(region: string): number | null {
  return ownValue(USD_PER_GB, region) ?? null;
}

/** A month's traffic, in GB. */
export interface Traffic {
  total: number;
  /** Of it, what goes out. */
  outgoing: number;
}

/**
 * What goes out beyond the allowance, in GB: traffic in both directions uses it up, and then only what goes out
 * is billed. Both are taken to be spread evenly over the month.
 */
export function billedGb({ total, outgoing }: Traffic, allowance: number): number {
  if (total <= allowance) return 0;
  return ((total - allowance) * outgoing) / total;
}
