import { type GroupSpec } from "../../definition/command.ts";
import { inOrder } from "../../definition/group.ts";
import * as commands from "./index.ts";

export const disk: GroupSpec = {
  name: "disk",
  summary: "list, make, attach, detach, copy and delete block storage disks",
  about:
    "A block storage disk is a further disk of an instance, and outlives it: destroying the instance keeps " +
    "the disk, with its data. It belongs to one zone, and costs USD 0.10 for a GB a month, attached or not.",
  commands: inOrder(commands, ["list", "create", "attach", "detach", "snapshot", "delete"]),
};
