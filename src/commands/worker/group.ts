import { type GroupSpec } from "../definition/command.ts";
import { inOrder } from "../definition/group.ts";
import * as commands from "./index.ts";

export const worker: GroupSpec = {
  name: "worker",
  summary: "the servers that tenants run on: see, empty and remove them",
  commands: inOrder(commands, ["add", "list", "info", "drain", "remove"]),
};
