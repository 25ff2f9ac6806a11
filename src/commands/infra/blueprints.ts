import { blueprintResource } from "../../core/fields/catalogue.ts";
import type { Command } from "../command.ts";
import { collection } from "../../core/result.ts";
import { type ListOptions, checkListOptions } from "../shared/list-options.ts";
import { oneRegion } from "../shared/regions.ts";

export const command: Command<ListOptions & { all?: boolean }> = async (options, context) => {
  checkListOptions(blueprintResource, options, context.settings.output);
  const manager = await oneRegion(context);
  return collection({
    resource: blueprintResource,
    items: await manager.listBlueprints({
      signal: context.signal,
      includeInactive: options.all ?? false,
    }),
  });
};
