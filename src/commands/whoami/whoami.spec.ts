import { REGION, ANSWER_TIMEOUT_FLAG } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";

export const spec = defineCommand({
  name: "whoami",
  summary: "show whose account commands work on, and where",
  about:
    "Asks AWS whom the credentials belong to, which needs no right, and shows the account with the " +
    "region, the endpoint and where the credentials come from. Credentials that are not accepted end it " +
    "with status 4. It changes nothing; what is wrong with them, quants-ctl doctor says.",
  examples: ["quants-ctl whoami", "quants-ctl whoami --profile prod --field account"],
  options: [REGION, ANSWER_TIMEOUT_FLAG],
  view: () => import("../../render/views/whoami.ts"),
  load: () => import("./whoami.ts"),
});
