import type { Clock } from "../clock.ts";
import type { AlarmControl, DnsControl, HostedZone } from "../contracts/traffic-control.ts";
import { QuantsError } from "../errors.ts";
import { poll } from "../time/wait.ts";
import type { Pair } from "./pairs.ts";
import { areSame, changesTo, type Weights, weightsOf, weightsText } from "./weights.ts";

/** What a cut-over works with. */
export interface Traffic {
  dns: DnsControl;
  zone: HostedZone;
  name: string;
  /** Reads the records again. */
  look: () => Promise<Pair[]>;
  guard: Guard;
  clock: Clock;
  signal: AbortSignal;
  /** Milliseconds between two looks. */
  intervalMs: number;
  say: (text: string) => void;
}

/** What must be well before and during each step. */
export interface Guard {
  alarms: AlarmControl;
  alarmNames: readonly string[];
  /** Null: nobody asked for one. Resolves with what is wrong with the target. */
  probe: (() => Promise<string | null>) | null;
}

/** Milliseconds. Route 53 says that changes reach all name servers within 60 seconds, usually. */
const SYNC_TIMEOUT = 10 * 60_000;

/**
 * Gives the records these weights in one change, and waits until every name server has them.
 * Throws `conflict` if the weights are neither the `expected` ones nor these already.
 */
export async function shiftTo(
  traffic: Traffic,
  weights: Weights,
  expected: Weights | null,
): Promise<boolean> {
  const { dns, zone, name, clock, signal, intervalMs, say } = traffic;
  const pairs = await traffic.look();
  const now = weightsOf(pairs);
  if (areSame(now, weights)) return false;
  if (expected !== null && !areSame(now, expected)) throw someoneElse(name, now, expected);
  const change = await dns.setWeights(zone, name, changesTo(pairs, weights), { signal });
  say(`${name}: ${weightsText(weights)}, on the way to all name servers`);
  await poll({
    clock,
    signal,
    intervalMs,
    timeoutMs: SYNC_TIMEOUT,
    look: async () =>
      (await dns.isInSync(change, { signal }))
        ? { done: true, value: null }
        : { done: false, seen: "PENDING" },
    onTimeout: () =>
      new QuantsError("wait_timeout", `The change of ${name} has not reached all name servers.`, {
        hint: "The weights are set; look at https://health.aws.amazon.com, then go on.",
        resource: name,
      }),
  });
  return true;
}

function someoneElse(name: string, now: Weights, expected: Weights): QuantsError {
  return new QuantsError(
    "conflict",
    `Someone else changed the weights of ${name}: they are ${weightsText(now)}, not ${weightsText(expected)}.`,
    {
      hint: "The weights are left as they are now. Find out who else works on the zone before you go on.",
      resource: name,
    },
  );
}
