import { type PastedCommand, advice, toRun } from "../../../core/text/advice.ts";
import type { spec } from "./allocate.spec.ts";
import type { Command, OptionsFor } from "../../definition/command.ts";
import type { Context } from "../../../core/context.ts";
import { QuantsError, nullIfMissing, toQuantsError } from "../../../core/errors.ts";
import type { BaseInfraManager } from "../../../core/infra-manager.ts";
import { staticIpTarget } from "../../../core/journal/target.ts";
import type { Instance, StaticIp } from "../../../core/model.ts";
import { attach, checkTarget } from "../../../core/static-ips/attachment.ts";
import { staticIpCost } from "../../../core/static-ips/price.ts";
import type { StepChange } from "../../../core/plan/step.ts";
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
  if (options.dryRun === true) {
    const changes: StepChange[] = [];
    const idle = staticIpCost({ is_attached: false });
    const add = (action: string, detail: string, usd: number): void =>
      void changes.push({
        ...{ action, kind: "static_ip", name, region: manager.region, detail, monthly_usd: usd },
      });
    if (there === null) add("create", "billed while it is unattached", idle);
    if (to !== undefined && holder !== to)
      add("attach", `to ${to}, now at ${target?.public_ip ?? "no address"}`, 0 - idle);
    return planned(changes);
  }
  context.journal.remember({ ip: name, allocates: there === null });
  if (there !== null) context.narrator.step(`${name}: exists already, ${there.ip_address}`);
  const about = staticIpTarget({ region: manager.region, name });
  context.journal.mean([about]);
  const { ip, error, isOwn } = await context.journal.about(about, async () => {
    const { own, isOwn: isMade } =
      there === null ? await allocate(manager, options, context) : { own: there, isOwn: false };
    context.journal.remember({ address: own.ip_address, allocates: isMade });
    const done =
      target === null ? { ip: own, error: null } : await attachTo(target, own, manager, context);
    return { ...done, isOwn: isMade };
  });
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
    context.narrator.warn(`${name} is unattached, and billed as long as it is`);
  }
  return { kind: "report", data: record, names: [name], error: error ?? stopped };
};

/** Who repeats it finds it there, and so does who is overtaken by another. */
async function allocate(
  manager: BaseInfraManager,
  { name, attachTo: to }: AllocateOptions,
  { narrator, signal }: Context,
): Promise<{ own: StaticIp; isOwn: boolean }> {
  try {
    const own = await manager.allocateStaticIp(name, { signal });
    narrator.step(`${name}: ${own.ip_address} allocated`);
    return { own, isOwn: true };
  } catch (error) {
    if (!(error instanceof QuantsError) || error.code !== "name_in_use") throw error;
    const own = await nullIfMissing(manager.getStaticIp(name, { signal }));
    if (own === null) throw error;
    if (to !== undefined && own.attached_to !== null && own.attached_to !== to) {
      throw held(own, to);
    }
    narrator.step(`${name}: exists already, ${own.ip_address}`);
    return { own, isOwn: false };
  }
}

/** What is allocated is told, whatever becomes of the attachment. */
async function attachTo(
  target: Instance,
  ip: StaticIp,
  manager: BaseInfraManager,
  context: Context,
): Promise<{ ip: StaticIp; error: QuantsError | null }> {
  const { clock, narrator, journal, signal } = context;
  try {
    const attached = await attach(
      manager,
      { ip, target, source: null },
      { signal },
      {
        clock,
        onStep: (text) => narrator.step(text),
        remember: (facts) => journal.remember(facts),
      },
    );
    return { ip: attached, error: null };
  } catch (thrown) {
    return { ip, error: unattached(toQuantsError(thrown), ip, target.name) };
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
