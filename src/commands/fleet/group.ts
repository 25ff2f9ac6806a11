import { inOrder } from "../definition/group.ts";
import type { GroupSpec } from "../definition/command.ts";
import * as commands from "./index.ts";

export const fleet: GroupSpec = {
  name: "fleet",
  summary: "make what exists what a file says: plan, apply, drift",
  about:
    "One file in git says which instances there should be. What exists is the only truth beside it: there " +
    "is no state file, and instances belong to a fleet by their tags.",
  commands: inOrder(commands, ["validate", "plan", "apply"]),
};
