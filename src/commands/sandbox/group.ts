import { type GroupSpec } from "../definition/command.ts";
import { inOrder } from "../definition/group.ts";
import * as commands from "./index.ts";

export const sandbox: GroupSpec = {
  name: "sandbox",
  summary: "run an embedded Lightsail on this machine",
  commands: inOrder(commands, ["start", "stop", "status", "env", "seed", "reset"]),
};
