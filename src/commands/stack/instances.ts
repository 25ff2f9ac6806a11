import type { Context } from "../../core/context.ts";
import { UsageError } from "../../core/errors.ts";
import { stateInstanceResource } from "../../core/fields/instances.ts";
import type { StateReading } from "../../core/contracts/terraform-control.ts";
import type { Command } from "../command.ts";
import { collection } from "../../core/result.ts";
import { type ListOptions, checkListOptions } from "../shared/list-options.ts";
import { type StackOptions, stackRequest } from "./request.ts";

export interface StackInstancesOptions extends ListOptions, StackOptions {
  stateFile?: string;
}

export const command: Command<StackInstancesOptions> = async (options, context) => {
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
