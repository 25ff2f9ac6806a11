import { isAbsolute, resolve } from "node:path";
import type { Context } from "../../core/context.ts";
import { QuantsError } from "../../core/errors.ts";
import { readText } from "../../core/config/load.ts";
import type { DesiredFleet } from "../../core/fleet/desired.ts";
import { type KeptPlan, parseKeptPlan } from "../../core/fleet/kept-plan.ts";
import type { Limits } from "../../core/fleet/refusals.ts";
import { digestsOf } from "./kept-plan.ts";
import { readFleet } from "./read.ts";

export interface Given {
  fleet: DesiredFleet;
  limits: Limits;
  replace: readonly string[];
  /** The plan to be carried out; null for one that is made now. */
  kept: KeptPlan | null;
  /** The files, whatever the working folder is when it is run again. */
  files: readonly string[];
}

interface Options extends Limits {
  argument?: readonly string[];
  replace?: readonly string[];
}

/** What is to be applied: files, or a plan that was kept. */
export async function readGiven(options: Options, context: Context): Promise<Given> {
  const { cwd } = context.host;
  const paths = options.argument ?? [];
  const files = (paths.length === 0 ? ["fleet.yml"] : paths).map((it) => resolve(cwd, it));
  const [only = "", ...others] = paths;
  const kept = others.length === 0 && only !== "" ? readKept(only, cwd) : null;
  if (kept === null) {
    const fleet = await readFleet(options.argument, context);
    const { replace = [] } = options;
    return { fleet, limits: options, replace, kept, files: paths.length === 0 ? [] : files };
  }
  if ((options.replace ?? options.maxDelete ?? options.overBudget) !== undefined) {
    throw new QuantsError("usage", "A kept plan says itself what may be done.", {
      hint: "Give --replace, --max-delete and --over-budget to fleet plan.",
    });
  }
  await checkScripts(kept, only, context);
  return {
    fleet: kept.desired,
    limits: { maxDelete: kept.max_delete ?? undefined, overBudget: kept.over_budget },
    ...{ replace: kept.replace, kept, files },
  };
}

function readKept(file: string, cwd: string): KeptPlan | null {
  const path = isAbsolute(file) ? file : resolve(cwd, file);
  // A folder of files is read elsewhere.
  if (/\.(ya?ml)$/i.test(file)) return null;
  try {
    return parseKeptPlan(readText(file, path, "plan"), file);
  } catch (error) {
    if (error instanceof QuantsError && error.code === "config_not_found") return null;
    throw error;
  }
}

async function checkScripts(kept: KeptPlan, file: string, context: Context): Promise<void> {
  const now = await digestsOf(kept.desired.instances, context);
  for (const [path, digest] of Object.entries(kept.user_data)) {
    if (now[path] === digest) continue;
    throw new QuantsError("conflict", `${path} was changed since ${file} was made.`, {
      hint: "Plan again.",
      resource: path,
    });
  }
}
