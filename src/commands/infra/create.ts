import { type PastedCommand, advice, toRun } from "../../core/text/advice.ts";
import type { CommandContext } from "../definition/command.ts";
import type { CommandResult } from "../../core/result.ts";
import type { spec } from "./create.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import type { CreatedRecord } from "../../core/records/created.ts";
import { randomUUID } from "node:crypto";
import pLimit from "p-limit";
import type { Context } from "../../core/context.ts";
import { QuantsError, UsageError, amended, combineErrors, errorToJson } from "../../core/errors.ts";
import { instanceTarget } from "../../core/journal/target.ts";
import type { FirewallRule } from "../../core/model.ts";
import { coversTcpPort } from "../../core/firewall/ports.ts";
import { type CheckedChoice, checkChoice } from "../../core/instances/preflight.ts";
import {
  type ProvisionOptions,
  type ProvisionOutcome,
  type WaitLevel,
  provision,
} from "../../core/instances/provision.ts";
import { stoppedAmong } from "../../core/instances/stopped.ts";
import { checkTags } from "../../core/instances/tags.ts";
import { rememberIdentities } from "../shared/met-identity.ts";
import { oneRegion } from "../shared/regions.ts";
import { planCreation } from "./create/plan.ts";
import { madeByUnfinished, metByUnfinished } from "./left-behind.ts";
import { readNewFirewall, writtenRule } from "./ports/rule-texts.ts";
import { readUserData, userDataWarnings } from "./create/user-data.ts";
import type { FailedTarget } from "../../core/records/failed-target.ts";
import { checkSshWait, deadlineSignal, waitLevel, waitOptions } from "../shared/waiting.ts";

/** Most of the time goes by in waiting for instances to run, which costs no calls. */
const CONCURRENCY = 50;

export type CreateOptions = OptionsFor<typeof spec>;

interface Outcome {
  name: string;
  outcome: ProvisionOutcome;
  error: QuantsError | null;
}

export const command: Command<typeof spec> = async (options, context) => {
  const level = waitLevel(options);
  checkSshWait(level, context);
  const wanted = await readWanted(options, level, context);
  const manager = await oneRegion(context);
  const names = uniqueNames(options.name);

  context.narrator.waiting("checking the catalogue");
  const choice = await checkChoice(
    manager,
    {
      bundle: wanted.bundle,
      blueprint: wanted.blueprint,
      zone: options.az,
      ipAddressType: options.ipAddressType,
      staticIp: wanted.staticIp,
    },
    { signal: deadlineSignal(options, context) },
  ).finally(() => context.narrator.idle());
  warnOfLockout(wanted.rules, context);
  if (wanted.userData !== undefined) {
    const warnings = userDataWarnings(wanted.userData, choice.blueprint.platform);
    for (const warning of warnings) context.narrator.warn(warning);
  }
  if (options.dryRun === true) return planCreation(manager, names, wanted, choice, context);

  const requests = Object.fromEntries(names.map((name) => [name, randomUUID()]));
  const ports = wanted.rules?.map(writtenRule);
  context.journal.remember({ requests, ...(ports && { ports }) });
  const ipsBefore: string[] = [];
  const limit = pLimit(CONCURRENCY);
  const targets = names.map((name) => instanceTarget({ region: manager.region, name }));
  context.journal.mean(targets);
  const outcomes = await Promise.all(
    targets.map((target) => {
      const { name } = target;
      const work = async (): Promise<Outcome> => {
        const waiting = waitOptions(options, context, name);
        context.narrator.waiting(`${name}: creating`);
        const outcome = await provision(
          manager,
          // Only a zone that was asked for must match an instance that is there already.
          {
            ...wanted,
            name,
            requestId: requests[name],
            availabilityZone: options.az ?? (wanted.ifNotExists ? undefined : choice.zone),
          },
          waiting,
          {
            onStep: (step) => context.narrator.step(step),
            onAdopted: (instance) => rememberIdentities(context, [instance]),
            onStaticIpFound: (ip) => {
              ipsBefore.push(ip.name);
              context.journal.remember({ static_ips_before: [...ipsBefore] });
            },
            waitForSsh: (instance, wait) => context.waitForSsh(instance, wait),
          },
        );
        return { name, outcome, error: outcome.error };
      };
      return limit(() => context.journal.about(target, work));
    }),
  );
  context.narrator.idle();
  return toResult(outcomes, { ...options, ...(ports && { port: ports }) }, choice, manager.region);
};

