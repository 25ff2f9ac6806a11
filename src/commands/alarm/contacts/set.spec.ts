import { parseAddress } from "../../../core/alarms/address.ts";
import { defineCommand } from "../../definition/command.ts";
import { CHANGE_TIMEOUT, DRY_RUN, REGION, YES } from "../../definition/options.ts";
import { asItWas } from "../../definition/resumption.ts";

export const spec = defineCommand({
  name: "set",
  summary: "choose which email address or phone number is notified",
  about:
    "A region has one of each. Before it replaces another one, the command asks; without a terminal it needs " +
    "--yes. The journal keeps no address, so after an interruption repeat the command itself. Text messages " +
    "are sent in some regions only.",
  examples: [
    "quants-ctl alarm contacts set --email ops@example.com",
    "quants-ctl alarm contacts set --sms +15550100123 --region us-east-1",
  ],
  options: [
    {
      flags: "--email <address>",
      help: "email address to notify",
      flagOnly: true,
      parse: (text) => parseAddress("email", text),
    },
    {
      flags: "--sms <number>",
      help: "phone number to notify, with + and the country code",
      flagOnly: true,
      parse: (text) => parseAddress("sms", text),
    },
    REGION,
    YES,
    DRY_RUN,
    CHANGE_TIMEOUT,
  ],
  resume: asItWas,
  view: () => import("../../../render/views/contact.ts"),
  load: () => import("./set.ts"),
});
