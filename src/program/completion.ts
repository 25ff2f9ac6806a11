import type { CommandSpec } from "./spec.ts";

export const completion: CommandSpec = {
  name: "completion",
  summary: "print a completion script for a shell",
  about: "Prints a script that makes the shell complete commands, options and their values.",
  examples: ['eval "$(quants-ctl completion bash)"', "quants-ctl completion fish | source"],
  argument: { name: "<shell>", help: "shell", choices: ["bash", "zsh", "fish"] },
  options: [],
  forShell: true,
  readsNoConfig: true,
  load: () => import("./completion/script.ts"),
};

/** What the completion script calls for every press of the key. */
export const complete: CommandSpec = {
  name: "complete",
  summary: "print completions for the words given",
  argument: { name: "[words...]", help: "words of the command line" },
  options: [],
  forShell: true,
  readsNoConfig: true,
  load: () => import("./completion/complete.ts"),
  hidden: true,
};
