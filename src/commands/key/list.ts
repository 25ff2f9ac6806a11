import type { spec } from "./list.spec.ts";
import type { Command } from "../definition/command.ts";
import { type ListedKeyPair, keyPairResource } from "../../core/fields/key-pairs.ts";
import type { Instance, KeyPair } from "../../core/model.ts";
import { collection } from "../../core/result.ts";
import { askRegions, errorOfSome } from "../shared/each-region.ts";
import { checkListOptions } from "../shared/list-options.ts";
import { madeWith } from "./made-with.ts";

const DAY_MS = 86_400_000;

export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(keyPairResource, options, context.settings.output);
  const now = context.clock.now();
  const { regions, found, errors } = await askRegions(context, async (manager, call) => {
    const [pairs, instances] = await Promise.all([
      manager.keyPairs.list(call),
      manager.listInstances(call),
    ]);
    return pairs.map((pair) => listed(pair, instances, now));
  });
  const error = errorOfSome(errors, regions);
  const where = regions.length === 1 ? regions[0] : `${regions.length} regions`;
  return collection({
    resource: keyPairResource,
    items: found,
    emptyNote: errors.length > 0 ? undefined : `No key pairs in ${where}.`,
    error,
  });
};

function listed(pair: KeyPair, instances: readonly Instance[], now: number): ListedKeyPair {
  const { created_at: made } = pair;
  return {
    ...pair,
    age_days: made === null ? null : Math.max(0, Math.floor((now - Date.parse(made)) / DAY_MS)),
    instance_count: madeWith(pair, instances).length,
  };
}
