import pLimit from "p-limit";
import { advise, notMeasured } from "../../core/advise/advise.ts";
import { cents } from "../../core/advise/cents.ts";
import {
  ADVISED_METRICS,
  type AdvisedMetric,
  type MeasuredSeries,
  type Window,
  windowOf,
} from "../../core/advise/measured.ts";
import { PERIOD_S, USUAL_DAYS } from "../../core/advise/thresholds.ts";
import type { Context } from "../../core/context.ts";
import { type QuantsError, combineErrors, toQuantsError } from "../../core/errors.ts";
import { adviceResource } from "../../core/fields/advice.ts";
import { showUsd } from "../../core/fields/field.ts";
import { isPattern, isSelected } from "../../core/instances/selector.ts";
import type { MetricSeries } from "../../core/instances/metrics.ts";
import type { Bundle, Instance, InstanceExtras } from "../../core/model.ts";
import type { AdviceRecord } from "../../core/records/advice.ts";
import { collection } from "../../core/result.ts";
import { throwIfAborted } from "../../core/time/wait.ts";
import type { Command } from "../definition/command.ts";
import { errorOfSome } from "../shared/each-region.ts";
import { listInstanceExtras } from "../shared/instances.ts";
import { checkListOptions } from "../shared/list-options.ts";
import { refuseMissing, selectionOf } from "../shared/targets.ts";
import type { spec } from "./advise.spec.ts";

type Advised = Instance & InstanceExtras;

/** Instances whose metrics are asked for at once, each with a call for every metric. */
const CONCURRENCY = 4;
/** Above this, it takes long enough that somebody wants to know why. */
const MANY = 100;

export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(adviceResource, options, context.settings.output);
  const selection = selectionOf(options);
  const { regions, found, errors } = await listInstanceExtras(context);
  const unanswered = errorOfSome(errors, regions);
  // What is missing may be where nobody answered.
  if (unanswered === null) refuseMissing((options.name ?? []).filter(isExact), found);
  const instances = found.filter((it) => isSelected(it, selection));
  const { days = USUAL_DAYS } = options;
  const plans = await plansOf(instances, context);
  const { findings, failures } = await adviseAll(
    instances,
    plans.bundles,
    windowOf(days, context.clock.now()),
    context,
  );
  const error = unanswered ?? combineErrors(failures, instances.length, "instances");
  if (instances.length > 0) tellSum(instances.length, days, findings, context);
  return collection({
    resource: adviceResource,
    items: options.all === true ? findings : findings.filter(({ kind }) => kind !== "fits"),
    emptyNote: unanswered === null ? emptyNote(instances.length, found.length, regions) : undefined,
    error: error ?? plans.failure,
  });
};

const isExact = (name: string): boolean => !isPattern(name);

function emptyNote(selected: number, found: number, regions: readonly string[]): string {
  if (selected > 0) return "Every plan fits.";
  const where = regions.length === 1 ? regions[0] : `${regions.length} regions`;
  return `No ${found === 0 ? "" : "such "}instances in ${where}.`;
}

interface Plans {
  /** By region; none where they could not be asked for. */
  bundles: ReadonlyMap<string, readonly Bundle[]>;
  failure: QuantsError | null;
}

/** Of the regions that instances are in: plans and their ids differ between regions. */
async function plansOf(instances: readonly Instance[], context: Context): Promise<Plans> {
  const { signal } = context;
  const failures: QuantsError[] = [];
  const regions = [...new Set(instances.map(({ region }) => region))];
  const bundles = await Promise.all(
    regions.map(async (region): Promise<[string, readonly Bundle[]]> => {
      try {
        const manager = await context.manager(region);
        return [region, await manager.listBundles({ signal, includeInactive: true })];
      } catch (error) {
        failures.push(toQuantsError(error));
        return [region, []];
      }
    }),
  );
  throwIfAborted(signal);
  const [failure] = failures;
  if (failure !== undefined) {
    context.narrator.warn(`plans and prices are missing: ${failure.message}`);
  }
  return { bundles: new Map(bundles), failure: failure ?? null };
}

interface Outcome {
  findings: AdviceRecord[];
  failures: QuantsError[];
}

/** An instance whose metrics can't be had does not keep the others from being looked at. */
async function adviseAll(
  instances: readonly Advised[],
  bundles: Plans["bundles"],
  window: Window,
  context: Context,
): Promise<Outcome> {
  const { narrator, signal } = context;
  const running = instances.filter(({ status }) => status !== "stopped").length;
  if (running > MANY) {
    const calls = running * ADVISED_METRICS.length;
    narrator.step(`asking for the metrics of ${running} instances: ${calls} calls`);
  }
  const limit = pLimit(CONCURRENCY);
  const failures: QuantsError[] = [];
  let looked = 0;
  const findings = await Promise.all(
    instances.map((instance) =>
      limit(async (): Promise<AdviceRecord[]> => {
        const plans = bundles.get(instance.region) ?? [];
        try {
          throwIfAborted(signal);
          const series = await seriesOf(instance, window, context);
          return advise({ instance, bundles: plans, series, window });
        } catch (error) {
          const failure = toQuantsError(error);
          failures.push(failure);
          return [notMeasured(instance, plans, failure.message)];
        } finally {
          looked += 1;
          narrator.waiting(`${looked} of ${instances.length} instances`);
        }
      }),
    ),
  );
  narrator.idle();
  throwIfAborted(signal);
  return { findings: findings.flat(), failures };
}

/** Null for a stopped instance: nothing is measured on it, and its plan is billed all the same. */
async function seriesOf(
  { name, region, status }: Instance,
  window: Window,
  context: Context,
): Promise<MeasuredSeries | null> {
  if (status === "stopped") return null;
  const manager = await context.manager(region);
  const ask = (metric: AdvisedMetric): Promise<MetricSeries> =>
    manager.getMetrics(name, { metric, ...window, period: PERIOD_S }, { signal: context.signal });
  const [cpu, burst, incoming, outgoing] = await Promise.all([
    ask("cpu"),
    ask("burst"),
    ask("network-in"),
    ask("network-out"),
  ]);
  return { cpu, burst, "network-in": incoming, "network-out": outgoing };
}

function tellSum(
  looked: number,
  days: number,
  findings: readonly AdviceRecord[],
  { narrator }: Context,
): void {
  const fitting = findings.filter(({ kind }) => kind === "fits").length;
  const savings = findings.map((it) => Math.min(0, it.monthly_difference_usd ?? 0));
  const saved = cents(-savings.reduce((total, it) => total + it, 0));
  const what = saved > 0 ? `; the advice saves up to ${showUsd(saved)} a month` : "";
  narrator.step(
    `${fitting} of ${looked} ${looked === 1 ? "instance" : "instances"} ${fitting === 1 ? "fits its plan" : "fit their plans"}, going by the last ${days} days${what}`,
  );
}
