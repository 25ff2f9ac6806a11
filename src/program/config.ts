import { LIST_OPTIONS } from "./globals.ts";
import type { GroupSpec } from "./spec.ts";

export const config: GroupSpec = {
  name: "config",
  summary: "show where settings come from",
  commands: [
    {
      name: "explain",
      summary: "show each setting's value and where it comes from",
      about:
        "Shows what a command would be run with, and why: a global option given here, an environment " +
        "variable, a key of the config file, the AWS profile or a default. Without a command it shows what all " +
        "of them share. Secrets are only said to be set. Nothing is requested.",
      examples: [
        "quants-ctl config explain infra create --config fleet.yml",
        "quants-ctl config explain --output json",
      ],
      argument: {
        name: "[command...]",
        help: "words of a command, e.g. infra create",
        names: "commands",
      },
      options: LIST_OPTIONS.map((option) => ({ ...option, flagOnly: true })),
      takesFlags: true,
      load: () => import("./config/explain.ts"),
    },
  ],
};
