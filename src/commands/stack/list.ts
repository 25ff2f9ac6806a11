import type { spec } from "./list.spec.ts";
import type { Command } from "../definition/command.ts";
import { stackResource } from "../../core/fields/stacks.ts";
import { collection } from "../../core/result.ts";
import { checkListOptions } from "../shared/list-options.ts";

export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(stackResource, options, context.settings.output);
  const terraform = await context.terraform();
  return collection({
    resource: stackResource,
    items: await terraform.list(options.dir),
    emptyNote: "No stacks: no folder with Terraform files is there.",
  });
};
