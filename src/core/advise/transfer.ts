import { billedGb, transferUsdPerGb } from "../cost/transfer-price.ts";
import { showUsd } from "../fields/field.ts";
import type { AdviceRecord } from "../records/advice.ts";
import { toRun } from "../text/advice.ts";
import { cents } from "./cents.ts";
import { largerPlans, resizeCaution, resizeTo } from "./growing.ts";
import { type Subject, cautions, finding } from "./subject.ts";

const whole = (value: number): string => Math.round(value).toLocaleString("en-US");

/** An instance whose traffic exceeds what its plan includes; null if it does not. */
export function transfer(subject: Subject): AdviceRecord | null {
  const { instance, bundle, evidence } = subject;
  const { transfer_gb_per_month: total, outgoing_gb_per_month: outgoing } = evidence;
  const allowance = instance.transfer_gb_per_month ?? bundle?.transfer_gb_per_month ?? null;
  if (total === null || outgoing === null || allowance === null || total <= allowance) return null;
  const traffic = { total, outgoing };
  const { name, region } = instance;
  const usdPerGb = transferUsdPerGb(region);
  const billed = billedGb(traffic, allowance);
  const found = `${whole(total)} GB a month, ${whole(allowance)} in its plan`;
  const price = usdPerGb === null ? "are billed" : `cost ${showUsd(cents(billed * usdPerGb))}`;
  const base = {
    ...finding("transfer", subject, `${found}: ${whole(billed)} GB out ${price}`),
    command: toRun("infra metrics", { name, region, metric: "network-out", since: "7d" }),
  };
  const share = "traffic to private addresses is free, and measured all the same";
  if (usdPerGb === null || bundle === null) {
    const unknown =
      usdPerGb === null
        ? `the price of a GB in ${region} is not published`
        : "its plan is not known";
    return { ...base, caution: cautions(`${unknown}, so no larger plan is compared`, share) };
  }
  const monthly = ({ monthly_price_usd: plan, transfer_gb_per_month: included }: Plan): number =>
    plan + billedGb(traffic, included) * usdPerGb;
  const now = monthly({ ...bundle, transfer_gb_per_month: allowance });
  const [best] = largerPlans(subject).toSorted((a, b) => monthly(a) - monthly(b));
  if (best === undefined || cents(monthly(best)) >= cents(now)) {
    return { ...base, caution: cautions("no larger plan costs less than what is billed", share) };
  }
  return {
    ...base,
    to_bundle_id: best.bundle_id,
    monthly_difference_usd: cents(monthly(best) - now),
    caution: cautions(share, resizeCaution(subject, best)),
    command: resizeTo(subject, best),
  };
}

interface Plan {
  monthly_price_usd: number;
  transfer_gb_per_month: number;
}
