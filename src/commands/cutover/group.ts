import { type GroupSpec } from "../definition/command.ts";
import { inOrder } from "../definition/group.ts";
import * as commands from "./index.ts";

export const cutover: GroupSpec = {
  name: "cutover",
  summary: "move traffic between two targets by weighted DNS records, and back",
  commands: inOrder(commands, ["start", "status", "resume", "promote", "abort"]),
};
