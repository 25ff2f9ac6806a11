import { defineCommand } from "../../definition/command.ts";
import { CHANGE_TIMEOUT, DRY_RUN, REGION, YES } from "../../definition/options.ts";
import { PROTOCOL } from "./options.ts";

export const spec = defineCommand({
  name: "remove",
  aliases: ["rm", "delete"],
  summary: "stop notifying an email address or a phone number",
  about:
    "Shows how many alarms name it and asks for the protocol; without a terminal it needs --yes. The alarms " +
    "stay, and still name it.",
  examples: ["quants-ctl alarm contacts remove sms"],
  argument: PROTOCOL,
  options: [
    { flags: "--if-exists", help: "succeed when there is none", flagOnly: true, role: "how" },
    REGION,
    YES,
    DRY_RUN,
    CHANGE_TIMEOUT,
  ],
  resume: ({ options }) => ({ options: { ...options, ifExists: true } }),
  view: () => import("../../../render/views/contact.ts"),
  load: () => import("./remove.ts"),
});
