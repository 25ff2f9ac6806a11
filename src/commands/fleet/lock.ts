import { hostname, userInfo } from "node:os";
import type { Context } from "../../core/context.ts";
import type { DesiredFleet } from "../../core/fleet/desired.ts";
import { type Holder, LEASE_MS, type Lease, takeLock } from "../../core/fleet/lock.ts";
import { keyPairTarget, withinTarget } from "../../core/journal/target.ts";
import { processStart } from "../../core/journal/process-start.ts";

/** Works while nobody else applies the fleet. The lease is renewed beside the work. */
export async function withFleetLock<T>(
  { name: fleet, home: region }: Pick<DesiredFleet, "name" | "home">,
  context: Context,
  waitMs: number,
  work: (lease: Lease) => Promise<T>,
): Promise<T> {
  const { clock, signal, narrator } = context;
  const { keyPairs } = await context.manager(region);
  // Its requests are no part of the work, and leave nothing to be finished.
  const apart = <R>(call: () => Promise<R>): Promise<R> =>
    withinTarget(keyPairTarget({ region, name: `lock of ${fleet}` }), call);
  const lease = await apart(() =>
    takeLock(keyPairs, {
      ...{ fleet, region, clock, signal, waitMs, holder: thisProcess() },
      onWait: ({ holder }) =>
        narrator.waiting(`waiting for the lock of ${holder === null ? "somebody" : holder.host}`),
    }),
  ).finally(() => narrator.idle());
  // A failure shows at the next check: the steps under way are not cut off.
  const timer = setInterval(() => void apart(() => lease.hold()).catch(() => {}), LEASE_MS / 4);
  timer.unref();
  try {
    return await work(lease);
  } finally {
    clearInterval(timer);
    await apart(() => lease.release()).catch(() => {
      narrator.warn(
        `the lock on ${fleet} could not be removed; it ends by itself in ${LEASE_MS / 60_000} minutes`,
      );
    });
  }
}

function thisProcess(): Holder {
  const { pid } = process;
  return { user: userName(), host: hostname(), pid, started: processStart(pid) };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // The system has no entry for this user id, as in some containers.
    return "unknown";
  }
}
