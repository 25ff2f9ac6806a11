import type { spec } from "./manage.spec.ts";
import type { Command } from "../definition/command.ts";
import { QuantsError } from "../../core/errors.ts";
import { placeKey } from "../../core/instances/identity.ts";
import { changeTargets } from "../shared/change-targets.ts";
import { type Target, selectTargets } from "../shared/targets.ts";
import { checkSshWait, deadlineSignal, waitLevel } from "../shared/waiting.ts";
import { isGuarded, planAction } from "./manage/plan-action.ts";
import { withoutTwins } from "./manage/twins.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const { action } = options;
  checkSshWait(waitLevel(options), context);
  if (options.force === true && action !== "stop") {
    throw new QuantsError("usage", `--force is for stop, not for ${action}.`, {
      hint: "Leave it out.",
    });
  }
  if (options.besideTwin === true && action !== "start") {
    throw new QuantsError("usage", `--beside-twin is for start, not for ${action}.`, {
      hint: "Leave it out.",
    });
  }
  const selected = await selectTargets(options, context);
  const call = { signal: deadlineSignal(options, context) };
  const targets = isGuarded(options) ? await withoutTwins(selected, call, context) : selected;
  const rebooted = [...(context.resuming.rebooted ?? [])];
  const onRebooted = (target: Target): void => {
    rebooted.push(placeKey(target));
    context.journal.remember({ rebooted: [...rebooted] });
  };
  try {
    return await changeTargets(targets, options, context.journal, (target) =>
      planAction(target, { options, onRebooted, context }),
    );
  } finally {
    context.narrator.idle();
  }
};
