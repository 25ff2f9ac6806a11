import type { ScaleChange } from "../../core/autoscale/choose.ts";
import type { QuantsError } from "../../core/errors.ts";
import type { ScaleResult } from "../../core/records/autoscale.ts";
import type { WorkerStep } from "../../core/records/worker-added.ts";
import { defined } from "../../core/text/defined.ts";
import { command as addWorker } from "../worker/add.ts";
import type { RunContext, RunOptions } from "./run-options.ts";
import type { Outcome } from "./outcome.ts";

/** As `worker add` makes a worker, or finishes one. */
export async function add(
  change: ScaleChange,
  options: RunOptions,
  context: RunContext,
): Promise<Outcome> {
  const ended = await addWorker(additionOf(change, options), context);
  if (ended.kind !== "report") throw new TypeError("It has a report.");
  const data = ended.data as { done: readonly WorkerStep[]; not_done: readonly WorkerStep[] };
  const error: QuantsError | null = ended.error ?? null;
  const result: ScaleResult = error === null ? "added" : "failed";
  return { result, reason: null, done: data.done, not_done: data.not_done, error };
}

export function additionOf({ worker, pool }: ScaleChange, options: RunOptions) {
  const { platform, host, az, blueprint, keyPair, privateKey } = options;
  const { vaultPasswordFile, ansibleDir, timeout, dryRun } = options;
  return {
    ...defined({ platform, host, az, blueprint, keyPair, privateKey, vaultPasswordFile }),
    ...defined({ ansibleDir, timeout, dryRun }),
    ...{ argument: worker, pool },
  };
}
