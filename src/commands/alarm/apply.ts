import pLimit from "p-limit";
import type { spec } from "./apply.spec.ts";
import type { Command, CommandContext } from "../definition/command.ts";
import { alarmStep } from "../../core/alarms/alarm-step.ts";
import { actionOf } from "../../core/alarms/plan.ts";
import { ALARMS_TAG } from "../../core/alarms/policy.ts";
import type { Context } from "../../core/context.ts";
import { type QuantsError, combineErrors, errorToJson } from "../../core/errors.ts";
import { type AlarmPlanEntry, alarmPlanResource } from "../../core/fields/alarm-plan.ts";
import { placeKey } from "../../core/instances/identity.ts";
import { FINISH_BY_RESUMING, stoppedAmong } from "../../core/instances/stopped.ts";
import { alarmTarget } from "../../core/journal/target.ts";
import { execute, foreseeEach } from "../../core/plan/execute.ts";
import type { Step } from "../../core/plan/step.ts";
import { collection } from "../../core/result.ts";
import { plain } from "../../core/text/safe-text.ts";
import { errorOfSome } from "../shared/each-region.ts";
import { planned } from "../shared/planned.ts";
import { confirmByTyping, requireTerminal } from "../shared/prompt.ts";
import { type NotedChange, notedChange } from "./noted.ts";
import { entryOf } from "./plan-entry.ts";
import { type SelectedAlarm, selectAlarms } from "./select.ts";

const CONCURRENCY = 4;

export const command: Command<typeof spec> = async (options, context) => {
  const { only } = context.resuming;
  const { planned: all, errors, regions } = await selectAlarms(options, context);
  const unanswered = errorOfSome(errors, regions);
  if (all.length === 0 && unanswered === null) warnOfNothing(regions, context);
  // What is resumed tells also of what turns out to be done.
  const todo = all.filter(({ entry }) =>
    only === undefined
      ? actionOf(entry) !== "none"
      : only.includes(placeKey({ region: entry.region, name: entry.name ?? "" })),
  );
  const refused = todo.filter(({ entry }) => entry.refusal !== null);
  const refusals = refused.flatMap(({ entry }) => entry.refusal ?? []);
  const work = todo.flatMap((it) => workOf(it, context));
  const count = errors.length + Math.max(all.length, 1);
  if (options.dryRun === true) {
    const { changes, errors: others } = await foreseeEach(work.map(({ step }) => [step]));
    return planned(changes, combineErrors([...errors, ...refusals, ...others], count, "alarms"));
  }
  const removed = work.filter(({ it }) => actionOf(it.entry) === "remove");
  if (removed.length > 0 && options.yes !== true) await confirm(removed, context);
  if (work.length > 0) context.journal.remember({ changes: changesOf(work, context) });
  context.journal.recordTargets(work.map(({ about }) => about));
  const limit = pLimit(CONCURRENCY);
  const ended = await Promise.all(
    work.map(({ it, about, step }) =>
      limit(async () => {
        const { error } = await context.journal.about(about, () => execute([step]));
        return { it, name: about.name, error };
      }),
    ),
  );
  context.narrator.idle();
  const failures = ended.flatMap(({ error }) => error ?? []);
  return collection({
    resource: alarmPlanResource,
    items: [...refused.map(({ entry }) => entryOf(entry)), ...ended.map(recordOf)],
    error:
      stoppedAmong(ended, () => FINISH_BY_RESUMING) ??
      combineErrors([...errors, ...refusals, ...failures], count, "alarms"),
  });
};

interface Work {
  it: SelectedAlarm;
  about: ReturnType<typeof alarmTarget>;
  step: Step<"alarm">;
}

function workOf(it: SelectedAlarm, context: Context): Work[] {
  const { entry, manager } = it;
  const { name, region, before, after, isMoved, tags, refusal } = entry;
  if (name === null || refusal !== null) return [];
  const step = alarmStep({
    ...{ alarms: manager.alarms, region, before, after, isMoved, tags },
    call: { signal: context.signal },
    onStep: (text) => context.narrator.step(text),
  });
  return [{ it, about: alarmTarget({ region, name }), step }];
}

/** What an interrupted run noted of an alarm stays what `infra undo` goes back to. */
function changesOf(
  work: readonly Work[],
  { resuming }: Pick<CommandContext<typeof spec>, "resuming">,
): NotedChange[] {
  return work.map(({ it: { entry }, about: { region, name } }) => {
    const { before, after, tags, resourceArn } = entry;
    const noted = resuming.changes?.find((it) => it.region === region && it.name === name);
    const wanted = after && { ...after, tags: { ...(before?.tags ?? tags) } };
    return noted ?? notedChange(region, name, before, wanted, resourceArn);
  });
}

function recordOf({ it, error }: { it: SelectedAlarm; error: QuantsError | null }): AlarmPlanEntry {
  const entry = entryOf(it.entry);
  const changed = error === null && entry.action !== "none";
  return { ...entry, changed, error: error && errorToJson(error) };
}

/** A region that is not meant, or tags that are gone, would else pass for alarms that are there. */
function warnOfNothing(regions: readonly string[], { narrator }: Context): void {
  const where = regions.length === 1 ? regions[0] : `${regions.length} regions`;
  narrator.warn(`nothing is watched: no selected instance in ${where} has the tag ${ALARMS_TAG}`);
}

async function confirm(removed: readonly Work[], context: Context): Promise<void> {
  requireTerminal(context.host, `remove ${removed.map(({ about }) => about.name).join(", ")}`);
  const expected = String(removed.length);
  await confirmByTyping(context, {
    facts: [
      "These alarms will be removed:",
      ...removed.map(({ it, about }) => plain(`  ${about.name}: ${it.entry.reason ?? ""}`)),
    ],
    question: `Type ${expected} to remove ${removed.length === 1 ? "it" : `all ${expected}`}`,
    expected,
  });
}
