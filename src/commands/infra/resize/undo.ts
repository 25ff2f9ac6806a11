import { advice } from "../../../core/text/advice.ts";
import { amended } from "../../../core/errors.ts";
import type { BaseInfraManager } from "../../../core/infra-manager.ts";
import { checkName } from "../../../core/instances/names.ts";
import { instanceTarget } from "../../../core/journal/target.ts";
import { execute, foresee } from "../../../core/plan/execute.ts";
import type { ResizedRecord } from "../../../core/records/resized.ts";
import { FROM_TAG, defaultTargetName } from "../../../core/resize/marks.ts";
import { planUndo } from "../../../core/resize/plan-undo.ts";
import { undoSteps } from "../../../core/resize/undo-steps.ts";
import type { CommandResult } from "../../../core/result.ts";
import { plain } from "../../../core/text/safe-text.ts";
import { undoLines } from "../../../render/views/resize-plan.ts";
import { planned } from "../../shared/planned.ts";
import { confirmByTyping } from "../../shared/prompt.ts";
import { waitOptions } from "../../shared/waiting.ts";
import { type NamedOptions, type ResizeContext, toGoOn } from "./options.ts";

export async function undoResize(
  manager: BaseInfraManager,
  options: NamedOptions,
  asks: boolean,
  context: ResizeContext,
): Promise<CommandResult<ResizedRecord>> {
  const { name, bundle } = options;
  const target = checkName(options.to ?? defaultTargetName(name, bundle));
  const wait = waitOptions(options, context, name);
  const plan = await planUndo(manager, name, target, wait);
  const { source, made, staticIp } = plan;
  // Each wait's time begins when they are made: not while somebody is asked.
  const stepsOf = (): ReturnType<typeof undoSteps> =>
    undoSteps(manager, plan, {
      waits: {
        instance: waitOptions(options, context, made?.name ?? target),
        old: waitOptions(options, context, name),
      },
      onStep: (text) => context.narrator.step(text),
      price: async () => {
        const bundles = await manager.listBundles({ signal: wait.signal, includeInactive: true });
        return bundles.find((it) => it.bundle_id === made?.bundle_id)?.monthly_price_usd ?? null;
      },
    });
  if (options.dryRun === true) return planned(await foresee(stepsOf().steps));
  if (asks) {
    await confirmByTyping(context, {
      facts: undoLines(plan).map(plain),
      question: `Type ${name} to go back to it`,
      expected: name,
    });
  }
  context.narrator.waiting(`${name}: going back`);
  const about = instanceTarget({ region: manager.region, name });
  context.journal.recordTargets([about]);
  const { steps, undone } = stepsOf();
  const { error } = await context.journal.about(about, () => execute(steps));
  context.narrator.idle();
  const again = toGoOn(options, target, manager.region, true);
  if (error !== null && !undone.changed) throw error;
  const record: ResizedRecord = {
    ...undone.source,
    changed: undone.changed,
    undone: error === null,
    resized_from: source.tags[FROM_TAG] ?? null,
    static_ip_name: staticIp?.name ?? null,
    disks: plan.disks.map(({ disk }) => disk.name),
    snapshot: null,
    old_instance: "present",
    done: [],
    not_done: [],
    finish_with: error === null ? null : again,
    undo_with: null,
  };
  return {
    kind: "report",
    data: record,
    names: [name],
    error:
      error &&
      amended(error, {
        message: `Not everything is undone: ${error.message}`,
        hint: advice`Go on with: ${again}${error.advice === undefined ? "" : advice`\n${error.advice}`}`,
        resource: name,
        cause: error,
      }),
  };
}
