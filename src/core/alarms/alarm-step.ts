import type { Alarm, Alarms, AlarmSettings } from "../contracts/alarms.ts";
import { QuantsError, nullIfMissing } from "../errors.ts";
import type { CallOptions } from "../infra-manager.ts";
import type { Step, StepChange } from "../plan/step.ts";
import { ownValue } from "../text/own-value.ts";
import { conditionText } from "./condition.ts";
import { differenceText, differencesOf, sameSettings } from "./settings.ts";

export interface AlarmWork {
  alarms: Alarms;
  region: string;
  /** The alarm as it was when the change was planned; null for none. */
  before: Alarm | null;
  /** Null: it is removed. */
  after: AlarmSettings | null;
  /** It watches an earlier resource of that name, and is to watch the one that is there now. */
  isMoved: boolean;
  /** For a new one. */
  tags: Readonly<Record<string, string>>;
  call: CallOptions;
  onStep: (text: string) => void;
}

/** Makes, changes or removes one alarm, unless somebody changed it since that was planned. */
export function alarmStep(work: AlarmWork): Step<"alarm"> {
  const { alarms, before, after, tags, call, onStep } = work;
  const change = changeOf(work);
  const name = before?.name ?? after?.name ?? "";
  return {
    name: "alarm",
    changes: () => (change === null ? [] : [change]),
    carryOut: async () => {
      if (change === null)
        return onStep(`${name}: ${after === null ? "was already gone" : "is so already"}`);
      const now = await nullIfMissing(alarms.get(name, call));
      if (!isAsPlanned(now, before)) throw changedMeanwhile(name);
      if (after === null) await nullIfMissing(alarms.delete(name, call));
      else await alarms.put(after, { ...call, ...(before === null && { tags }) });
      onStep(`${name}: ${ownValue(DONE, change.action) ?? change.action}, ${change.detail ?? ""}`);
    },
  };
}

const DONE: Readonly<Record<string, string>> = {
  create: "made",
  change: "changed",
  delete: "removed",
};

function changeOf({ region, before, after, isMoved }: AlarmWork): StepChange | null {
  if (after === null) {
    if (before === null) return null;
    const detail = `of ${before.resource}, ${conditionText(before)}`;
    return { action: "delete", kind: "alarm", name: before.name, region, detail };
  }
  if (before === null) {
    const detail = `of ${after.resource}, ${conditionText(after)}`;
    return { action: "create", kind: "alarm", name: after.name, region, detail };
  }
  const texts = differencesOf(before, after, isMoved).map(differenceText);
  if (texts.length === 0) return null;
  return { action: "change", kind: "alarm", name: after.name, region, detail: texts.join("; ") };
}

function isAsPlanned(now: Alarm | null, before: Alarm | null): boolean {
  if (now === null || before === null) return now === before;
  return now.arn === before.arn && sameSettings(now, before);
}

function changedMeanwhile(name: string): QuantsError {
  return new QuantsError("conflict", `The alarm ${name} was changed meanwhile.`, {
    hint: "Nothing was done to it by this command. Look at it, and repeat it.",
    resource: name,
    retryable: true,
  });
}
