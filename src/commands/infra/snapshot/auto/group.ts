import type { GroupSpec } from "../../../definition/command.ts";
import { inOrder } from "../../../definition/group.ts";
import * as commands from "./index.ts";

export const auto: GroupSpec = {
  name: "auto",
  summary: "switch Lightsail's own daily snapshots on and off",
  about:
    "Lightsail makes them at a full hour in UTC and keeps the last seven, billed by their size. They belong " +
    "to the instance: unlike those of infra snapshot create and backup run, they are deleted with it.",
  commands: inOrder(commands, ["list", "on", "off"]),
};