async function readWanted(
  options: CreateOptions,
  level: WaitLevel,
  context: CommandContext<typeof spec>,
): Promise<Omit<ProvisionOptions, "name">> {
  const tags = Object.fromEntries(options.tag ?? []);
  if (Object.keys(tags).length !== (options.tag ?? []).length) {
    throw new UsageError("A tag key is given twice.", { hint: "Give each --tag key once." });
  }
  checkTags(tags);
  return {
    bundle: options.bundle ?? "small_3_0",
    blueprint: options.blueprint ?? "ubuntu_22_04",
    keyPair: options.keyPair,
    tags,
    userData:
      options.userData === undefined ? undefined : await readUserData(options.userData, context),
    ipAddressType: options.ipAddressType,
    staticIp: options.staticIp ?? false,
    rules: await readNewFirewall(context.resuming.ports ?? options.port, context),
    waitLevel: level,
    ifNotExists: options.ifNotExists ?? false,
    isOurs: context.resuming.ownOnly === true ? await madeByUnfinished(context) : undefined,
    isGoneOnWith:
      context.resuming.ownOnly === undefined ? undefined : await metByUnfinished(context),
  };
}

function uniqueNames(names: readonly string[]): string[] {
  const unique = [...new Set(names)];
  if (unique.length === names.length) return unique;
  throw new UsageError("A name is given twice.", { hint: "Give each --name once." });
}

function warnOfLockout(rules: readonly FirewallRule[] | undefined, context: Context): void {
  if (rules === undefined || rules.some((rule) => coversTcpPort(rule, 22))) return;
  context.narrator.warn("no --port opens tcp/22, so nobody will be able to log in by SSH");
}

function toResult(
  outcomes: readonly { name: string; outcome: ProvisionOutcome }[],
  options: CreateOptions,
  choice: CheckedChoice,
  region: string,
): CommandResult<CreatedRecord> {
  const records: (CreatedRecord | FailedTarget)[] = [];
  const errors: QuantsError[] = [];
  for (const { name, outcome } of outcomes) {
    const finish = finishCommand([name], options, region);
    if (outcome.error !== null) errors.push(explain(outcome.error, name, outcome, finish));
    if (outcome.instance === null || refused(outcome)) {
      if (outcome.error === null) continue;
      records.push({ name, region, changed: false, error: errorToJson(outcome.error) });
      continue;
    }
    records.push({
      ...outcome.instance,
      monthly_price_usd: choice.bundle.monthly_price_usd,
      changed: outcome.changed,
      static_ip_name: outcome.static_ip?.name ?? null,
      done: outcome.done,
      not_done: outcome.not_done,
      finish_with: outcome.not_done.length === 0 ? null : finish,
    });
  }
  const error =
    stoppedAmong(
      outcomes.map(({ name, outcome }) => ({
        name,
        error:
          outcome.error &&
          explain(outcome.error, name, outcome, finishCommand([name], options, region)),
      })),
      (names) =>
        advice`Finish with: ${finishCommand(names, options, region)}\nOr undo with: ${toRun("infra resume", { undo: true })}`,
    ) ?? combineErrors(errors, outcomes.length, "instances");
  const made = records.flatMap((it) => ("error" in it ? [] : [it]));
  if (outcomes.length === 1 && made.length === 0 && error !== null) throw error;
  const single = outcomes.length === 1 ? made[0] : undefined;
  return {
    kind: "report",
    data: single ?? records,
    names: made.map((record) => record.name),
    error,
  };
}

/**
 * The command that goes on where this one stopped, ready to be pasted. User data is left out:
 * it is only read by an instance that does not exist yet.
 */
function finishCommand(
  name: readonly string[],
  options: CreateOptions,
  region: string,
): PastedCommand {
  const { bundle, blueprint, az, keyPair, ipAddressType, tag, port, staticIp } = options;
  const wanted = { bundle, blueprint, az, keyPair, ipAddressType, tag, port, staticIp };
  return toRun("infra create", { name, region, ...wanted, ifNotExists: true });
}

/** The name belongs to something else: that instance is not this command's to show. */
function refused(outcome: ProvisionOutcome): boolean {
  return outcome.done.length === 0 && !outcome.changed;
}

function explain(
  error: QuantsError,
  name: string,
  outcome: ProvisionOutcome,
  finish: PastedCommand,
): QuantsError {
  if (outcome.instance === null || refused(outcome)) return error;
  const ip = outcome.static_ip;
  const billed =
    ip !== null && !ip.is_attached
      ? ` The static IP ${ip.name} (${ip.ip_address}) is allocated, but not attached.`
      : "";
  const undo = outcome.adopted
    ? ""
    : advice`\nOr undo with: ${toRun("infra destroy", { name, region: outcome.instance.region })}`;
  return amended(error, {
    message: `${name} exists, but not everything is done (${outcome.not_done.join(", ")}): ${error.message}${billed}`,
    hint: advice`Finish with: ${finish}${undo}`,
    resource: name,
    cause: error,
  });
}
