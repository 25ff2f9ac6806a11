import { defineCommand } from "../../definition/command.ts";
import { CHANGE_TIMEOUT, DRY_RUN, REGION } from "../../definition/options.ts";
import { asItWas } from "../../definition/resumption.ts";

export const spec = defineCommand({
  name: "verify",
  summary: "send the verification to the email address again",
  about: "A phone number needs none. Nothing is sent to an address that is verified already.",
  examples: ["quants-ctl alarm contacts verify"],
  options: [REGION, DRY_RUN, CHANGE_TIMEOUT],
  resume: asItWas,
  view: () => import("../../../render/views/contact.ts"),
  load: () => import("./verify.ts"),
});
