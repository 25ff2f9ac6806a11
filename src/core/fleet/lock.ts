import type { Clock } from "../clock.ts";
import type { KeyPairs } from "../contracts/key-pairs.ts";
import { QuantsError, nullIfMissing } from "../errors.ts";
import type { CallOptions } from "../infra-manager.ts";
import { isRunning } from "../journal/process-start.ts";
import type { KeyPair } from "../model.ts";
import { type Wording, advice, toRun } from "../text/advice.ts";
import { ownValue } from "../text/own-value.ts";

/**
 * The lock on a fleet is a key pair: names are unique in a region, so only one caller makes it, it
 * costs nothing, and its tags say who has it and until when. Whoever takes over an expired one
 * makes the next of a series, which again only one caller can; the lowest that is not expired
 * counts.
 */
const PREFIX = "quants-ctl-lock-";
const HOLDER_TAG = "quants-ctl:lock-holder";
const UNTIL_TAG = "quants-ctl:lock-until";

/** How long a lock holds without being renewed. */
export const LEASE_MS = 120_000;
const POLL_MS = 5_000;

/** Who has it, as its tag says: no blanks but those between the parts. */
export interface Holder {
  user: string;
  host: string;
  pid: number;
  /** When the process started, in the system's own unit. */
  started: string | null;
}

export interface FleetLock {
  name: string;
  holder: Holder | null;
  /** Milliseconds since 1970. */
  until: number;
  generation: number;
}

export interface LockOptions extends CallOptions {
  fleet: string;
  region: string;
  holder: Holder;
  clock: Clock;
  /** How long to wait for another holder, in milliseconds. */
  waitMs: number;
  onWait: (lock: FleetLock) => void;
}

export interface Lease {
  /**
   * Makes sure that nobody else has it, and renews it when half of its time is over. Throws
   * `conflict` once somebody has taken over, or has removed it.
   */
  hold(): Promise<void>;
  release(): Promise<void>;
}

/** Takes the lock. Throws `conflict` when another holder has it through all of the wait. */
export async function takeLock(keyPairs: KeyPairs, options: LockOptions): Promise<Lease> {
  const { fleet, holder, clock, waitMs, onWait, signal } = options;
  const deadline = clock.now() + waitMs;
  for (;;) {
    const all = await locksOf(keyPairs, fleet, { signal });
    const first = all.find((it) => isHeld(it, holder, clock.now()));
    if (first === undefined) {
      const lease = await attempt(keyPairs, all, options);
      if (lease !== null) return lease;
    } else {
      if (clock.now() >= deadline) throw isLocked(first, options);
      onWait(first);
    }
    const left = deadline - clock.now();
    await clock.sleep(Math.min(POLL_MS, Math.max(left, 1)), signal);
  }
}

/** The locks of a fleet, the one that counts first; several only while one takes over. */
export async function locksOf(
  keyPairs: KeyPairs,
  fleet: string,
  call: CallOptions,
): Promise<FleetLock[]> {
  const pairs = await keyPairs.list(call);
  return pairs
    .flatMap((pair) => lockFrom(pair, fleet) ?? [])
    .toSorted((one, other) => one.generation - other.generation);
}

function lockFrom({ name, tags }: KeyPair, fleet: string): FleetLock | null {
  const base = PREFIX + fleet;
  const rest = name === base ? ".1" : name.startsWith(`${base}.`) ? name.slice(base.length) : "";
  const generation = Number(/^\.(\d{1,9})$/.exec(rest)?.[1]);
  const until = Date.parse(ownValue(tags, UNTIL_TAG) ?? "");
  if (!Number.isInteger(generation) || Number.isNaN(until)) return null;
  return { name, generation, until, holder: holderFrom(ownValue(tags, HOLDER_TAG) ?? "") };
}

function holderFrom(text: string): Holder | null {
  const [user = "", host = "", pid = "", started = "-"] = text.split(" ");
  if (host === "" || !/^\d+$/.test(pid)) return null;
  return { user, host, pid: Number(pid), started: started === "-" ? null : started };
}

function holderText({ user, host, pid, started }: Holder): string {
  const word = (text: string): string => text.replaceAll(/[^\w.@-]/g, "_").slice(0, 64) || "_";
  return [word(user), word(host), pid, started ?? "-"].join(" ");
}

/** Not if its time is over, or its process was of this machine and is gone. */
function isHeld({ holder, until }: FleetLock, own: Holder, now: number): boolean {
  if (until <= now) return false;
  if (holder === null || holder.host !== own.host) return true;
  return isRunning(holder.pid, holder.started);
}

/** Null if somebody else was faster. */
async function attempt(
  keyPairs: KeyPairs,
  over: readonly FleetLock[],
  options: LockOptions,
): Promise<Lease | null> {
  const { fleet, holder, clock, signal } = options;
  const generation = (over.at(-1)?.generation ?? 0) + 1;
  const name = PREFIX + fleet + (generation === 1 ? "" : `.${generation}`);
  let until = clock.now() + LEASE_MS;
  const tags = (): Record<string, string> => ({
    [HOLDER_TAG]: holderText(holder),
    [UNTIL_TAG]: new Date(until).toISOString(),
  });
  try {
    await keyPairs.createMarker(name, tags(), { signal });
  } catch (error) {
    if (error instanceof QuantsError && error.code === "name_in_use") return null;
    throw error;
  }
  const drop = (lock: string): Promise<void | null> => nullIfMissing(keyPairs.delete(lock));
  const others = (await locksOf(keyPairs, fleet, { signal })).filter((it) => it.name !== name);
  if (others.some((it) => it.generation < generation && isHeld(it, holder, clock.now()))) {
    await drop(name);
    return null;
  }
  for (const it of over) await drop(it.name);
  let isLost = false;
  return {
    hold: async () => {
      if (!isLost && clock.now() < until - LEASE_MS / 2) return;
      until = clock.now() + LEASE_MS;
      const isThere = isLost
        ? null
        : await nullIfMissing(keyPairs.tag(name, tags(), { signal }).then(() => true));
      // Whoever found it expired may have taken over, and counts on what it found.
      const now = isThere === null ? [] : await locksOf(keyPairs, fleet, { signal });
      isLost = now.length !== 1 || now[0]?.name !== name;
      if (isLost) throw lockLost(options);
    },
    release: async () => {
      if (!isLost) await drop(name);
    },
  };
}

export function whoText(lock: FleetLock): string {
  const { holder } = lock;
  return holder === null ? lock.name : `${holder.user} on ${holder.host} (process ${holder.pid})`;
}

function unlockHint({ fleet, region }: LockOptions): Wording {
  return advice`Wait for it, e.g. with --lock-wait 5m. If that process is gone for certain: ${toRun("fleet unlock", { argument: fleet, region })}`;
}

function isLocked(lock: FleetLock, options: LockOptions): QuantsError {
  const until = new Date(lock.until).toISOString();
  return new QuantsError(
    "conflict",
    `The fleet ${options.fleet} is locked by ${whoText(lock)}, until ${until} unless renewed.`,
    { hint: unlockHint(options), resource: options.fleet, retryable: true },
  );
}

function lockLost({ fleet }: LockOptions): QuantsError {
  return new QuantsError(
    "conflict",
    `The lock on the fleet ${fleet} is lost: nothing more is begun.`,
    {
      hint: "It could not be renewed in time, or somebody removed it. Apply again.",
      resource: fleet,
    },
  );
}
