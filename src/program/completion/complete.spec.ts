import { defineCommand } from "../../commands/definition/command.ts";

/** What the completion script calls for every press of the key. */
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
