import type { spec } from "./bundles.spec.ts";
import type { Command } from "../definition/command.ts";
import { bundleResource } from "../../core/fields/catalogue.ts";
import { collection } from "../../core/result.ts";
import { checkListOptions } from "../shared/list-options.ts";
import { oneRegion } from "../shared/regions.ts";

export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(bundleResource, options, context.settings.output);
  const manager = await oneRegion(context);
  return collection({
    resource: bundleResource,
    items: await manager.listBundles({
      signal: context.signal,
      includeInactive: options.all ?? false,
    }),
  });
};
