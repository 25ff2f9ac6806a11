import { LIST_FLAGS } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";
import { HOSTS } from "./options.ts";

export const spec = defineCommand({
  name: "diff",
  summary: "show what the sources of an inventory disagree on",
  about:
    "Compares the hosts of two or more sources: who knows of them, and every fact and tag that " +
    "more than one source states. The status is 0 whatever was found, and 5 for differences with " +
    "--fail-on-drift.",
  examples: [
    "quants-ctl inventory diff --source terraform,lightsail --terraform-dir terraform/environments/prod",
    "quants-ctl inventory diff --source lightsail,config -c fleet.yml --fail-on-drift",
  ],
  options: [
    ...HOSTS,
    { flags: "--fail-on-drift", help: "exit with 5 when there are differences", flagOnly: true },
    ...LIST_FLAGS,
  ],
  load: () => import("./diff.ts"),
});
