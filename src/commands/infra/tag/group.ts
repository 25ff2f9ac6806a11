import { type GroupSpec } from "../../definition/command.ts";
import { inOrder } from "../../definition/group.ts";
import * as commands from "./index.ts";

export const tag: GroupSpec = {
  name: "tag",
  summary: "set and remove tags of instances",
  about:
    "Tags choose instances (--selector), put them into Ansible groups, say how they are backed up, and " +
    "protect them: Protected=true or CriticalLevel=critical.",
  commands: inOrder(commands, ["set", "remove"]),
};
