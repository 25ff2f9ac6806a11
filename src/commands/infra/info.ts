import { QuantsError, UsageError } from "../../core/errors.ts";
import type { Instance } from "../../core/model.ts";
import { nearest } from "../../core/nearest.ts";
import type { Command } from "../command.ts";
import { orWarn } from "../optional.ts";
import { oneRegion } from "../regions.ts";
import { sshCommand } from "../ssh-command.ts";

/** `infra info` in JSON: the instance record and what belongs to it. */
export interface InstanceInfo extends Instance {
  /** Name of the static IP that it holds. */
  static_ip_name: string | null;
  /** How to log in; null without an address or for Windows. */
  ssh_command: string | null;
}

export const command: Command<{ name: string; field?: string }> = async (options, context) => {
  const manager = await oneRegion(context);
  const call = { signal: context.signal };
  const [instance, bundles, staticIps] = await Promise.all([
    manager.getInstance(options.name, call),
    orWarn(manager.listBundles({ ...call, includeInactive: true }), "no price", context),
    orWarn(manager.listStaticIps(call), "no name of its static IP", context),
  ]);
  const bundle = bundles?.find((it) => it.bundle_id === instance.bundle_id);
  const info: InstanceInfo = {
    ...instance,
    monthly_price_usd: bundle?.monthly_price_usd ?? null,
    static_ip_name: staticIps?.find((ip) => ip.attached_to === instance.name)?.name ?? null,
    ssh_command: sshCommand(instance),
  };
  if (options.field !== undefined)
    return { kind: "text", text: `${fieldOf(info, options.field)}\n` };
  return { kind: "report", view: "info", data: info, names: [info.name] };
};

function fieldOf(info: InstanceInfo, key: string): string {
  const record: Record<string, unknown> = { ...info };
  if (!Object.hasOwn(record, key)) {
    const known = Object.keys(record);
    const near = nearest(key, known);
    throw new UsageError(`The record of an instance has no field "${key}".`, {
      hint: `${near === null ? "" : `Did you mean ${near}? `}Known: ${known.join(", ")}.`,
      resource: key,
    });
  }
  const value = record[key];
  if (value === null) {
    throw new QuantsError("not_found", `${info.name} has no ${key} now.`, {
      hint: `It is ${info.status}; see: quants-ctl infra info --name ${info.name} --region ${info.region}`,
      resource: info.name,
    });
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}
