import { randomUUID } from "node:crypto";
import pLimit from "p-limit";
import { combineErrors } from "../../../core/errors.ts";
import { writtenRule } from "../../../core/firewall/change-text.ts";
import type { BaseInfraManager } from "../../../core/infra-manager.ts";
import type {
  CreationHooks,
  CreationLookups,
  CreationOptions,
  CreationOutcome,
} from "../../../core/instances/creation.ts";
import { type CreationPlan, listed, planCreation } from "../../../core/instances/plan-creation.ts";
import { instanceTarget } from "../../../core/journal/target.ts";
import type { Bundle, FirewallRule, StaticIp } from "../../../core/model.ts";
import { execute, foreseeEach } from "../../../core/plan/execute.ts";
import type { CreatedRecord } from "../../../core/records/created.ts";
import type { CommandResult } from "../../../core/result.ts";
import type { CommandContext } from "../../definition/command.ts";
import { rememberIdentities } from "../../shared/met-identity.ts";
import { planned } from "../../shared/planned.ts";
import { type WaitingOptions, waitOptions } from "../../shared/waiting.ts";
import type { spec } from "../create.spec.ts";
import { type Finish, createdResult } from "./made.ts";

/** Most of the time goes by in waiting for instances to run, which costs no calls. */
const CONCURRENCY = 50;

/** Instances that are to be made alike, of an image or of a snapshot. */
export interface Wanted {
  manager: BaseInfraManager;
  names: readonly string[];
  options: Omit<CreationOptions, "name" | "requestId">;
  bundle: Bundle;
  /** What --port said, as this run understood it. */
  ports: readonly FirewallRule[] | undefined;
  finish: Finish;
}

type CreationContext = CommandContext<typeof spec>;

/** `--dry-run`: what is there is read, and nothing is changed. */
export async function foreseeInstances(
  wanted: Wanted,
  waiting: WaitingOptions,
  context: CreationContext,
): Promise<CommandResult> {
  const { manager, names } = wanted;
  const there = names.length === 1 ? undefined : listed(manager, { signal: context.signal });
  const { changes, errors } = await foreseeEach(
    names.map((name) => planOne(name, wanted, waiting, context, { there }).steps),
  );
  return planned(changes, combineErrors(errors, names.length, "instances"));
}

export async function makeInstances(
  wanted: Wanted,
  waiting: WaitingOptions,
  context: CreationContext,
): Promise<CommandResult<CreatedRecord>> {
  const { region } = wanted.manager;
  const requests = Object.fromEntries(wanted.names.map((name) => [name, randomUUID()]));
  const ports = wanted.ports?.map(writtenRule);
  context.journal.remember({ requests, ...(ports && { ports }) });
  const ipsBefore: string[] = [];
  const onStaticIpFound = (ip: StaticIp): void => {
    ipsBefore.push(ip.name);
    context.journal.remember({ static_ips_before: [...ipsBefore] });
  };
  const targets = wanted.names.map((name) => instanceTarget({ region, name }));
  context.journal.recordTargets(targets);
  const limit = pLimit(CONCURRENCY);
  const ended = await Promise.all(
    targets.map((target) =>
      limit(async () => {
        const { name } = target;
        const outcome = await context.journal.about(target, async (): Promise<CreationOutcome> => {
          const given = { requestId: requests[name], onStaticIpFound };
          const { made, steps } = planOne(name, wanted, waiting, context, given);
          context.narrator.waiting(`${name}: creating`);
          const progress = await execute(steps);
          return { ...made, ...progress };
        });
        return { name, outcome };
      }),
    ),
  );
  context.narrator.idle();
  return createdResult(ended, { ...wanted, region });
}

interface Given extends Pick<CreationHooks, "onStaticIpFound"> {
  requestId?: string | undefined;
  there?: CreationLookups | undefined;
}

function planOne(
  name: string,
  { manager, options }: Wanted,
  waiting: WaitingOptions,
  context: CreationContext,
  { requestId, there, onStaticIpFound }: Given,
): CreationPlan {
  const hooks: CreationHooks = {
    onStep: (step) => context.narrator.step(step),
    onAdopted: (instance) => rememberIdentities(context, [instance]),
    onStaticIpFound,
    waitForSsh: (instance, wait) => context.waitForSsh(instance, wait),
  };
  const wait = waitOptions(waiting, context, name);
  return planCreation(manager, { ...options, name, requestId }, { wait, hooks, there });
}
