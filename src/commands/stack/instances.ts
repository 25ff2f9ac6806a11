import type { spec } from "./instances.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import type { Context } from "../../core/context.ts";
import { UsageError } from "../../core/errors.ts";
import { stateInstanceResource } from "../../core/fields/instances.ts";
import type { StateReading } from "../../core/contracts/terraform-control.ts";
import { collection } from "../../core/result.ts";
import { checkListOptions } from "../shared/list-options.ts";
import { stackRequest } from "./request.ts";

export type StackInstancesOptions = OptionsFor<typeof spec>;

export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(stateInstanceResource, options, context.settings.output);
  const { instances, warnings, unread, exists } = await read(options, context);
  for (const warning of warnings) context.narrator.warn(warning);
  return collection({
    resource: stateInstanceResource,
    items: instances,
    emptyNote: emptyNote(exists, unread.length > 0),
  });
};

function emptyNote(exists: boolean, hasUnread: boolean): string {
  if (!exists) return "There is no state yet: nothing was applied.";
  return hasUnread
    ? "The state holds no instances that can be read."
    : "The state holds no instances.";
}

async function read(options: StackInstancesOptions, context: Context): Promise<StateReading> {
  const terraform = await context.terraform();
  if (options.stateFile === undefined) {
    return terraform.withStack(await stackRequest(options, context), (stack) => stack.instances());
  }
  if (options.argument !== undefined || options.dir !== undefined) {
    throw new UsageError("--state-file stands alone.", {
      hint: "Leave the stack's name and --dir out; the file says everything.",
    });
  }
  return terraform.readStateFile(options.stateFile);
}
