import type { spec } from "./reset.spec.ts";
import type { Command } from "../definition/command.ts";
import { toQuantsError } from "../../core/errors.ts";
import type { SandboxControl } from "../../core/contracts/sandbox-control.ts";
import { outdate } from "../inventory/cache-folder.ts";
import { confirmByTyping, requireTerminal } from "../shared/prompt.ts";

export const command: Command<typeof spec> = async (options, context) => {
  if (options.yes !== true) requireTerminal(context.host, "reset the sandbox");
  const control = await context.sandbox();
  if (options.yes !== true) {
    await confirmByTyping(context, {
      facts: [await whatIsLost(control)],
      question: "Type reset to go on",
      expected: "reset",
    });
  }
  await control.reset();
  outdate(context.host, context.narrator.warn);
  return {
    kind: "report",
    data: await control.status(),
    names: [],
  };
};

/** A damaged state can't be counted; to be rid of it is what reset is for. */
async function whatIsLost(control: SandboxControl): Promise<string> {
  try {
    const { directory, regions } = await control.status();
    const instances = regions.reduce((sum, region) => sum + region.instances, 0);
    return `All that the sandbox holds in ${directory} is deleted: ${instances} instances.`;
  } catch (error) {
    return `All that the sandbox holds is deleted. ${toQuantsError(error).message}`;
  }
}
