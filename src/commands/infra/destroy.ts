import pLimit from "p-limit";
import type { Context } from "../../core/context.ts";
import { QuantsError, UsageError, combineErrors, toQuantsError } from "../../core/errors.ts";
import type { StaticIp } from "../../core/model.ts";
import { type RetireOutcome, type RetirePlan, planRetirement, retire } from "../../core/retire.ts";
import { REQUEST_TAG } from "../../core/request-tag.ts";
import { staticIpNameFor } from "../../core/static-ip-name.ts";
import type { Command } from "../command.ts";
import { type LeftBehind, leftBehind, rememberOwed } from "./left-behind.ts";
import { type PlannedChange, planned } from "../planned.ts";
import { confirmByTyping, requireTerminal } from "../prompt.ts";
import { plain } from "../render/plain.ts";
import { retirementLines } from "../render/views/retirement.ts";
import {
  type Target,
  type TargetOptions,
  forEachTarget,
  isOneNamed,
  refuseProtected,
  selectTargets,
} from "../targets.ts";
import { type WaitingOptions, deadlineSignal, waitOptions } from "../waiting.ts";

const PLANNED_AT_ONCE = 8;

export interface DestroyOptions extends WaitingOptions, TargetOptions {
  force?: boolean;
  yes?: boolean;
  keepStaticIp?: boolean;
  releaseIp?: readonly string[];
  dryRun?: boolean;
  /** For an undo: the request that must have made each instance, by name. No flag sets it. */
  made?: Readonly<Record<string, string>>;
  /** For an undo: static IPs that were there before, and stay. No flag sets it. */
  spare?: readonly string[];
}

/** `infra destroy` in JSON. Static IPs are named; an address that was released can't be had again. */
export interface DestroyedRecord {
  name: string;
  region: string;
  /** True once the instance is gone by this command. */
  changed: boolean;
  public_ip: string | null;
  released_static_ips: string[];
  kept_static_ips: string[];
  /** Meant to be released, but still allocated and billed. */
  left_static_ips: string[];
  finish_with: string | null;
}

type Planned = { target: Target; plan: RetirePlan } | { target: Target; error: QuantsError };

export const command: Command<DestroyOptions> = async (options, context) => {
  const asks = options.force !== true && options.yes !== true && options.dryRun !== true;
  if (options.releaseIp !== undefined && !isOneNamed(options)) {
    throw new UsageError("--release-ip is for one instance.", {
      hint: "Name the instance that the static IP belonged to.",
    });
  }
  if (asks) requireTerminal(context.host, `destroy ${(options.name ?? ["instances"]).join(", ")}`);
  const targets = await selectTargets(options, context);
  const all = await planAll(targets, options, context);
  const plans = all.flatMap((it) => ("plan" in it ? [it.plan] : []));
  if (options.dryRun === true) return planned(plans.flatMap(changesOf), failureOf(all));
  const [only] = plans;
  if (only === undefined) throw failureOf(all) ?? new TypeError("Nothing was planned.");
  if (asks) await confirm(plans, all, context);

  context.narrator.waiting(plans.length === 1 ? `${only.name}: deleting` : "deleting");
  const outcomes = await forEachTarget(targets, options, async (target) => {
    const found = all.find((it) => it.target === target);
    if (found === undefined || "error" in found) throw found?.error ?? new TypeError(target.name);
    return destroyOne(target, found.plan, options, context);
  });
  context.narrator.idle();
  return { kind: "report", view: "destroyed", ...outcomes };
};

async function planAll(
  targets: readonly Target[],
  options: DestroyOptions,
  context: Context,
): Promise<Planned[]> {
  const signal = deadlineSignal(options, context);
  const staticIps = new Map<string, Promise<StaticIp[]>>();
  const limit = pLimit(PLANNED_AT_ONCE);
  const leftOf = await leftBehind(context);
  const planOne = async (target: Target): Promise<Planned> => {
    const { manager, name, region } = target;
    try {
      refuseProtected(target, "destroyed");
      const known = staticIps.get(region) ?? manager.listStaticIps({ signal });
      staticIps.set(region, known);
      const left = leftOf(name, region);
      const plan = await planRetirement(manager, name, {
        owed: left.owed,
        spare: options.spare?.filter((ip) => !left.allocated.includes(ip)) ?? [],
        mayBeGone: left.isKnown,
        signal,
        staticIps: known,
        keepStaticIp: options.keepStaticIp ?? false,
        releaseAlso: options.releaseIp ?? [],
      });
      refuseForeign(plan, left, options);
      return { target, plan };
    } catch (error) {
      return { target, error: toQuantsError(error) };
    }
  };
  return Promise.all(targets.map((target) => limit(() => planOne(target))));
}

