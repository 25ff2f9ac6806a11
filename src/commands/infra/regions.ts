import { regionResource } from "../../core/fields/catalogue.ts";
import type { Command } from "../command.ts";
import { collection } from "../../core/result.ts";
import { type ListOptions, checkListOptions } from "../shared/list-options.ts";

export const command: Command<ListOptions> = async (options, context) => {
  checkListOptions(regionResource, options, context.settings.output);
  const manager = await context.manager(await context.homeRegion());
  return collection({
    resource: regionResource,
    items: await manager.listRegions({ signal: context.signal }),
  });
};
