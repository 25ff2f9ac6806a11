import { REGION, ANSWER_TIMEOUT } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";

export const spec = defineCommand({
  name: "doctor",
  summary: "find out what is wrong with the setup",
  about:
    "Looks at credentials, endpoint, clock, region and rights, at the programs that some commands " +
    "call, at who can read keys and journals, and at operations that did not end well. Each finding " +
    "comes with its cure. It changes nothing. The status is 0 when no problem was found, else 1; for " +
    "one instance: quants-ctl infra doctor.",
  examples: ["quants-ctl doctor", "quants-ctl doctor --profile prod --output json"],
  options: [REGION, ANSWER_TIMEOUT],
  view: () => import("../../render/views/finding.ts"),
  load: () => import("./doctor.ts"),
});
