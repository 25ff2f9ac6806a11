import { execute } from "../../plan/execute.ts";
import { unseen } from "../../plan/step.ts";
import { planResize } from "../../resize/plan.ts";
import { resizeSteps } from "../../resize/steps.ts";
import type { Instance } from "../../model.ts";
import type { DesiredInstance } from "../desired.ts";
import type { LiveInstance } from "../live.ts";
import { nullIfMissing } from "../../errors.ts";
import type { Applying, ChangeSteps } from "./applying.ts";
import { freshOf } from "./fresh.ts";
import { updateSteps } from "./update.ts";

/** As `infra resize` does: half an hour, as a copy may be no older when it takes over. */
const MAX_AGE_MS = 1_800_000;

interface Resizing {
  wanted: DesiredInstance;
  live: LiveInstance;
  /** Name of the old instance; only its snapshot may be left. */
  from: string;
  bundle: string;
}

/**
 * Moves an instance to a larger plan, by a snapshot, with the old one stopped: two of one name in
 * the files never run at once. Then what else is not as the files say.
 */
export async function resizingSteps(
  { wanted, live, from, bundle }: Resizing,
  applying: Applying,
): Promise<ChangeSteps> {
  const { managerOf, clock, onStep } = applying;
  const manager = managerOf(wanted.region);
  const name = from;
  const request = {
    ...{ name, bundle, to: undefined, stop: true, keepOld: false, keepSnapshot: false },
    maxAgeMs: MAX_AGE_MS,
  };
  const plan = await planResize(manager, request, clock.now(), applying.wait(name));
  const waits = {
    snapshot: applying.snapshotWait(name),
    instance: applying.wait(plan.target),
    old: applying.wait(name),
  };
  const hooks = { now: () => clock.now(), onStep, onDroppedTags: () => {}, waitForSsh: null };
  const { steps, resized } = resizeSteps(manager, plan, waits, hooks);
  let made: Instance | null = live;
  const look = unseen("look", async () => {
    await freshOf(manager, live, applying.wait(live.name));
    applying.rememberResize({ id: wanted.id, region: wanted.region, from, bundle });
  });
  const rest = unseen("update", async () => {
    const wait = applying.wait(plan.target);
    const target = await nullIfMissing(manager.getInstance(plan.target, wait));
    if (target === null) return;
    const extras = await manager.getInstanceExtras(plan.target, wait);
    const update = updateSteps(wanted, { ...target, ...extras }, applying);
    const { error } = await execute(update.steps);
    made = update.made();
    if (error !== null) throw error;
  });
  return { steps: [look, ...steps, rest], made: () => resized.made ?? made };
}
