import { defineCommand } from "../../commands/definition/command.ts";

/** Called by the completion script at each press of Tab. */
export const spec = defineCommand({
  name: "complete",
  summary: "print completions for the words given",
  argument: { name: "[words...]", help: "words of the command line" },
  options: [],
  forShell: true,
  readsNoConfig: true,
  load: () => import("./complete.ts"),
  hidden: true,
});
