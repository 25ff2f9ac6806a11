import type { spec } from "./init.spec.ts";
import type { Command } from "../definition/command.ts";
import type { StackInitialisedRecord } from "../../core/records/stacks.ts";
import { UsageError } from "../../core/errors.ts";
import { stackRequest } from "./request.ts";

export const command: Command<typeof spec> = async (options, context) => {
  if (options.createWorkspace === true && options.workspace === undefined) {
    throw new UsageError("--create-workspace needs --workspace.", {
      hint: "Name the workspace to make.",
    });
  }
  const terraform = await context.terraform();
  return terraform.withStack(await stackRequest(options, context), async (stack) => {
    await stack.init({ createWorkspace: options.createWorkspace ?? false });
    const record: StackInitialisedRecord = {
      stack: stack.name,
      directory: stack.directory,
      workspace: stack.workspace,
      binary: stack.binary,
    };
    return { kind: "report", data: record, names: [stack.name] };
  });
};
