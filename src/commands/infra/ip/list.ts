import type { spec } from "./list.spec.ts";
import type { Command, OptionsFor } from "../../definition/command.ts";
import { type ListedIp, staticIpResource } from "../../../core/fields/static-ips.ts";
import { STATIC_IP_QUOTA, staticIpCost } from "../../../core/static-ips/price.ts";
import { collection } from "../../../core/result.ts";
import { askRegions, errorOfSome } from "../../shared/each-region.ts";
import { checkListOptions } from "../../shared/list-options.ts";

export type IpListOptions = OptionsFor<typeof spec>;

export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(staticIpResource, options, context.settings.output);
  const { regions, found, errors } = await askRegions(context, (manager, call) =>
    manager.listStaticIps(call),
  );
  const error = errorOfSome(errors, regions);
  for (const region of regions) {
    const used = found.filter((it) => it.region === region).length;
    if (used === 0) continue;
    context.narrator.step(`${region}: ${used} used of ${STATIC_IP_QUOTA} (unless AWS raised it)`);
  }
  const all = found.map((ip): ListedIp => ({ ...ip, monthly_cost_usd: staticIpCost(ip) }));
  return collection({
    resource: staticIpResource,
    items: options.unattached === true ? all.filter((it) => !it.is_attached) : all,
    emptyNote: errors.length > 0 ? undefined : `No static IPs in ${where(regions)}.`,
    error,
  });
};

function where(regions: readonly string[]): string {
  return regions.length === 1 ? (regions[0] ?? "") : `${regions.length} regions`;
}
