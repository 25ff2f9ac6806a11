import { type GroupSpec } from "../../commands/definition/command.ts";
import { inOrder } from "../../commands/definition/group.ts";
import * as commands from "./index.ts";

export const config: GroupSpec = {
  name: "config",
  summary: "show where settings come from",
  commands: inOrder(commands, ["explain"]),
};
