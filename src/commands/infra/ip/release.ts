import { advice, toRun } from "../../../core/text/advice.ts";
import type { spec } from "./release.spec.ts";
import type { Command, CommandContext, OptionsFor } from "../../definition/command.ts";
import pLimit from "p-limit";
import type { Context } from "../../../core/context.ts";
import {
  QuantsError,
  amended,
  combineErrors,
  errorToJson,
  toQuantsError,
} from "../../../core/errors.ts";
import type { BaseInfraManager } from "../../../core/infra-manager.ts";
import { staticIpTarget } from "../../../core/journal/target.ts";
import type { StaticIp } from "../../../core/model.ts";
import { FINISH_BY_RESUMING, stoppedAmong } from "../../../core/instances/stopped.ts";
import { findStaticIp, takeFrom } from "../../../core/static-ips/attachment.ts";
import { staticIpCost } from "../../../core/static-ips/price.ts";
import { planned } from "../../shared/planned.ts";
import { confirmByTyping, requireTerminal } from "../../shared/prompt.ts";
import { oneRegion } from "../../shared/regions.ts";
import type { FailedTarget } from "../../../core/records/failed-target.ts";
import { ipRecord } from "./record.ts";
import type { IpRecord } from "../../../core/records/ip.ts";

type ReleaseOptions = OptionsFor<typeof spec>;
/** With the addresses that an interrupted run was to release. */
type Wanted = ReleaseOptions & CommandContext<typeof spec>["resuming"];

const CONCURRENCY = 8;

export const command: Command<typeof spec> = async (options, context) => {
  const wanted: Wanted = { ...options, ...context.resuming };
  const names = wanted.meant === undefined ? [...new Set(options.name)] : Object.keys(wanted.meant);
  const asks = options.yes !== true && options.dryRun !== true;
  if (asks) requireTerminal(context.host, `release ${names.join(", ")}`);
  const manager = await oneRegion(context);
  const all = await manager.listStaticIps({ signal: context.signal });
  const meant = names.map((name) => look(name, all, manager.region, wanted));
  const ips = meant.flatMap((it) => (it === null || it instanceof QuantsError ? [] : [it]));
  if (options.dryRun === true) {
    const failed = meant.filter((it) => it instanceof QuantsError);
    const error = combineErrors(failed, names.length, "static IPs");
    if (error !== null && ips.length === 0) throw error;
    return planned(
      ips.map(({ name, region, ip_address, attached_to }) => ({
        action: "delete",
        kind: "static_ip",
        name,
        region,
        detail: `${ip_address}${attached_to === null ? "" : `, detached from ${attached_to}`}`,
        monthly_usd: 0 - staticIpCost({ is_attached: attached_to !== null }),
      })),
      error,
    );
  }
  if (asks && ips.length > 0) await confirm(ips, context);
  context.journal.remember({
    addresses: Object.fromEntries(ips.map(({ name, ip_address }) => [name, ip_address])),
  });
  const limit = pLimit(CONCURRENCY);
  const targets = names.map((name) => staticIpTarget({ region: manager.region, name }));
  context.journal.mean(targets);
  const results = await Promise.all(
    targets.map((target, index) =>
      limit(async () => {
        const { result } = await context.journal.about(target, async () => {
          const it = await releaseOne(manager, meant[index] ?? null, target.name, options, context);
          return { result: it, error: it instanceof QuantsError ? it : null };
        });
        return result;
      }),
    ),
  );
  const errors = results.filter((it) => it instanceof QuantsError);
  const ended = results.map((it, index) => ({
    name: names[index] ?? "",
    error: it instanceof QuantsError ? it : null,
  }));
  const error =
    stoppedAmong(ended, () => FINISH_BY_RESUMING) ??
    combineErrors(errors, names.length, "static IPs");
  if (names.length === 1 && error !== null) throw error;
  const records = results.flatMap((it, index): (IpRecord | FailedTarget)[] => {
    if (it === null || !(it instanceof QuantsError)) return it === null ? [] : [it];
    const { region } = manager;
    return [{ name: names[index] ?? "", region, changed: false, error: errorToJson(it) }];
  });
  const [single] = results.flatMap((it) => (it === null || it instanceof QuantsError ? [] : [it]));
  return {
    kind: "report",
    data: names.length === 1 && single !== undefined ? single : records,
    names: records.flatMap((it) => ("error" in it ? [] : [it.name])),
    error,
  };
};

