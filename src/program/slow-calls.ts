import type { CallObserver, ObservedCall } from "../core/contracts/call-observer.ts";
import { ownValue } from "../core/text/own-value.ts";

/** Milliseconds after which a command reports what it waits for. */
const PATIENCE = 1_000;
/** Regions listed by name. */
const MOST = 3;

/**
 * Watches a command's calls and, after a second, reports what it still waits for: the regions
 * that have not answered, and those whose calls are retried because of throttling.
 */
export function watchCalls(tell: (text: string) => void): CallObserver & { end: () => void } {
  const pending = new Set<ObservedCall>();
  const troubled = new Map<string, string>();
  let isLong = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const refresh = (): void => {
    if (!isLong) return;
    const waited = [...pending].map(({ region }) => region);
    const regions = [...new Set([...waited, ...troubled.keys()])];
    if (regions.length > 0) tell(`waiting for ${listed(regions, troubled)}`);
  };

  const observe = (call: ObservedCall): ReturnType<CallObserver> => {
    timer ??= setTimeout(() => {
      isLong = true;
      refresh();
    }, PATIENCE).unref();
    pending.add(call);
    refresh();
    return ({ outcome }) => {
      pending.delete(call);
      const reason = ownValue(REASONS, outcome);
      if (reason === undefined) troubled.delete(call.region);
      else troubled.set(call.region, reason);
      refresh();
    };
  };
  return Object.assign(observe, { end: () => clearTimeout(timer) });
}

const REASONS: Readonly<Record<string, string>> = {
  endpoint_unreachable: "unreachable, retrying",
  service_unavailable: "failed, retrying",
  throttled: "throttled, retrying",
};

function listed(regions: readonly string[], troubled: ReadonlyMap<string, string>): string {
  const named = regions.slice(0, MOST).map((region) => {
    const why = troubled.get(region);
    return why === undefined ? region : `${region} (${why})`;
  });
  const more = regions.length - named.length;
  return `${named.join(", ")}${more === 0 ? "" : ` and ${more} more regions`}`;
}
