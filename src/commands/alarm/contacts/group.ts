import { type GroupSpec } from "../../definition/command.ts";
import { inOrder } from "../../definition/group.ts";
import * as commands from "./index.ts";

export const contacts: GroupSpec = {
  name: "contacts",
  summary: "say who is told of alarms: an email address and a phone number in each region",
  about:
    "Addresses are personal: they are shown masked, and so they are kept in the journal. An email address " +
    "is told nothing until somebody has followed the link that Lightsail sends to it.",
  commands: inOrder(commands, ["list", "set", "remove", "verify"]),
};
