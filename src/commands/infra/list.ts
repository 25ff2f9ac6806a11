import type { spec } from "./list.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import type { Context } from "../../core/context.ts";
import { noAnswer, withDeadline } from "../../core/time/deadline.ts";
import { type QuantsError, UsageError, toQuantsError } from "../../core/errors.ts";
import { instanceResource } from "../../core/fields/instances.ts";
import { placeKey } from "../../core/instances/identity.ts";
import type { BaseInfraManager } from "../../core/infra-manager.ts";
import type { Bundle, Instance } from "../../core/model.ts";
import { isSelected } from "../../core/instances/selector.ts";
import { type CollectionResult, collection, watched } from "../../core/result.ts";
import { listInstances } from "../shared/instances.ts";
import { checkListOptions } from "../shared/list-options.ts";
import { priced } from "../shared/prices.ts";
import { selectionOf } from "../shared/targets.ts";
import { errorOfSome } from "../shared/each-region.ts";

export type InfraListOptions = OptionsFor<typeof spec>;

const USUAL_INTERVAL = 5_000;

export const command: Command<typeof spec> = async (options, context) => {
  const { output } = context.settings;
  checkListOptions(instanceResource, options, output);
  if (options.watch === undefined) return collection(await list(options, context));
  if ((output !== "table" && output !== "json") || options.field !== undefined) {
    throw new UsageError("--watch is for tables and for --output json.", {
      hint: `Leave ${options.field === undefined ? `--output ${output}` : "--field"} out.`,
    });
  }
  return watched<Instance>({
    resource: instanceResource,
    intervalMs: options.watch === true ? USUAL_INTERVAL : options.watch,
    look: looks(options, context),
    keyOf: placeKey,
    tell: (it) => (it.public_ip === null ? it.status : `${it.status} at ${it.public_ip}`),
  });
};

interface Listed extends Omit<CollectionResult<Instance>, "kind"> {
  /** Regions that did not answer. */
  unanswered: readonly string[];
}

type Bundles = Bundle[] | QuantsError;

async function list(
  options: InfraListOptions,
  context: Context,
  askBundles: (home: BaseInfraManager) => Promise<Bundles> = (home) => bundlesOf(home, context),
): Promise<Listed> {
  const selection = selectionOf(options);
  const home = await context.manager(await context.homeRegion());
  // Asked for at once with the instances; a failure shows as missing prices, with a warning.
  const homeBundles = askBundles(home);

  const { regions, found, errors, unanswered } = await listInstances(context);
  const error = errorOfSome(errors, regions);
  const items = found.filter((it) => isSelected(it, selection));
  return {
    resource: instanceResource,
    items: await priced(items, home.region, await homeBundles, context),
    emptyNote:
      errors.length > 0
        ? undefined
        : `No ${found.length === 0 ? "" : "such "}instances in ${regions.length === 1 ? regions[0] : `${regions.length} regions`}.`,
    error,
    unanswered,
  };
}

function bundlesOf(home: BaseInfraManager, { signal }: Context): Promise<Bundles> {
  return home.listBundles({ signal, includeInactive: true }).catch(toQuantsError);
}

/** One look after the other: what does not change is asked once, and what is warned of is told once. */
function looks(
  options: InfraListOptions,
  context: Context,
): () => Promise<CollectionResult<Instance>> {
  const { timeout, watch: _, ...rest } = options;
  let bundles: Bundles | undefined;
  let before: readonly Instance[] = [];
  const warned = new Set<string>();
  const warn = (text: string): void => {
    if (!warned.has(text)) context.narrator.warn(text);
    warned.add(text);
  };
  const look = async (signal: AbortSignal): Promise<CollectionResult<Instance>> => {
    const own = { ...context, signal, narrator: { ...context.narrator, warn } };
    const { unanswered, ...seen } = await list(rest, own, async (home) => {
      bundles = Array.isArray(bundles) ? bundles : await bundlesOf(home, own);
      return bundles;
    });
    // What a region holds that did not answer is not gone.
    const kept = before.filter(({ region }) => unanswered.includes(region));
    before = [...seen.items, ...kept];
    return { kind: "collection", ...seen, items: before };
  };
  return async () => {
    if (timeout === undefined) return look(context.signal);
    const { signal, clear } = withDeadline(context.signal, timeout, () => noAnswer(timeout, ""));
    try {
      return await look(signal);
    } finally {
      clear();
    }
  };
}