/** An undo deletes what was made, and nothing that was there before. */
function refuseForeign(
  { name, instance }: RetirePlan,
  left: LeftBehind,
  { made }: DestroyOptions,
): void {
  if (made === undefined || instance === null) return;
  if (instance.tags[REQUEST_TAG] === made[name] || left.hasMade(instance)) return;
  throw new QuantsError("conflict", `${name} was not made by the command that is to be undone.`, {
    hint: `It was there before, or is another one by now. If it is to go: quants-ctl infra destroy --name ${name} --region ${instance.region}`,
    resource: name,
  });
}

function failureOf(all: readonly Planned[]): QuantsError | null {
  const errors = all.flatMap((it) => ("error" in it ? [it.error] : []));
  return combineErrors(errors, all.length, "instances");
}

async function confirm(
  plans: readonly RetirePlan[],
  all: readonly Planned[],
  context: Context,
): Promise<void> {
  const now = context.clock.now();
  const refused = all.flatMap((it) => ("error" in it ? [`not touched: ${it.error.message}`] : []));
  const facts = [...plans.flatMap((plan) => retirementLines(plan, now)), ...refused.map(plain)];
  const [first] = plans;
  const isOne = plans.length === 1 && first !== undefined;
  const expected = isOne ? first.name : String(plans.length);
  const question = isOne
    ? `Type ${expected} to destroy it`
    : `Type ${expected}, their number, to destroy all of them`;
  await confirmByTyping(context, { facts, question, expected });
}

function changesOf(plan: RetirePlan): PlannedChange[] {
  const { name, region, instance, release, keep } = plan;
  const ips = (action: string, list: readonly StaticIp[], detail: string): PlannedChange[] =>
    list.map((ip) => ({
      action,
      kind: "static_ip",
      name: ip.name,
      region,
      detail: `${ip.ip_address}, ${detail}`,
    }));
  const own: PlannedChange[] =
    instance === null
      ? []
      : [
          {
            action: "delete",
            kind: "instance",
            name,
            region,
            detail: `${instance.status}, ${instance.public_ip ?? "no address"}`,
          },
        ];
  return [
    ...own,
    ...ips("release", release, "can't be had again"),
    ...ips("keep", keep, "billed while unattached"),
  ];
}

async function destroyOne(
  { name, manager }: Target,
  plan: RetirePlan,
  options: DestroyOptions,
  context: Context,
): Promise<{ record: DestroyedRecord; error: QuantsError | null }> {
  const wait = waitOptions(options, context, name);
  rememberOwed(context, plan);
  const outcome = await retire(manager, plan, context.clock, wait, (step) =>
    context.narrator.step(step),
  );
  const finish = finishCommand(plan, outcome);
  const error = outcome.error && explain(outcome.error, plan, outcome, finish);
  if (error !== null && !outcome.destroyed && outcome.released.length === 0) throw error;
  const record: DestroyedRecord = {
    name,
    region: plan.region,
    changed: outcome.destroyed || outcome.released.length > 0,
    public_ip: plan.instance?.public_ip ?? null,
    released_static_ips: outcome.released.map((ip) => ip.name),
    kept_static_ips: plan.keep.map((ip) => ip.name),
    left_static_ips: outcome.left.map((ip) => ip.name),
    finish_with: error === null ? null : finish,
  };
  return { record, error };
}

/** Names every static IP that the name alone would not lead to. */
function finishCommand(plan: RetirePlan, outcome: RetireOutcome): string {
  const named = outcome.left
    .filter((ip) => outcome.destroyed && ip.name !== staticIpNameFor(plan.name))
    .map((ip) => ` --release-ip ${ip.name}`);
  return `quants-ctl infra destroy --name ${plan.name} --region ${plan.region}${named.join("")}`;
}

function explain(
  error: QuantsError,
  plan: RetirePlan,
  outcome: RetireOutcome,
  finish: string,
): QuantsError {
  const state = outcome.destroyed
    ? `${plan.name} is deleted, but ${outcome.left.map((ip) => ip.name).join(", ")} is still allocated and billed`
    : `${plan.name} may still exist, with its static IP`;
  return new QuantsError(error.code, `${state}: ${error.message}`, {
    hint: `Finish with: ${finish}`,
    docs: error.docs,
    requestId: error.requestId,
    resource: plan.name,
    retryable: error.retryable,
    cause: error,
  });
}
