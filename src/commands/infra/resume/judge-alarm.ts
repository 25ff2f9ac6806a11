import { effectsOf, effectsOn } from "../../../core/journal/effects.ts";
import { readNoted } from "../../../core/journal/shapes.ts";
import type { TargetRef } from "../../../core/journal/target.ts";
import { mayBeSame } from "../../../core/instances/identity.ts";
import { ALARM_NOTES } from "../../alarm/options.ts";
import type { Judge, Look } from "./judge.ts";

/** Of a command that sets alarms: what is gone is not watched, and a removed alarm is not made again. */
export const judgeAlarm: Judge = async (target, look) => {
  const { region, name } = target;
  const { changes = [] } = readNoted(ALARM_NOTES, look.operation.remembered);
  const noted = changes.find((it) => it.region === region && it.name === name);
  const [after] = noted?.after ?? [];
  if (noted === undefined || after === undefined) return null;
  // Only instances can be told from others here: of the rest the command itself finds out.
  if (noted.resource_arn.includes(":Instance/")) {
    const now = await look.present.instance(region, after.resource);
    if (now === null)
      return { why: `${after.resource} no longer exists: nothing is left to watch` };
    if (!mayBeSame(now.arn, noted.resource_arn)) {
      return { why: `${after.resource} is a different instance now and was left alone` };
    }
  }
  if (await look.present.alarm(region, name)) return null;
  return (await wasThere(target, look, noted.before.length > 0))
    ? { why: `the alarm ${name} has been removed since` }
    : null;
};

/** It was there before, or the operation made it for sure, or perhaps and somebody removed it. */
async function wasThere(
  target: TargetRef,
  { attempts, present }: Look,
  wasBefore: boolean,
): Promise<boolean> {
  if (wasBefore) return true;
  const effects = attempts.flatMap((it) => effectsOn(effectsOf(it), target, "settings"));
  if (effects.some(({ isSure }) => isSure)) return true;
  const first = attempts.find((it) => effectsOn(effectsOf(it), target, "settings").length > 0);
  if (first === undefined) return false;
  return present.wasDone(target.region, target.name, ["delete_alarm"], first.started_at);
}
