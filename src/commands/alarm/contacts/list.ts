import type { spec } from "./list.spec.ts";
import type { Command } from "../../definition/command.ts";
import { maskedAddress } from "../../../core/alarms/address.ts";
import { type ListedContact, contactResource } from "../../../core/fields/contacts.ts";
import { collection } from "../../../core/result.ts";
import { askRegions, errorOfSome } from "../../shared/each-region.ts";
import { checkListOptions } from "../../shared/list-options.ts";

export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(contactResource, options, context.settings.output);
  const { regions, found, errors } = await askRegions(context, async ({ alarms }, call) => {
    const [contacts, all] = await Promise.all([alarms.contacts.list(call), alarms.list(call)]);
    return contacts.map((it): ListedContact => ({
      ...it,
      endpoint: options.show === true ? it.endpoint : maskedAddress(it.endpoint),
      alarm_count: all.filter((alarm) => alarm.contact_protocols.includes(it.protocol)).length,
    }));
  });
  const error = errorOfSome(errors, regions);
  const where = regions.length === 1 ? regions[0] : `${regions.length} regions`;
  return collection({
    resource: contactResource,
    items: found,
    emptyNote: errors.length > 0 ? undefined : `Nobody is notified of alarms in ${where}.`,
    error,
  });
};
