import type { Command } from "../command.ts";
import { confirmByTyping, requireTerminal } from "../prompt.ts";

export const command: Command<{ yes?: boolean }> = async (options, context) => {
  if (options.yes !== true) requireTerminal(context.host, "reset the sandbox");
  const control = await context.sandbox();
  const status = await control.status();
  if (options.yes !== true) {
    const instances = status.regions.reduce((sum, region) => sum + region.instances, 0);
    await confirmByTyping(context, {
      facts: [
        `All that the sandbox holds in ${status.directory} is deleted: ${instances} instances.`,
      ],
      question: "Type reset to go on",
      expected: "reset",
    });
  }
  await control.reset();
  return {
    kind: "report",
    view: "sandbox-status",
    data: await control.status(),
    names: [],
  };
};
