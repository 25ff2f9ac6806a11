import { QuantsError } from "../../core/errors.ts";
import { type RetireOutcome, type RetirePlan, planRetirement, retire } from "../../core/retire.ts";
import { staticIpNameFor } from "../../core/static-ip-name.ts";
import type { Command } from "../command.ts";
import { confirmByTyping, requireTerminal } from "../prompt.ts";
import { oneRegion } from "../regions.ts";
import { retirementLines } from "../render/views/retirement.ts";
import { type WaitingOptions, deadlineSignal, waitOptions } from "../waiting.ts";

export interface DestroyOptions extends WaitingOptions {
  name: string;
  force?: boolean;
  yes?: boolean;
  keepStaticIp?: boolean;
  releaseIp?: readonly string[];
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

export const command: Command<DestroyOptions> = async (options, context) => {
  const { name } = options;
  const asks = options.force !== true && options.yes !== true;
  if (asks) requireTerminal(context.host, `destroy ${name}`);
  const manager = await oneRegion(context);
  const plan = await planRetirement(manager, name, {
    signal: deadlineSignal(options, context),
    keepStaticIp: options.keepStaticIp ?? false,
    releaseAlso: options.releaseIp ?? [],
  });
  if (asks) {
    await confirmByTyping(context, {
      facts: retirementLines(plan, context.clock.now()),
      question: `Type ${name} to destroy it`,
      expected: name,
    });
  }
  const wait = waitOptions(options, context, name);
  context.narrator.waiting(`${name}: deleting`);
  const outcome = await retire(manager, plan, context.clock, wait, (step) =>
    context.narrator.step(step),
  );
  context.narrator.idle();
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
  return { kind: "report", view: "destroyed", data: record, names: [name], error };
};

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
