import { type GroupSpec } from "../../definition/command.ts";
import { inOrder } from "../../definition/group.ts";
import * as commands from "./index.ts";

export const contacts: GroupSpec = {
  name: "contacts",
  summary: "choose who is notified of alarms: an email address and a phone number in each region",
  about:
    "Addresses are personal: they are masked when shown and in the journal. An email address is not notified " +
    "until somebody has followed the link that Lightsail sends to it.",
  commands: inOrder(commands, ["list", "set", "remove", "verify"]),
};
