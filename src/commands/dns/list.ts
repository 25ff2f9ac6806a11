import type { spec } from "./list.spec.ts";
import type { Command } from "../definition/command.ts";
import { checkZoneName } from "../../core/dns/names.ts";
import { DOMAINS_REGION } from "../../core/dns/region.ts";
import { dnsEntryResource } from "../../core/fields/dns.ts";
import { collection } from "../../core/result.ts";
import { checkListOptions } from "../shared/list-options.ts";

export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(dnsEntryResource, options, context.settings.output);
  const zone = checkZoneName(options.argument);
  const { domains } = await context.manager(DOMAINS_REGION);
  const { entries } = await domains.get(zone, { signal: context.signal });
  return collection({
    resource: dnsEntryResource,
    items: entries.map((it) => ({ zone, ...it })),
    emptyNote: `No entries in ${zone}.`,
  });
};
