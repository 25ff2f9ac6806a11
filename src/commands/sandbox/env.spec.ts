import { REGION } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";

export const spec = defineCommand({
  name: "env",
  summary: "print the variables that point other clients at a running sandbox",
  about:
    "Prints them for a shell, whatever output format environment or config file ask for; " +
    "--output json prints an object.",
  examples: ['eval "$(quants-ctl sandbox env)"', 'eval "$(quants-ctl sandbox env --unset)"'],
  options: [
    REGION,
    {
      flags: "--unset",
      help: "print what takes the variables back; no server need run",
      flagOnly: true,
    },
  ],
  forShell: true,
  load: () => import("./env.ts"),
});
