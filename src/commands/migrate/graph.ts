import { resolve } from "node:path";
import type { Manifest } from "../../core/migration/graph/manifest.ts";
import { checkTarget } from "../../core/migration/graph/target.ts";
import type { TargetRef } from "../../core/journal/target.ts";
import { execute, foresee, type Progress } from "../../core/plan/execute.ts";
import type { Command, CommandContext } from "../definition/command.ts";
import { planned } from "../shared/planned.ts";
import { confirmByTyping, requireTerminal } from "../shared/prompt.ts";
import { type ConversionOptions, prepare, type Prepared, refuseLossy } from "./graph/conversion.ts";
import type { spec } from "./graph.spec.ts";
import { lookAtTarget, needsLoad, type Opened } from "./graph/loading.ts";
import { openTarget } from "./graph/open-target.ts";
import { recordOf } from "./graph/outcome.ts";
import { newState, stepsFor } from "./graph/steps.ts";

const SAMPLE = 100;

export const command: Command<typeof spec> = async (options, context) => {
  const { signal, host, narrator } = context;
  const target = await openTarget(options, context);
  if (target !== null && options.yes !== true && options.dryRun !== true) {
    requireTerminal(host, "load a graph");
  }
  const conversion: ConversionOptions = {
    from: resolve(host.cwd, options.from),
    folder: resolve(host.cwd, options.csv),
    rules: { datetimes: options.datetime ?? [], lists: options.lists ?? "json" },
    sample: options.sample ?? SAMPLE,
    signal,
  };
  if (target !== null) await checkTarget(target);
  const isAdded = options.onExisting === "add";
  narrator.step(`reading ${conversion.from}`);
  const prepared = await prepare(conversion);
  if (options.failOnLossy === true) refuseLossy(prepared);
  const opened =
    target &&
    (await lookAtTarget(target, prepared.fingerprint, { noted: context.resuming.load, isAdded }));
  const state = newState();
  const steps = stepsFor({ conversion, prepared, opened, isAdded, context }, state);
  if (options.dryRun === true) return planned(await foresee(steps));
  const isLoading = opened !== null && needsLoad(opened);
  if (opened !== null && isLoading && options.yes !== true) {
    await confirm(opened, prepared, context);
  }
  const progress =
    opened === null ? await execute(steps) : await loading(opened, () => execute(steps), context);
  const data = recordOf({ conversion, prepared, opened, state, progress });
  return { kind: "report", data, names: [conversion.folder], error: progress.error };
};

/** Within the journal's target: the database that is filled. */
async function loading(
  { target: { endpoint, region }, source, load }: Opened,
  work: () => Promise<Progress>,
  { journal }: CommandContext<typeof spec>,
): Promise<Progress> {
  const database: TargetRef = { kind: "database", region, name: new URL(endpoint).hostname };
  journal.remember({ source, ...(load !== null && { load: load.id }) });
  journal.recordTargets([database]);
  return journal.about(database, work);
}

async function confirm(
  { source, target: { endpoint } }: Opened,
  { nodes, relationships }: Pick<Manifest, "nodes" | "relationships"> & Pick<Prepared, "notes">,
  context: CommandContext<typeof spec>,
): Promise<void> {
  const { hostname } = new URL(endpoint);
  await confirmByTyping(context, {
    facts: [
      `${nodes} nodes and ${relationships} relationships`,
      `  are uploaded to ${source} and loaded into ${endpoint}`,
    ],
    question: `Type ${hostname} to load them`,
    expected: hostname,
  });
}
