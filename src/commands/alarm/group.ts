import { type GroupSpec } from "../definition/command.ts";
import { inOrder } from "../definition/group.ts";
import * as commands from "./index.ts";

export const alarm: GroupSpec = {
  name: "alarm",
  summary: "watch metrics with Lightsail's alarms, and choose who is notified",
  about:
    "An alarm watches one metric of an instance, a load balancer or a database, in periods of five minutes. " +
    "It can notify one email address and one phone number in each region.",
  commands: inOrder(commands, ["list", "set", "remove", "test", "plan", "apply", "contacts"]),
};
