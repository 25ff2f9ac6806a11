import { defineCommand } from "../../commands/definition/command.ts";

export const spec = defineCommand({
  name: "completion",
  summary: "print a completion script for a shell",
  about: "Prints a script that makes the shell complete commands, options and their values.",
  examples: ['eval "$(quants-ctl completion bash)"', "quants-ctl completion fish | source"],
  argument: { name: "<shell>", help: "shell", choices: ["bash", "zsh", "fish"] },
  options: [],
  forShell: true,
  readsNoConfig: true,
  load: () => import("./script.ts"),
});
