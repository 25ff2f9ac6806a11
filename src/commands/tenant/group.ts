import { type GroupSpec } from "../definition/command.ts";
import { inOrder } from "../definition/group.ts";
import * as commands from "./index.ts";

export const tenant: GroupSpec = {
  name: "tenant",
  summary: "make, move, wake and remove the tenants of a platform",
  commands: inOrder(commands, [
    "create",
    "list",
    "info",
    "routes",
    "place",
    "move",
    "restore",
    "hibernate",
    "wake",
  ]),
};
