import { unseen } from "../../plan/step.ts";
import type { FleetChange, InstanceChange } from "../change.ts";
import { FLEET_TAG, ID_TAG } from "../ownership.ts";
import type { LiveInstance } from "../live.ts";
import type { Applying, ChangeSteps } from "./applying.ts";
import { creationSteps } from "./create.ts";
import { deletionSteps, leftoverSteps } from "./delete.ts";
import { freshOf } from "./fresh.ts";
import { replacementSteps } from "./replace.ts";
import { resizingSteps } from "./resize.ts";
import { updateSteps } from "./update.ts";

/** The steps of one change of a plan. */
export async function stepsOf(change: FleetChange, applying: Applying): Promise<ChangeSteps> {
  if (change.kind === "static_ip") return leftoverSteps(change, applying);
  if (change.kind === "key_pair") {
    const { wanted } = change;
    const make = unseen("key_pair", async () => {
      const { name, region, publicKey } = wanted;
      await applying.managerOf(region).keyPairs.import(name, publicKey, applying.wait(name));
      applying.onStep(`${name}: key pair imported`);
    });
    return { steps: [make], made: () => null };
  }
  return instanceSteps(change, applying);
}

async function instanceSteps(change: InstanceChange, applying: Applying): Promise<ChangeSteps> {
  const { action, wanted, live, id } = change;
  if (wanted !== null && live === null) return creationSteps({ ...change, wanted }, applying);
  if (live === null) throw new TypeError(`There is nothing of ${id}.`);
  if (wanted === null) {
    if (action === "forget") return forgetSteps(live, applying);
    const snapshotFirst = applying.fleet.snapshotFirst;
    return deletionSteps({ id, live, snapshotFirst, goal: "release" }, applying);
  }
  if (action === "replace") return replacementSteps({ ...change, wanted, live }, applying);
  if (action === "resize") {
    const bundle = wanted.bundle ?? live.bundle_id;
    const from = change.resizedFrom ?? live.name;
    return resizingSteps({ wanted, live, from, bundle }, applying);
  }
  return updateSteps(wanted, live, applying);
}

/** It stays as it is, and is nobody's. */
function forgetSteps(live: LiveInstance, applying: Applying): ChangeSteps {
  const { name, region } = live;
  const forget = unseen("tags", async () => {
    const manager = applying.managerOf(region);
    const wait = applying.wait(name);
    await freshOf(manager, live, wait);
    await manager.untagInstance(name, [FLEET_TAG, ID_TAG], wait);
    applying.onStep(`${name}: no longer the fleet's`);
  });
  return { steps: [forget], made: () => live };
}
