import { type PastedCommand, advice, toRun } from "../../../core/text/advice.ts";
import type { spec } from "./allocate.spec.ts";
import type { Command, OptionsFor } from "../../definition/command.ts";
import type { Context } from "../../../core/context.ts";
import { QuantsError, nullIfMissing } from "../../../core/errors.ts";
import type { BaseInfraManager } from "../../../core/infra-manager.ts";
import { staticIpTarget } from "../../../core/journal/target.ts";
import type { StaticIp } from "../../../core/model.ts";
import { execute, foresee } from "../../../core/plan/execute.ts";
import type { Step } from "../../../core/plan/step.ts";
import { type Attaching, attachSteps } from "../../../core/static-ips/attach-steps.ts";
import { checkTarget } from "../../../core/static-ips/attachment.ts";
import { staticIpCost } from "../../../core/static-ips/price.ts";
import { planned } from "../../shared/planned.ts";
import { oneRegion } from "../../shared/regions.ts";
import { addressesAfter, ipRecord } from "./record.ts";

export type AllocateOptions = OptionsFor<typeof spec>;

export const command: Command<typeof spec> = async (options, context) => {
  const { name, attachTo: to } = options;
  const manager = await oneRegion(context);
  const call = { signal: context.signal };
  const [all, target] = await Promise.all([
    manager.listStaticIps(call),
    to === undefined ? null : manager.getInstance(to, call),
  ]);
  const there = all.find((ip) => ip.name === name) ?? null;
  const holder = there?.attached_to ?? null;
  if (to !== undefined && there !== null && holder !== null && holder !== to) throw held(there, to);
  // Before anything is allocated, as it would be left over, and billed.
  if (target !== null) checkTarget(target, there, all);
  const attaching: Omit<Attaching, "target"> = {
    ...{ manager, name, ip: there, call },
    hooks: {
      clock: context.clock,
      onStep: (text) => context.narrator.step(text),
      remember: (facts) => context.journal.remember(facts),
    },
  };
  let isOwn = false;
  const allocation: Step<"allocate"> = {
    name: "allocate",
    changes: () => {
      if (there !== null) return [];
      const what = { action: "create", kind: "static_ip", name, region: manager.region };
      const detail = "billed while it is unattached";
      return [{ ...what, detail, monthly_usd: staticIpCost({ is_attached: false }) }];
    },
    carryOut: async () => {
      const { own, isMade } =
        there === null ? await allocate(manager, options, context) : { own: there, isMade: false };
      isOwn = isMade;
      attaching.ip = own;
      context.journal.remember({ address: own.ip_address, allocates: isMade });
    },
  };
  const steps = [
    allocation,
    ...(target === null ? [] : attachSteps(Object.assign(attaching, { target }))),
  ];
  if (options.dryRun === true) return planned(await foresee(steps));
  context.journal.remember({ ip: name, allocates: there === null });
  if (there !== null) context.narrator.step(`${name}: already exists, ${there.ip_address}`);
  const about = staticIpTarget({ region: manager.region, name });
  context.journal.recordTargets([about]);
  const { error: failure } = await context.journal.about(about, () => execute(steps));
  const { ip } = attaching;
  if (ip === null) throw failure ?? new TypeError("It had no result.");
  const error = failure && unattached(failure, ip, to ?? "");
  const isNew = isOwn || (to !== undefined && holder !== to);
  const { addresses, stopped } =
    target === null || holder === to || error !== null
      ? { addresses: [], stopped: null }
      : await addressesAfter(manager, [target], ip, call, context);
  const record = ipRecord("allocate", ip, {
    changed: isNew,
    addresses,
    finish_with: error === null ? null : finishCommand(ip, to ?? ""),
  });
  if (record.attached_to === null && error === null) {
    context.narrator.warn(`${name} is unattached, and billed until it is attached`);
  }
  return { kind: "report", data: record, names: [name], error: error ?? stopped };
};

/** Who repeats it finds it there, and so does who is overtaken by another. */
async function allocate(
  manager: BaseInfraManager,
  { name, attachTo: to }: AllocateOptions,
  { narrator, signal }: Context,
): Promise<{ own: StaticIp; isMade: boolean }> {
  try {
    const own = await manager.allocateStaticIp(name, { signal });
    narrator.step(`${name}: ${own.ip_address} allocated`);
    return { own, isMade: true };
  } catch (error) {
    if (!(error instanceof QuantsError) || error.code !== "name_in_use") throw error;
    const own = await nullIfMissing(manager.getStaticIp(name, { signal }));
    if (own === null) throw error;
    if (to !== undefined && own.attached_to !== null && own.attached_to !== to) {
      throw held(own, to);
    }
    narrator.step(`${name}: already exists, ${own.ip_address}`);
    return { own, isMade: false };
  }
}

function finishCommand(ip: StaticIp, to: string): PastedCommand {
  return toRun("infra ip attach", { name: ip.name, to, region: ip.region });
}

function unattached(error: QuantsError, ip: StaticIp, to: string): QuantsError {
  return new QuantsError(
    error.code,
    `The static IP ${ip.name} (${ip.ip_address}) is allocated, but not attached, and billed: ${error.message}`,
    {
      hint: advice`Finish with: ${finishCommand(ip, to)}\nOr undo with: ${toRun("infra ip release", { name: ip.name, region: ip.region })}`,
      requestId: error.requestId,
      resource: ip.name,
      retryable: error.retryable,
      cause: error,
    },
  );
}

function held({ name, attached_to, region }: StaticIp, to: string): QuantsError {
  return new QuantsError(
    "name_in_use",
    `The static IP ${name} is there, attached to ${attached_to}.`,
    {
      hint: advice`Choose another name, or move it: ${toRun("infra ip move", { argument: name, to, region })}`,
      resource: name,
    },
  );
}
