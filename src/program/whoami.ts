import { ANSWER_TIMEOUT_FLAG, REGION } from "./globals.ts";
import type { CommandSpec } from "./spec.ts";

export const whoami: CommandSpec = {
  name: "whoami",
  summary: "show whose account commands work on, and where",
  about:
    "Asks AWS whom the credentials belong to, which needs no right, and shows the account with the " +
    "region, the endpoint and where the credentials come from. Credentials that are not accepted end it " +
    "with status 4. It changes nothing; what is wrong with them, quants-ctl doctor says.",
  examples: ["quants-ctl whoami", "quants-ctl whoami --profile prod --field account"],
  options: [REGION, ANSWER_TIMEOUT_FLAG],
  load: () => import("../commands/whoami/whoami.ts"),
};
