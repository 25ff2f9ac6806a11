import { defineCommand } from "../definition/command.ts";
import { ANSWER_TIMEOUT, LIST_OPTIONS } from "../definition/options.ts";
import { ENGINE } from "./options.ts";

export const spec = defineCommand({
  name: "routes",
  summary: "list how tenants are reached from outside, or write it for Traefik",
  about:
    "The hosts of parts with an `entry` in the platform's file, and where Traefik reaches them. A tenant whose " +
    "part sleeps has none. A file is written whole or not at all.",
  examples: [
    "quants-ctl tenant routes",
    "quants-ctl tenant routes --write-vars routes.json",
    "quants-ctl deploy --service traefik -- --extra-vars @routes.json",
  ],
  options: [
    {
      flags: "--write-vars <file>",
      help: "write them as a variable of the Ansible role traefik",
      flagOnly: true,
    },
    {
      flags: "--write-routes <file>",
      help: "write them as a file for Traefik itself",
      flagOnly: true,
    },
    ...ENGINE,
    ANSWER_TIMEOUT,
    ...LIST_OPTIONS,
  ],
  load: () => import("./routes.ts"),
});
