import { type GroupSpec } from "../definition/command.ts";
import { inOrder } from "../definition/group.ts";
import * as commands from "./index.ts";

export const key: GroupSpec = {
  name: "key",
  summary: "list, create, import, rotate and delete SSH key pairs",
  about:
    "Lightsail puts the public key of a pair into an instance only when it makes the instance: whatever becomes " +
    "of the pair later, the instance keeps the key, until key rotate exchanges it. A key pair belongs to one region.",
  commands: inOrder(commands, ["list", "create", "import", "rotate", "delete"]),
};
