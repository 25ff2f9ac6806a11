import type { spec } from "./regions.spec.ts";
import type { Command } from "../definition/command.ts";
import { regionResource } from "../../core/fields/catalogue.ts";
import { collection } from "../../core/result.ts";
import { checkListOptions } from "../shared/list-options.ts";

export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(regionResource, options, context.settings.output);
  const manager = await context.manager(await context.homeRegion());
  return collection({
    resource: regionResource,
    items: await manager.listRegions({ signal: context.signal }),
  });
};
