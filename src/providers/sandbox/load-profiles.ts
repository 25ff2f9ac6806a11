import { baselineOf } from "../../core/capacity/baseline.ts";
import { ownValue } from "../../core/text/own-value.ts";
import { bundlesOf } from "./catalogue/bundles.ts";
import type { InstanceRecord } from "./state/records.ts";

/** The tag that says how busy an instance is, and always was; a value that is no profile says nothing. */
const LOAD_TAG = "sandbox:load";

/** How long before its creation an instance with that tag has metrics. */
const HISTORY_MS = 60 * 86_400_000;

/** Of an instance at one time. */
export interface Load {
  /** Percent of its processors. */
  cpu: number;
  /** Percent of its burst capacity that is left. */
  burst: number;
  /** Bytes received within five minutes. */
  received: number;
}

/** Bytes sent for each that is received. */
export const SENT_SHARE = 0.6;

type Profile = (instance: InstanceRecord, noise: number) => Load;

/** Samples of five minutes in a month of 730 hours. */
const SAMPLES_PER_MONTH = 730 * 12;

const PROFILES: Readonly<Record<string, Profile>> = {
  /** Some 2 MB a day. */
  idle: (_, noise) => ({ cpu: 0.1 + noise, burst: 100, received: 4_000 }),
  /** Little enough for the smallest plan. */
  light: (_, noise) => ({ cpu: 1 + noise, burst: 100, received: 1_000_000 }),
  /** All that the plan gives: without burst capacity, its baseline. */
  busy: ({ bundleId }, noise) => ({
    cpu: (baselineOf(bundleId) ?? 1) * (95 + 5 * noise),
    burst: noise / 2,
    received: 10_000_000,
  }),
  /** Half as much traffic again as the plan includes, and little else. */
  transfer: (instance, noise) => ({
    cpu: 2 + 2 * noise,
    burst: 100,
    received: (includedBytes(instance) * 1.5) / (1 + SENT_SHARE) / SAMPLES_PER_MONTH,
  }),
};

/** The profile that an instance's tag names; undefined if it names none. */
export function profileOf({ tags }: InstanceRecord): Profile | undefined {
  const name = tags.find(({ key }) => key === LOAD_TAG)?.value;
  return name === undefined ? undefined : ownValue(PROFILES, name);
}

/** When an instance's metrics begin. */
export function measuredSince(instance: InstanceRecord): number {
  const { createdAt } = instance;
  return profileOf(instance) === undefined ? createdAt : createdAt - HISTORY_MS;
}

function includedBytes({ zone, bundleId }: InstanceRecord): number {
  const bundle = bundlesOf(zone.slice(0, -1)).get(bundleId);
  return (bundle?.transferPerMonthInGb ?? 0) * 2 ** 30;
}
