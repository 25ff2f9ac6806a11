import type { Respect } from "../contracts/service-action.ts";
import { effectsOn, effectsOf, madeFor } from "./effects.ts";
import type { JournalOperation } from "./operation.ts";
import { type TargetRef, staticIpTarget, targetKey } from "./target.ts";

const MAKERS: ReadonlySet<string> = new Set(["infra create", "infra snapshot restore"]);

/** What a later operation on an object means for the work that an earlier one left there. */
export interface Superseding {
  /** The part that nobody has done and nobody will do any more; empty if there is none. */
  givenUp: readonly string[];
}

/**
 * Null if the later operation has done nothing that the earlier one's remaining work on this target
 * could conflict with. Compared by place, however it was selected: the later intent wins.
 */
export function superseding(
  later: JournalOperation,
  earlier: JournalOperation,
  target: TargetRef,
): Superseding | null {
  const effects = effectsOf(later).filter(({ isSure }) => isSure);
  const isRemoved = effectsOn(effects, target, "removed").length > 0;
  // Whoever created one of this name found none there.
  const isGone = isRemoved || effectsOn(effects, target, "made").length > 0;
  const { command } = earlier;
  if (target.kind === "disk") return isGone || touches("attachment") ? ofDisk(earlier) : null;
  if (target.kind === "alarm") {
    const isTest = command === "alarm test";
    return isGone || touches("settings") || (isTest && touches("state")) ? WHOLLY : null;
  }
  if (target.kind === "dns_record") {
    const isOver = isSetAnew() || isZoneGone() || isWholeZone(later, earlier);
    return touches("weights") || isOver ? WHOLLY : null;
  }
  // What another run copied there does not say that nothing of this one is missing.
  if (target.kind === "database" || command === "infra resize") return null;
  if (MAKERS.has(command)) return isGone && isAccounted(later, earlier, target) ? WHOLLY : null;
  if (command === "infra destroy")
    return isRemoved || areReleased(later, earlier, target) ? WHOLLY : null;
  if (isGone) return WHOLLY;
  if (target.kind === "static_ip") return touches("attachment") ? WHOLLY : null;
  if (command === "infra manage") return touches("power") ? WHOLLY : null;
  if (command.startsWith("infra snapshot auto ")) return touches("snapshots") ? WHOLLY : null;
  if (command.startsWith("infra tag ") && touches("tags")) {
    return overlapping(tagKeys(earlier), tagKeys(later));
  }
  if (command.startsWith("infra ports ") && touches("firewall")) {
    return overlapping(changedRules(earlier, target), changedRules(later, target));
  }
  return null;

  function touches(respect: Respect): boolean {
    return effectsOn(effects, target, respect).length > 0;
  }

  /** Calls about an entry name its zone; which entry it was is what they were made for. */
  function isSetAnew(): boolean {
    const key = targetKey(target);
    return effects.some((it) => it.kind === "dns_record" && it.target === key);
  }

  function isZoneGone(): boolean {
    const { zone } = earlier.remembered;
    if (typeof zone !== "string") return false;
    const key = targetKey({ ...target, name: zone });
    return effects.some(({ target: of, respect }) => of === key && respect === "removed");
  }
}

/** An instance that was stopped for it waits to be started, whatever became of the disk. */
function ofDisk({ command, remembered }: JournalOperation): Superseding | null {
  const isOwing = command === "infra disk detach" && remembered["restart"] !== undefined;
  return isOwing || command === "infra disk snapshot" ? null : WHOLLY;
}

/** All entries of the zone are those of a file since. */
function isWholeZone(
  { command, options, remembered, targets }: JournalOperation,
  earlier: JournalOperation,
): boolean {
  const isWhole = command === "dns import" && options["prune"] === true;
  const isSameZone = remembered["zone"] === earlier.remembered["zone"];
  return isWhole && isSameZone && targets.every(({ status }) => status === "done");
}

const WHOLLY: Superseding = { givenUp: [] };

/** True if no static IP that it allocated for the instance can remain because of this. */
function isAccounted(
  later: JournalOperation,
  earlier: JournalOperation,
  target: TargetRef,
): boolean {
  const { region } = target;
  const effects = effectsOf(later);
  return madeFor(target, earlier, "static_ip").every(
    (name) =>
      effectsOn(effects, staticIpTarget({ region, name }), "removed", "attachment").length > 0,
  );
}

/** The earlier one deleted the instance: only the releases that were to follow count. */
function areReleased(
  later: JournalOperation,
  earlier: JournalOperation,
  target: TargetRef,
): boolean {
  if (effectsOn(effectsOf(earlier), target, "removed").length === 0) return false;
  const { region, name } = target;
  const toRelease = earlier.remembered[`release ${region} ${name}`];
  if (!Array.isArray(toRelease) || toRelease.length === 0) return false;
  const effects = effectsOf(later);
  return toRelease.every((it) => {
    const ip = staticIpTarget({ region, name: (it as { name: string }).name });
    return effectsOn(effects, ip, "removed", "attachment").length > 0;
  });
}

/** Null if unknown, when it may be anything. */
type Parts = readonly string[] | null;

/** The later one has changed part of what the earlier one was to change, and now owns all of it. */
function overlapping(earlier: Parts, later: Parts): Superseding | null {
  if (earlier === null || later === null) return WHOLLY;
  const given = earlier.filter((it) => !later.includes(it));
  return given.length === earlier.length ? null : { givenUp: given };
}

function tagKeys({ options }: JournalOperation): Parts {
  const pairs = (options["tag"] ?? []) as unknown as readonly (readonly [string, string])[];
  const keys = (options["key"] ?? []) as unknown as readonly string[];
  const all = [...pairs.map(([key]) => key), ...keys];
  return all.length === 0 ? null : all;
}

/** The protocols and ports of the rules that it was to change. */
function changedRules({ remembered }: JournalOperation, { region, name }: TargetRef): Parts {
  const noted = remembered["firewalls"];
  if (!Array.isArray(noted)) return null;
  const firewalls = noted as { name: string; region: string; changed?: string[] }[];
  return firewalls.find((it) => it.name === name && it.region === region)?.changed ?? null;
}
