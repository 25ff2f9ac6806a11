import { BINARY, VARIABLES, WORKSPACE } from "./options.ts";
import { type GroupSpec } from "../definition/command.ts";
import { inOrder } from "../definition/group.ts";
import * as commands from "./index.ts";

export const stack: GroupSpec = {
  name: "stack",
  summary: "run Terraform stacks, on AWS or on the sandbox",
  sharedOptions: [WORKSPACE, BINARY, ...VARIABLES],
  commands: inOrder(commands, [
    "list",
    "init",
    "plan",
    "apply",
    "refresh",
    "adopt",
    "output",
    "destroy",
    "instances",
    "verify",
    "logs",
    "cost",
    "prices",
  ]),
};
