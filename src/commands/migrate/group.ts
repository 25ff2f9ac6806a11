import { type GroupSpec } from "../definition/command.ts";
import { inOrder } from "../definition/group.ts";
import * as commands from "./index.ts";

export const migrate: GroupSpec = {
  name: "migrate",
  summary: "copy data to its new home and verify the copy; sources are only read",
  commands: inOrder(commands, ["redis", "postgres", "graph"]),
};
