import type { spec } from "./blueprints.spec.ts";
import type { Command } from "../definition/command.ts";
import { blueprintResource } from "../../core/fields/catalogue.ts";
import { collection } from "../../core/result.ts";
import { checkListOptions } from "../shared/list-options.ts";
import { oneRegion } from "../shared/regions.ts";

export const command: Command<typeof spec> = async (options, context) => {
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
