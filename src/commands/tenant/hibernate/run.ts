import type { EngineTenant } from "../../../core/contracts/tenant-engine.ts";
import { combineErrors, QuantsError, toQuantsError } from "../../../core/errors.ts";
import { sleepResource } from "../../../core/fields/sleep.ts";
import type { SleepDecision } from "../../../core/hibernation/decide.ts";
import { idleDaysFrom, sweep } from "../../../core/hibernation/sweep.ts";
import { tenantTarget } from "../../../core/journal/target.ts";
import { execute } from "../../../core/plan/execute.ts";
import { HIBERNATION } from "../../../core/platform/defaults.ts";
import type { SleepRecord } from "../../../core/records/sleep.ts";
import { collection } from "../../../core/result.ts";
import { nodeOf } from "../../../core/tenants/placing.ts";
import { stageSteps } from "../../../core/tenants/sleep.ts";
import {
  requireStaying,
  requireStill,
  requireUp,
  theTenant,
  type Work,
} from "../../../core/tenants/work.ts";
import type { Command, CommandContext, OptionsFor } from "../../definition/command.ts";
import { checkListOptions } from "../../shared/list-options.ts";
import { locked, openWork } from "../open.ts";
import type { spec } from "./run.spec.ts";

type RunOptions = OptionsFor<typeof spec>;
type RunContext = CommandContext<typeof spec>;

export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(sleepResource, options, context.settings.output);
  const work = await openWork(options, context);
  const { decisions, tiers } = await decide(work, options, context);
  const going = decisions.filter((it) => it.to !== it.from);
  context.journal.recordTargets(
    options.dryRun === true ? [] : going.map(({ tenant }) => tenantTarget(tenant)),
  );
  const failures = new Map<string, QuantsError>();
  for (const decision of options.dryRun === true ? [] : going) {
    context.signal.throwIfAborted();
    const error = await putToSleep(decision, work, options, context);
    if (error !== null) failures.set(decision.tenant, error);
  }
  return collection({
    resource: sleepResource,
    items: decisions.map((it) => recordOf(it, tiers.get(it.tenant) ?? "-", failures, options)),
    emptyNote: "There is no tenant.",
    error: combineErrors([...failures.values()], going.length, "tenants"),
  });
};

async function decide(
  { engine, platform }: Work,
  { prometheus, platform: file }: RunOptions,
  context: RunContext,
): Promise<{ decisions: SleepDecision[]; tiers: ReadonlyMap<string, string> }> {
  const hibernation = platform.hibernation ?? HIBERNATION;
  const url = prometheus ?? platform.prometheus;
  const { idle_query: query, veto } = hibernation;
  if (query === undefined || url === undefined) {
    const missing = query === undefined ? "hibernation.idle_query" : "prometheus";
    throw new QuantsError("config_invalid", `${file ?? "platform.yml"} has no ${missing}.`, {
      hint: "Nobody is idle whom nothing measures. Add it; see docs/PLATFORM_GUIDE.md.",
      resource: missing,
    });
  }
  const metrics = await context.metrics(url);
  const idle = idleDaysFrom(await metrics.query(query, context.signal));
  // Those in the middle of something are looked at by the next run.
  const tenants = (await engine.tenants()).filter(
    (it) => it.move === null && it.restore === null && !it.is_new && !it.is_leaving,
  );
  const decisions = await sweep(tenants, platform, hibernation, idle, async (tenant) =>
    veto === undefined ? null : context.vetoOf(veto, tenant, context.signal),
  );
  return { decisions, tiers: new Map(tenants.map(({ name, tier }) => [name, tier])) };
}

async function putToSleep(
  { tenant: name, from, to }: SleepDecision,
  work: Work,
  options: RunOptions,
  context: RunContext,
): Promise<QuantsError | null> {
  const { journal } = context;
  try {
    const { error } = await journal.about(tenantTarget(name), () =>
      locked(name, "tenant hibernate run", work, options, async () => {
        const tenant = await theTenant(work.engine, name);
        refuseOther(tenant, from);
        requireStaying(tenant);
        requireStill(tenant);
        requireUp(work, nodeOf(tenant), name);
        return execute(stageSteps(tenant, to, work));
      }),
    );
    return error;
  } catch (error) {
    return toQuantsError(error);
  }
}

/** It woke, or was put to sleep, since it was looked at. */
function refuseOther({ name, stage }: EngineTenant, from: EngineTenant["stage"]): void {
  if (stage === from) return;
  throw new QuantsError("conflict", `${name} is in stage ${stage} now, not ${from}.`, {
    hint: "It is left alone; the next run looks at it again.",
    resource: name,
  });
}

function recordOf(
  { tenant, from, to, tell, reason }: SleepDecision,
  tier: string,
  failures: ReadonlyMap<string, QuantsError>,
  { dryRun }: RunOptions,
): SleepRecord {
  const failure = failures.get(tenant);
  const isGoing = to !== from;
  const result = isGoing
    ? failure !== undefined
      ? "failed"
      : dryRun === true
        ? "planned"
        : "sleeps"
    : tell
      ? "told"
      : "stays";
  return { tenant, tier, from, to, result, reason: failure?.message ?? reason };
}
