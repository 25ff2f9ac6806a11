import { type GroupSpec } from "../definition/command.ts";
import { inOrder } from "../definition/group.ts";
import * as commands from "./index.ts";

export const autoscale: GroupSpec = {
  name: "autoscale",
  summary: "as many workers as a platform's pools need",
  commands: inOrder(commands, ["run"]),
};
