import { advice, toRun } from "../../core/text/advice.ts";
import type { spec } from "./info.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import type { InstanceInfo } from "../../core/records/info.ts";
import type { Context } from "../../core/context.ts";
import { QuantsError, amended } from "../../core/errors.ts";
import type { BaseInfraManager } from "../../core/infra-manager.ts";
import type { Bundle, StaticIp } from "../../core/model.ts";
import { noSuchField, valueAt, valueLine } from "../../core/text/value-at.ts";
import { orWarn } from "../shared/optional.ts";
import { sshCommand } from "../../core/ssh/ssh-command.ts";
import { forEachTarget } from "../shared/each-target.ts";
import { type Target, selectAnswered, selectTargets } from "../shared/targets.ts";

export type InfoOptions = OptionsFor<typeof spec>;

export const command: Command<typeof spec> = async (options, context) => {
  const { field } = options;
  // One value is for a script, which needs to know that there is no other.
  const { targets, unanswered } =
    field === undefined
      ? await selectAnswered(options, context)
      : { targets: await selectTargets(options, context), unanswered: null };
  if (unanswered !== null && targets.length === 0) {
    throw amended(unanswered, {
      message: `No instance matches in the regions that answered. ${unanswered.message}`,
    });
  }
  const regions = new Map<string, Promise<RegionFacts>>();
  const { data, names, error } = await forEachTarget(targets, options, async (target) => {
    const facts = regions.get(target.region) ?? readRegion(target.manager, context);
    regions.set(target.region, facts);
    return { record: await infoOf(target, facts, context) };
  });
  if (field === undefined) {
    return { kind: "report", data, names, error: unanswered ?? error };
  }
  if (Array.isArray(data)) return { kind: "report", data, names, error };
  return { kind: "text", text: `${fieldOf(data, field)}\n` };
};

interface RegionFacts {
  bundles: Bundle[] | null;
  staticIps: StaticIp[] | null;
}

async function readRegion(manager: BaseInfraManager, context: Context): Promise<RegionFacts> {
  const call = { signal: context.signal };
  const [bundles, staticIps] = await Promise.all([
    orWarn(manager.listBundles({ ...call, includeInactive: true }), "no price", context),
    orWarn(manager.listStaticIps(call), "no name of its static IP", context),
  ]);
  return { bundles, staticIps };
}

async function infoOf(
  { name, manager, instance: listed }: Target,
  facts: Promise<RegionFacts>,
  context: Context,
): Promise<InstanceInfo> {
  const [instance, { bundles, staticIps }] = await Promise.all([
    listed ?? manager.getInstance(name, { signal: context.signal }),
    facts,
  ]);
  const bundle = bundles?.find((it) => it.bundle_id === instance.bundle_id);
  return {
    ...instance,
    monthly_price_usd: bundle?.monthly_price_usd ?? null,
    static_ip_name: staticIps?.find((ip) => ip.attached_to === instance.name)?.name ?? null,
    ssh_command: sshCommand(instance),
  };
}

function fieldOf(info: InstanceInfo, path: string): string {
  const value = valueAt(info, path);
  if (value === undefined) throw noSuchField(info, path, "The record of an instance");
  if (value === null) {
    throw new QuantsError("not_found", `${info.name} has no ${path} now.`, {
      hint: advice`It is ${info.status}; see: ${toRun("infra info", { name: info.name, region: info.region })}`,
      resource: info.name,
    });
  }
  return valueLine(value);
}
