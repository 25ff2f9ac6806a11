import { type GroupSpec } from "../definition/command.ts";
import { inOrder } from "../definition/group.ts";
import * as commands from "./index.ts";

export const dns: GroupSpec = {
  name: "dns",
  summary: "list, set and remove entries of Lightsail's DNS zones, and read and write zone files",
  about:
    "Lightsail keeps DNS zones in us-east-1 only: that is where these commands look, whatever region is set. " +
    "Names are given relative to the zone, in full, or as @ for the zone itself; a last dot makes no difference.",
  commands: inOrder(commands, ["zones", "list", "set", "remove", "import", "export"]),
};
