import { type GroupSpec } from "../definition/command.ts";
import { inOrder } from "../definition/group.ts";
import * as commands from "./index.ts";

export const infra: GroupSpec = {
  name: "infra",
  summary: "create, list, inspect, manage and destroy instances",
  commands: inOrder(commands, [
    "create",
    "list",
    "info",
    "manage",
    "start",
    "stop",
    "reboot",
    "destroy",
    "ip",
    "disk",
    "ports",
    "resize",
    "snapshot",
    "metrics",
    "ssh",
    "doctor",
    "tag",
    "log",
    "undo",
    "resume",
    "bundles",
    "blueprints",
    "regions",
  ]),
};
