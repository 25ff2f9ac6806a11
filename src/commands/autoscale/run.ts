import type { ScaleChange } from "../../core/autoscale/choose.ts";
import { QuantsError } from "../../core/errors.ts";
import type { AutoscaleRecord } from "../../core/records/autoscale.ts";
import type { PlannedRecord } from "../../core/records/planned.ts";
import type { Work } from "../../core/tenants/work.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import type { Command } from "../definition/command.ts";
import { planned } from "../shared/planned.ts";
import { locked, openWork } from "../tenant/open.ts";
import { add } from "./add.ts";
import { foresee } from "./foresee.ts";
import { giveUp } from "./give-up.ts";
import { look, type Seen } from "./look.ts";
import type { Outcome } from "./outcome.ts";
import type { spec } from "./run.spec.ts";
import type { RunContext, RunOptions } from "./run-options.ts";
import { wantedOf } from "./wanted.ts";

/** No tenant can be called so. */
const LOCK = "_workers";

export const command: Command<typeof spec> = async (options, context) => {
  const work = await openWork(options, context);
  const { change } = context.resuming;
  if (change !== undefined) {
    return goOn({ ...change, action: change.action === "remove" ? "remove" : "add" });
  }
  const wanted = await wantedOf(options, work, context);
  const first = await look(work, wanted, context);
  if (options.dryRun === true) {
    if (first.change === null) return reported(first, null, planned([]).data);
    const { changes, error } = await foresee(first.change, first.work, options, context);
    return reported(first, { result: "planned", ...NOTHING, error }, planned(changes).data);
  }
  if (first.change === null) return reported(first, null, null);
  return alone(async () => {
    // Somebody else may have been at work until now.
    const seen = await look(work, wanted, context);
    const outcome =
      seen.change === null ? null : await carryOut(seen.change, seen.work, options, context);
    if (outcome?.error === null) settleEarlier(seen, context);
    return reported(seen, outcome, null);
  });

  /** Finishes what another run began, whatever is measured now. */
  async function goOn(begun: ScaleChange) {
    if (options.dryRun === true) {
      const { changes, error } = await foresee(begun, work, options, context);
      return planned(changes, error);
    }
    return alone(async () => {
      const now = { ...work, nodes: await work.engine.nodes() };
      const outcome = await carryOut(begun, now, options, context);
      return reported({ pools: [], change: begun, blind: [] }, outcome, null);
    });
  }

  function alone<T>(carryOutAlone: () => Promise<T>): Promise<T> {
    return locked(LOCK, "autoscale run", work, options, carryOutAlone, "the workers");
  }
};

const NOTHING = { reason: null, done: [], not_done: [] } as const;

function carryOut(
  change: ScaleChange,
  work: Work,
  options: RunOptions,
  context: RunContext,
): Promise<Outcome> {
  const { action, pool, worker, reason } = change;
  context.journal.remember({ change });
  const what = action === "add" ? `${worker} is added` : `${worker} is given up`;
  context.narrator.step(`${pool}: ${what}: ${reason}`);
  return action === "add" ? add(change, options, context) : giveUp(change, work, options, context);
}

/** What other runs and commands left half done about this worker is done now. */
function settleEarlier({ history, change }: Seen, { journal }: RunContext): void {
  for (const { id, command: path } of history.unfinishedAbout(change?.worker ?? "")) {
    if (path === "worker add" || path === "autoscale run") journal.settle(id);
  }
}

function reported(
  { pools, change, blind }: Pick<Seen, "pools" | "change" | "blind">,
  outcome: Outcome | null,
  plan: PlannedRecord | null,
) {
  const record: AutoscaleRecord = {
    dry_run: plan !== null,
    changed: outcome !== null && outcome.result !== "planned" && outcome.done.length > 0,
    change: change === null || outcome === null ? null : changeRecord(change, outcome),
    pools,
    changes: plan?.changes ?? [],
    monthly_usd: plan?.monthly_usd ?? 0,
  };
  const names = change === null || outcome === null ? [] : [change.worker];
  const error = outcome?.error ?? (blind.length === 0 ? null : notMeasured(blind));
  return { kind: "report" as const, data: record, names, error };
}

function changeRecord(
  { action, pool, worker, reason }: ScaleChange,
  { result, reason: other, done, not_done }: Outcome,
): AutoscaleRecord["change"] {
  const isHalfDone = result === "failed" && done.length > 0;
  return {
    ...{ action, pool, worker, reason: other ?? reason, result, done, not_done },
    finish_with: isHalfDone ? toRun("infra resume") : null,
  };
}

function notMeasured(blind: readonly string[]): QuantsError {
  const what = blind.length === 1 ? "is not measured, and holds" : "are not measured, and hold";
  return new QuantsError(
    "service_unavailable",
    `${blind.length === 1 ? "Pool" : "Pools"} ${blind.join(", ")} ${what}.`,
    {
      hint: advice`Each worker must have been a target of Prometheus with the label pool through all of the window. After a worker was added: ${toRun("deploy", { service: ["prometheus"], host: ["all"] })}`,
      resource: blind[0],
      retryable: true,
    },
  );
}
