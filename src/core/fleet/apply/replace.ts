import { nullIfMissing } from "../../errors.ts";
import { type Step, unseen } from "../../plan/step.ts";
import type { InstanceChange } from "../change.ts";
import type { DesiredInstance } from "../desired.ts";
import type { LiveInstance } from "../live.ts";
import type { Applying, ChangeSteps } from "./applying.ts";
import { creationSteps } from "./create.ts";
import { deletionSteps } from "./delete.ts";

type Replacement = InstanceChange & { wanted: DesiredInstance; live: LiveInstance };

/**
 * Deletes the instance and makes it anew under its name in the files. It keeps its address, unless
 * it goes to another region, or the files want none.
 */
export async function replacementSteps(
  change: Replacement,
  applying: Applying,
): Promise<ChangeSteps> {
  const { wanted, live } = change;
  const isNear = wanted.region === live.region;
  const goal = isNear && wanted.staticIp !== false ? "move" : "release";
  const own = (await applying.managerOf(live.region).listStaticIps(applying.wait(live.name))).find(
    (it) => it.attached_to === live.name,
  );
  const moves = new Map(applying.moves);
  if (goal === "move" && own !== undefined) moves.set(wanted.id, own.name);
  const snapshotFirst = wanted.lifecycle.snapshotFirst;
  const deletion = await deletionSteps({ id: wanted.id, live, snapshotFirst, goal }, applying);
  const manager = applying.managerOf(wanted.region);
  const isFree =
    (await nullIfMissing(manager.getInstance(wanted.id, applying.wait(wanted.id)))) === null;
  const name = live.name === wanted.id || isFree ? wanted.id : live.name;
  const creation = await creationSteps({ ...change, name }, { ...applying, moves });
  return {
    made: () => creation.made() ?? deletion.made(),
    staticIp: () => creation.staticIp?.() ?? null,
    steps: [
      ...deletion.steps.map((it) => named(`old_${it.name}`, it)),
      ...creation.steps.map((it) => named(`new_${it.name}`, it)),
    ],
  };
}

function named(name: string, step: Step): Step {
  return unseen(name, () => step.carryOut());
}
