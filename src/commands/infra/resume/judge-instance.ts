import { identityOf } from "../../../core/instances/identity.ts";
import type { JournalOperation } from "../../../core/journal/operation.ts";
import {
  type TargetRef,
  snapshotTarget,
  staticIpTarget,
  targetKey,
} from "../../../core/journal/target.ts";
import type { Instance } from "../../../core/model.ts";
import { staticIpNameFor } from "../../../core/static-ips/name.ts";
import { identityNoted } from "../../shared/met-identity.ts";
import { type Judge, type Look, type Verdict, madeAndLost } from "./judge.ts";

/** Of a command that changes an instance which was there before. */
export const judgeChange: Judge = async (target, look) => {
  const { region, name } = target;
  const now = await look.present.instance(region, name);
  if (now === null) return { why: `${name} no longer exists: nothing is left to do` };
  if (isOriginal(now, look.operation)) return null;
  return { why: `${name} is a different instance now and was left alone` };
};

/** Of one that makes snapshots: what it made, and somebody deleted since, is not made again. */
export const judgeSnapshot: Judge = async (target, look) => {
  const verdict = await judgeChange(target, look);
  if (verdict !== null) return verdict;
  const key = targetKey(target);
  const made = look.attempts.flatMap(({ calls }) =>
    calls.filter((it) => it.target === key && it.action === "create_snapshot"),
  );
  for (const { region, resource } of made) {
    const snapshot = snapshotTarget({ region, name: resource ?? "" });
    const now = await look.present.snapshot(region, snapshot.name);
    if (now === null && (await madeAndLost(snapshot, look))) {
      return {
        why: `the snapshot ${snapshot.name} has been deleted since, and is not created again`,
      };
    }
  }
  return null;
};

/** Of a command that makes an instance. */
export const judgeCreation: Judge = async (target, look) => {
  const { region, name } = target;
  const now = await look.present.instance(region, name);
  if (now === null) {
    const hadIt = look.attempts.some((it) => identityNoted(it, target) !== undefined);
    if (!hadIt && !(await madeAndLost(target, look))) return null;
    return { why: `${name} existed, and has been removed since: it is not created again` };
  }
  const { ifNotExists, ownOnly } = look.operation.options;
  const isAnyGood = ifNotExists === true && ownOnly !== true;
  if (isAnyGood || look.hasMade(now) || isSameAs(now, look.attempts))
    return judgeItsAddress(target, look);
  return {
    why: `${name} is a different instance now, created by someone else, and was left alone`,
  };
};

/** The address that it was to get: one that it had allocated is not allocated anew. */
async function judgeItsAddress({ region, name }: TargetRef, look: Look): Promise<Verdict | null> {
  if (look.operation.options["staticIp"] !== true) return null;
  const address = staticIpTarget({ region, name: staticIpNameFor(name) });
  const now = await look.present.staticIp(region, address.name);
  if (now === null) {
    if (!(await madeAndLost(address, look))) return null;
    return { why: `${name} stays as it is: its static IP ${address.name} has been released since` };
  }
  const holder = now.attached_to;
  if (holder === null || holder === name) return null;
  return {
    why: `${name} stays as it is: its static IP ${address.name} is now attached to ${holder}`,
  };
}

/** Without a note of who it was, one that was made since can't be it. */
function isOriginal(now: Instance, operation: JournalOperation): boolean {
  const noted = identityNoted(operation, now);
  if (noted !== undefined) return noted === identityOf(now);
  return now.created_at === null || Date.parse(now.created_at) <= Date.parse(operation.started_at);
}

function isSameAs(now: Instance, attempts: readonly JournalOperation[]): boolean {
  return attempts.some((it) => identityNoted(it, now) === identityOf(now));
}
