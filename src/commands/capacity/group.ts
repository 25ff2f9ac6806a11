import { type GroupSpec } from "../definition/command.ts";
import { inOrder } from "../definition/group.ts";
import * as commands from "./index.ts";

export const capacity: GroupSpec = {
  name: "capacity",
  summary: "plan the servers of a platform for many tenants",
  commands: inOrder(commands, ["plan", "simulate"]),
};
