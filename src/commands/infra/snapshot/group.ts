import { type GroupSpec } from "../../definition/command.ts";
import { inOrder } from "../../definition/group.ts";
import * as commands from "./index.ts";

export const snapshot: GroupSpec = {
  name: "snapshot",
  summary: "make, list, copy, delete and restore snapshots of instances, by hand or each day",
  about:
    "A snapshot is a copy of an instance's disk at one time, and is billed for its size. It outlives the " +
    "instance, and holds neither its firewall nor its address. See also: quants-ctl backup.",
  commands: inOrder(commands, ["create", "list", "copy", "delete", "restore", "auto"]),
};
