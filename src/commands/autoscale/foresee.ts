import type { ScaleChange } from "../../core/autoscale/choose.ts";
import { QuantsError, toQuantsError } from "../../core/errors.ts";
import type { StepChange } from "../../core/plan/step.ts";
import type { CommandResult } from "../../core/result.ts";
import type { Work } from "../../core/tenants/work.ts";
import { defined } from "../../core/text/defined.ts";
import { oneRegion } from "../shared/regions.ts";
import { command as addWorker } from "../worker/add.ts";
import { command as drain } from "../worker/drain.ts";
import { additionOf } from "./add.ts";
import { destroyServer } from "./give-up.ts";
import type { RunContext, RunOptions } from "./run-options.ts";

interface Foreseen {
  changes: readonly StepChange[];
  error: QuantsError | null;
}

/** What a change would do, by the dry runs of the commands that it consists of. */
export async function foresee(
  change: ScaleChange,
  work: Work,
  options: RunOptions,
  context: RunContext,
): Promise<Foreseen> {
  const dry = { ...options, dryRun: true };
  try {
    if (change.action === "add") {
      const ended = await addWorker(additionOf(change, dry), context);
      return { changes: changesOf(ended), error: ("error" in ended && ended.error) || null };
    }
    const { region } = await oneRegion(context);
    const left = work.nodes.some(({ id }) => id === change.node)
      ? await leaving(change, dry, context)
      : [];
    const end = await destroyServer(change, region, dry, context);
    return { changes: [...left, ...changesOf(end)], error: null };
  } catch (error) {
    return { changes: [], error: toQuantsError(error) };
  }
}

async function leaving(
  { worker, node }: ScaleChange,
  { platform, host }: RunOptions,
  context: RunContext,
): Promise<StepChange[]> {
  const drained = await drain(
    { ...defined({ platform, host }), argument: node ?? worker, dryRun: true },
    context,
  );
  const removed = { action: "remove", kind: "worker", name: worker, region: "-" };
  return [...changesOf(drained), { ...removed, detail: "from the Swarm" }];
}

const changesOf = (ended: CommandResult<unknown>): readonly StepChange[] =>
  ended.kind === "planned" ? ended.data.changes : [];