/** Null for one that is gone, and may be. */
function look(
  name: string,
  all: readonly StaticIp[],
  region: string,
  { force = false, ifExists = false, meant }: Wanted,
): StaticIp | QuantsError | null {
  const isMeant = (it: StaticIp): boolean =>
    it.name === name && (meant === undefined || it.ip_address === meant[name]);
  if (ifExists && !all.some(isMeant)) return null;
  try {
    const ip = findStaticIp(all, name, region);
    return ip.attached_to === null || force ? ip : inUse(ip);
  } catch (error) {
    return toQuantsError(error);
  }
}

async function confirm(ips: readonly StaticIp[], context: Context): Promise<void> {
  const [first] = ips;
  const expected = ips.length === 1 ? (first?.name ?? "") : String(ips.length);
  const what = ips.length === 1 ? "it" : `all ${ips.length}`;
  await confirmByTyping(context, {
    facts: [
      "These addresses are given back, and can't be had again:",
      ...ips.map(({ name, ip_address, attached_to }) => {
        const loser = attached_to === null ? "" : `, in use by ${attached_to}`;
        return `  ${name} ${ip_address}${loser}`;
      }),
    ],
    question: `Type ${expected} to release ${what}`,
    expected,
  });
}

async function releaseOne(
  manager: BaseInfraManager,
  ip: StaticIp | QuantsError | null,
  name: string,
  { ifExists = false }: ReleaseOptions,
  context: Context,
): Promise<IpRecord | QuantsError | null> {
  if (ip instanceof QuantsError) return ip;
  if (ip === null) {
    context.narrator.step(`${name}: is gone already`);
    return null;
  }
  const call = { signal: context.signal };
  let isDetached = false;
  try {
    const now = await manager.getStaticIp(name, call);
    if (now.ip_address !== ip.ip_address) return replaced(ip, now);
    if (now.attached_to !== null && now.attached_to !== ip.attached_to) return inUse(now);
    if (now.attached_to !== null) {
      await takeFrom(manager, now, now.attached_to, call, context.clock);
      isDetached = true;
    }
    await manager.releaseStaticIp(name, call);
    context.narrator.step(`${name}: ${ip.ip_address} released`);
    return released(ip);
  } catch (error) {
    const isGone = error instanceof QuantsError && error.code === "not_found";
    if (isGone && (ifExists || isDetached)) {
      context.narrator.step(`${name}: is gone already`);
      return isDetached ? released(ip) : null;
    }
    return isDetached ? unreleased(ip, toQuantsError(error)) : toQuantsError(error);
  }
}

function released(ip: StaticIp): IpRecord {
  return {
    ...ipRecord("release", { ...ip, attached_to: null, is_attached: false }, {}),
    previously_attached_to: ip.attached_to,
    // It is no more.
    monthly_cost_usd: 0,
  };
}

function unreleased({ name, region, attached_to }: StaticIp, cause: QuantsError): QuantsError {
  return amended(cause, {
    message: `The static IP ${name} is detached from ${attached_to}, but may not be released, and is billed: ${cause.message}`,
    hint: advice`Finish with: ${toRun("infra ip release", { name, region, ifExists: true })}`,
    resource: name,
    cause,
  });
}

function replaced({ name, ip_address }: StaticIp, now: StaticIp): QuantsError {
  return new QuantsError(
    "conflict",
    `The static IP ${name} was ${ip_address}, and is ${now.ip_address} by now.`,
    {
      hint: advice`Somebody allocated it anew. If this one is to go: ${toRun("infra ip release", { name, region: now.region })}`,
      resource: name,
    },
  );
}

function inUse({ name, region, attached_to }: StaticIp): QuantsError {
  return new QuantsError("conflict", `The static IP ${name} is attached to ${attached_to}.`, {
    hint: advice`Detach it first: ${toRun("infra ip detach", { name, region })}\nOr release it all the same with --force.`,
    resource: name,
  });
}
