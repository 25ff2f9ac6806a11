import { type GroupSpec } from "../../definition/command.ts";
import { inOrder } from "../../definition/group.ts";
import * as commands from "./index.ts";

export const ip: GroupSpec = {
  name: "ip",
  summary: "list, allocate, attach, detach, release and move static IPs",
  about:
    "A static IP is an IPv4 address that survives a stop and can change hands. A region has five unless AWS " +
    "raised it. It costs nothing while an instance holds it, and USD 0.005 an hour while none does.",
  commands: inOrder(commands, ["list", "allocate", "attach", "detach", "release", "move"]),
};
