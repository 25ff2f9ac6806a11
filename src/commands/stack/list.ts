import { stackResource } from "../../core/fields/stacks.ts";
import type { Command } from "../command.ts";
import { collection } from "../../core/result.ts";
import { type ListOptions, checkListOptions } from "../shared/list-options.ts";

export const command: Command<ListOptions & { dir?: string }> = async (options, context) => {
  checkListOptions(stackResource, options, context.settings.output);
  const terraform = await context.terraform();
  return collection({
    resource: stackResource,
    items: await terraform.list(options.dir),
    emptyNote: "No stacks: no folder with Terraform files is there.",
  });
};
