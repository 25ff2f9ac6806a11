import { ServiceError } from "./protocol/service-error.ts";
import type { Durations } from "./lifecycle.ts";
import { type FaultPlan, type FaultRule, LAUNCHING, QUOTA_BOUND } from "./fault-plan.ts";

/** What is to go wrong with one call. */
export interface Injected {
  /** Milliseconds to wait before anything else. */
  latency: number;
  /** An error instead of the effect. */
  error: ServiceError | undefined;
  /** The connection breaks, without or with the effect. */
  reset: "before" | "after" | undefined;
  /** The quota of what is created is used up, whatever was configured. */
  quota: boolean;
  addressDelay: number;
  /** A signal for the sandbox's own process, without or with the effect. */
  kill: { when: "before" | "after"; signal: NodeJS.Signals } | undefined;
}

const CAPACITY =
  "InsufficientInstanceCapacity: There is not enough capacity to fulfill your instance request. Reduce the number of instances in your request, or wait for additional capacity to become available. You can also try launching an instance by selecting a smaller Lightsail plan (which you can resize at a later stage).";

type Apply = (injected: Injected, rule: FaultRule, durations: Durations) => void;

const APPLY: Readonly<Record<FaultRule["fault"], Apply>> = {
  throttle: (injected) => {
    injected.error ??= new ServiceError("ThrottlingException", "Rate exceeded");
  },
  server_error: (injected) => {
    injected.error ??= new ServiceError(
      "ServiceException",
      "An unexpected error has occurred. Please try again.",
      { code: "InternalFailure", tip: "Try again later.", status: 500 },
    );
  },
  capacity: (injected) => {
    injected.error ??= new ServiceError("OperationFailureException", CAPACITY, {
      code: "InsufficientInstanceCapacity",
      tip: "Try again later, or in another Availability Zone.",
    });
  },
  reset_before: (injected) => {
    injected.reset = "before";
  },
  reset_after: (injected) => {
    injected.reset ??= "after";
  },
  // As an opt-in region answers an account that has not opted in.
  region_disabled: (injected) => {
    injected.error ??= new ServiceError(
      "UnrecognizedClientException",
      "The security token included in the request is invalid.",
    );
  },
  expired_credentials: (injected) => {
    injected.error ??= new ServiceError(
      "ExpiredTokenException",
      "The security token included in the request is expired",
    );
  },
  latency: (injected, rule) => {
    injected.latency += rule.ms ?? 0;
  },
  late_address: (injected, rule, durations) => {
    injected.addressDelay = Math.max(injected.addressDelay, rule.ms ?? durations.lateAddress);
  },
  kill_before: (injected, { signal = "SIGKILL" }) => {
    injected.kill ??= { when: "before", signal };
  },
  kill_after: (injected, { signal = "SIGKILL" }) => {
    injected.kill ??= { when: "after", signal };
  },
  quota: (injected) => {
    injected.quota = true;
  },
};

/** Decides call by call; the same plan and the same calls give the same faults. */
export class FaultInjector {
  readonly #durations: Durations;
  readonly #rules: { rule: FaultRule; calls: number; random: () => number }[];

  constructor(plan: FaultPlan, durations: Durations) {
    this.#durations = durations;
    // A generator for each rule: calls that match one rule do not disturb another.
    this.#rules = (plan.rules ?? []).map((rule, index) => ({
      rule,
      calls: 0,
      random: randomNumbers((plan.seed ?? 0) * 1_000_003 + index),
    }));
  }

  next(operation: string, region: string): Injected {
    const injected: Injected = {
      latency: 0,
      error: undefined,
      reset: undefined,
      quota: false,
      addressDelay: 0,
      kill: undefined,
    };
    for (const entry of this.#rules) {
      const { rule } = entry;
      if (!matches(rule, operation, region)) continue;
      entry.calls += 1;
      // Drawn for every matching call, so that `calls` does not shift what follows.
      const hit = rule.probability === undefined || entry.random() < rule.probability;
      if (hit && (rule.calls === undefined || rule.calls.includes(entry.calls))) {
        APPLY[rule.fault](injected, rule, this.#durations);
      }
    }
    return injected;
  }
}

function matches(rule: FaultRule, operation: string, region: string): boolean {
  if (rule.region !== undefined && rule.region !== region) return false;
  if (rule.operation !== "*") return rule.operation === operation;
  if (rule.fault === "capacity" || rule.fault === "late_address") return LAUNCHING.has(operation);
  if (rule.fault === "quota") return QUOTA_BOUND.has(operation);
  return true;
}

/** Mulberry32: small, seeded, good enough to choose victims. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}
