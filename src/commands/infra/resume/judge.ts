import type { ServiceAction } from "../../../core/contracts/service-action.ts";
import type { Wording } from "../../../core/text/advice.ts";
import { effectsOn, effectsOf } from "../../../core/journal/effects.ts";
import type { JournalOperation } from "../../../core/journal/operation.ts";
import type { TargetRef } from "../../../core/journal/target.ts";
import type { Instance } from "../../../core/model.ts";
import type { Present } from "./present.ts";

/** What a judge goes by. */
export interface Look {
  operation: JournalOperation;
  /** It, and the other unfinished ones of this account: one may be the resumption of another. */
  attempts: readonly JournalOperation[];
  present: Present;
  /** One of the unfinished made this very instance. */
  hasMade: (instance: Instance) => boolean;
}

export interface Verdict {
  why: Wording;
  /** What is left of it, and billed, with the command that removes it. */
  billed?: Wording[];
}

/** Null when the target can be continued. */
export type Judge = (target: TargetRef, look: Look) => Promise<Verdict | null>;

const MADE_OR_REMOVED: Readonly<Record<TargetRef["kind"], readonly ServiceAction[]>> = {
  instance: ["create_instance", "delete_instance"],
  static_ip: ["allocate_static_ip", "release_static_ip"],
  snapshot: [
    "create_snapshot",
    "copy_snapshot",
    "delete_snapshot",
    "create_disk_snapshot",
    "delete_disk_snapshot",
  ],
  disk: ["create_disk", "delete_disk"],
  key_pair: ["import_key_pair", "create_key_pair", "delete_key_pair"],
  alarm: ["put_alarm", "delete_alarm"],
  contact: [],
  dns_record: ["create_domain", "delete_domain"],
  database: [],
  tenant: [],
  worker: [],
};

/**
 * True when this thing, which is not there, was made by one of the attempts and removed since.
 * Where no answer told whether it was made, what the provider noted of its name tells.
 */
export async function madeAndLost(
  object: TargetRef,
  { attempts, present }: Look,
): Promise<boolean> {
  const makers = attempts.filter((it) => effectsOn(effectsOf(it), object, "made").length > 0);
  const [first] = makers;
  if (first === undefined) return false;
  const effects = makers.flatMap((it) => effectsOn(effectsOf(it), object, "made"));
  if (effects.some(({ isSure }) => isSure)) return true;
  const { region, name, kind } = object;
  return present.wasDone(region, name, MADE_OR_REMOVED[kind], first.started_at);
}
