import { type GroupSpec } from "../../definition/command.ts";
import { inOrder } from "../../definition/group.ts";
import * as commands from "./index.ts";

export const ports: GroupSpec = {
  name: "ports",
  summary: "list, open, close, set, compare and audit firewall rules",
  commands: inOrder(commands, ["list", "open", "close", "set", "diff", "audit"]),
};
