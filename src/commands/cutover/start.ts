import { checkGuard, GuardError } from "../../core/cutover/bake.ts";
import { returnStep, type Shift, shiftSteps } from "../../core/cutover/steps.ts";
import {
  areSame,
  shareOf,
  type Weights,
  weightsFor,
  weightsOf,
  weightsText,
} from "../../core/cutover/weights.ts";
import { QuantsError, UsageError, amended } from "../../core/errors.ts";
import { dnsRecordTarget } from "../../core/journal/target.ts";
import { execute, foresee, type Progress } from "../../core/plan/execute.ts";
import type { CutoverResult } from "../../core/records/cutover.ts";
import type { Command, CommandContext, OptionsFor } from "../definition/command.ts";
import { planned } from "../shared/planned.ts";
import { confirmByTyping, requireTerminal } from "../shared/prompt.ts";
import { refuseSecond } from "./journal.ts";
import { cutoverRecord, held, recordsNow } from "./outcome.ts";
import { recordName } from "./record-name.ts";
import type { spec } from "./start.spec.ts";
import { type Opened, openTraffic, requireGuard } from "./traffic.ts";

type StartOptions = OptionsFor<typeof spec>;
type StartContext = CommandContext<typeof spec>;

const STEPS = [10, 50, 100];
const BAKE = 10 * 60_000;

export const command: Command<typeof spec> = async (options, context) => {
  const name = recordName(options.argument);
  const percents = rising(options.steps ?? STEPS);
  requireGuard(options);
  if (options.yes !== true && options.dryRun !== true)
    requireTerminal(context.host, "move traffic");
  await refuseSecond(name, context);
  const { to, from, zone: given } = options;
  const opened = await openTraffic({ name, to, from, zone: given }, options, context);
  const { traffic, pairs, zone, region } = opened;
  const left = stepsLeft(percents, opened, context);
  const shift: Shift = {
    ...{ traffic, region, pairs, bakeMs: options.bake ?? BAKE },
    onStep: (percent) => context.journal.remember({ step: String(percent) }),
  };
  const steps = shiftSteps(shift, left);
  await checkGuard(traffic.guard, name, context.signal);
  if (options.dryRun === true) return planned(await foresee(steps));
  const saved = context.resuming.saved ?? weightsOf(pairs);
  if (left.length === 0) {
    context.narrator.step(`${name}: ${to} has all of the traffic already`);
    return reported({ done: [], not_done: [], error: null }, "unchanged");
  }
  if (options.yes !== true) await confirm(opened, left, options, context);
  context.journal.remember({ zone: zone.id, from: pairs[0]?.from.set_identifier ?? "", saved });
  const target = dnsRecordTarget({ region, name });
  context.journal.recordTargets([target]);
  const { progress, result } = await context.journal.about(target, async () => {
    const made = await execute(steps);
    if (!(made.error instanceof GuardError) || options.onFailure === "hold") {
      const error = made.error && held(made.error, name);
      return { progress: { ...made, error }, error, result: error ? "held" : "completed" } as const;
    }
    context.narrator.warn(`${made.error.message} The weights go back`);
    const back = await execute([returnStep(shift, saved)]);
    if (back.error !== null) return notReturned(made, made.error, back.error, name);
    const error = amended(made.error, {
      message: `${made.error.message} The weights are back as they were: ${weightsText(saved)}.`,
      hint: "Nobody is sent to the target any more. Find out what is wrong with it before the next try.",
    });
    // Without an error of the target: nothing about it is left to be done.
    return { progress: { ...made, error }, error: null, result: "rolled_back" } as const;
  });
  return reported(progress, result);

  async function reported({ done, not_done, error }: Progress, how: CutoverResult) {
    const records = await recordsNow(traffic, context);
    const changed = done.length > 0 || error !== null;
    const data = cutoverRecord("start", traffic, pairs, {
      result: how,
      changed,
      done,
      not_done,
      records,
    });
    return { kind: "report" as const, data, names: [name], error };
  }
};

function notReturned(progress: Progress, cause: QuantsError, failure: QuantsError, name: string) {
  const error = held(
    amended(failure, {
      message: `${cause.message} The weights could not be returned: ${failure.message}`,
      cause: failure,
    }),
    name,
  );
  return { progress: { ...progress, error }, error, result: "held" } as const;
}

function rising(percents: readonly number[]): readonly number[] {
  const [first] = percents;
  const isRising = percents.every((it, index) => index === 0 || it > (percents[index - 1] ?? 0));
  if (first !== undefined && isRising) return percents;
  throw new UsageError("The steps do not rise.", { hint: "For example --steps 10,50,100." });
}

/** What is left to do: all of it, or from the step on at which an earlier run was. */
function stepsLeft(
  percents: readonly number[],
  { pairs, traffic: { name } }: Opened,
  { resuming }: StartContext,
): readonly number[] {
  const { saved, step } = resuming;
  const now = weightsOf(pairs);
  const share = shareOf(pairs);
  if (saved === undefined) {
    if (share === 100) return [];
    const [first = 0] = percents;
    if (share < first) return percents;
    throw new QuantsError(
      "invalid_state",
      `The target of ${name} has ${Math.round(share)} % of the traffic already.`,
      {
        hint: `Let the steps begin above that: --steps ${percents.filter((it) => it > share).join(",") || "100"}.`,
        resource: name,
      },
    );
  }
  const at = step === undefined ? 0 : Math.max(0, percents.indexOf(Number(step)));
  const before: Weights = at === 0 ? saved : weightsFor(pairs, percents[at - 1] ?? 0);
  const there = weightsFor(pairs, percents[at] ?? 0);
  if (areSame(now, before) || areSame(now, there)) return percents.slice(at);
  throw new QuantsError(
    "conflict",
    `Someone else changed the weights of ${name}: they are ${weightsText(now)}, not ${weightsText(there)} or ${weightsText(before)}.`,
    { hint: "Find out who else works on the zone, and begin anew from there.", resource: name },
  );
}

async function confirm(
  { traffic, pairs, zone }: Opened,
  steps: readonly number[],
  options: StartOptions,
  context: StartContext,
): Promise<void> {
  const { name, guard } = traffic;
  const guards = [...guard.alarmNames, ...(options.probe === undefined ? [] : [options.probe])];
  await confirmByTyping(context, {
    facts: [
      `${name} in zone ${zone.name} (${zone.id}), types ${pairs.map(({ type }) => type).join(", ")}:`,
      `  now ${weightsText(weightsOf(pairs))}; then ${steps.join(" %, ")} % to ${pairs[0]?.to.set_identifier}`,
      `  guarded by ${guards.join(", ") || "nothing"}`,
    ],
    question: `Type ${name} to move its traffic`,
    expected: name,
  });
}
