import type { spec } from "./zones.spec.ts";
import type { Command } from "../definition/command.ts";
import { DOMAINS_REGION } from "../../core/dns/region.ts";
import { zoneResource } from "../../core/fields/dns.ts";
import { collection } from "../../core/result.ts";
import { checkListOptions } from "../shared/list-options.ts";

export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(zoneResource, options, context.settings.output);
  const { domains } = await context.manager(DOMAINS_REGION);
  const zones = await domains.list({ signal: context.signal });
  return collection({
    resource: zoneResource,
    items: zones.map(({ name, entries, tags }) => ({ name, entries: entries.length, tags })),
    emptyNote: "No DNS zones.",
  });
};
