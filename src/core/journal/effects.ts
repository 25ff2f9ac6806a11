import { type Respect, SERVICE_ACTIONS } from "../contracts/service-action.ts";
import type { JournalOperation } from "./operation.ts";
import { type TargetRef, targetKey } from "./target.ts";

/** One change that an operation made, or may have made. */
interface Effect extends TargetRef {
  respect: Respect;
  /** The key of the target it was made for; null if the journal does not say. */
  target: string | null;
  /** False if no answer confirmed it. */
  isSure: boolean;
}

/** What an operation changed, or may have changed, in the order of its calls. */
export function effectsOf({ calls, targets }: JournalOperation): Effect[] {
  const done = new Set(targets.filter((it) => it.status === "done").map(targetKey));
  return calls.flatMap(({ action, region, resource, change, effect, target }) => {
    if (!change || effect === "none" || action === null) return [];
    const [kind, respect] = SERVICE_ACTIONS[action];
    // If an answer was lost, the completion of its target says as much.
    const isSure = effect === "done" || (target !== null && done.has(target));
    return [{ kind, region, name: resource ?? "", respect, target, isSure }];
  });
}

/** Changes in one of these respects to that very object. */
export function effectsOn(
  effects: readonly Effect[],
  object: TargetRef,
  ...respects: readonly Respect[]
): Effect[] {
  return effects.filter(
    (it) =>
      it.kind === object.kind &&
      it.region === object.region &&
      it.name === object.name &&
      respects.includes(it.respect),
  );
}

/** The names of the objects of a kind that it made, or may have made, for a target. */
export function madeFor(
  target: TargetRef,
  operation: JournalOperation,
  kind: TargetRef["kind"],
): string[] {
  const made = effectsOf(operation).filter(
    (it) =>
      it.kind === kind &&
      it.respect === "made" &&
      it.region === target.region &&
      (it.target === null || it.target === targetKey(target)),
  );
  return [...new Set(made.map(({ name }) => name))];
}

/** What it made, for people: `instance web-9, static IP web-9-static-ip`; empty for nothing. */
export function madeText(operation: JournalOperation): string {
  const made = new Map<string, boolean>();
  for (const effect of effectsOf(operation)) {
    const { kind, respect, isSure } = effect;
    if (respect !== "made") continue;
    const text = `${KIND_WORDS[kind]} ${shownName(effect)}`;
    made.set(text, isSure || made.get(text) === true);
  }
  return [...made].map(([text, isSure]) => (isSure ? text : `perhaps ${text}`)).join(", ");
}

/** A call about a DNS entry names its zone; which entry it is, its target says. */
function shownName({ kind, region, name, target }: Effect): string {
  const about = `${kind} ${region} `;
  return kind === "dns_record" && target?.startsWith(about) === true
    ? target.slice(about.length)
    : name;
}

export const KIND_WORDS: Readonly<Record<TargetRef["kind"], string>> = {
  instance: "instance",
  static_ip: "static IP",
  snapshot: "snapshot",
  disk: "disk",
  key_pair: "key pair",
  dns_record: "DNS record",
  alarm: "alarm",
  contact: "contact",
  database: "database",
  tenant: "tenant",
  worker: "worker",
};
