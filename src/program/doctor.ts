import { ANSWER_TIMEOUT, REGION } from "./globals.ts";
import type { CommandSpec } from "./spec.ts";

export const doctor: CommandSpec = {
  name: "doctor",
  summary: "find out what is wrong with the setup",
  about:
    "Looks at credentials, endpoint, clock, region and rights, at the programs that some commands " +
    "call, at who can read keys and journals, and at operations that did not end well. Each finding " +
    "comes with its cure. It changes nothing. The status is 0 when no problem was found, else 1; for " +
    "one instance: quants-ctl infra doctor.",
  examples: ["quants-ctl doctor", "quants-ctl doctor --profile prod --output json"],
  options: [REGION, ANSWER_TIMEOUT],
  load: () => import("../commands/doctor/doctor.ts"),
};
