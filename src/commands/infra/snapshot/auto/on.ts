import type { Command } from "../../../definition/command.ts";
import { changeAutoSnapshots } from "./change.ts";
import type { spec } from "./on.spec.ts";

export const command: Command<typeof spec> = ({ time, ...options }, context) =>
  changeAutoSnapshots(time, options, context);
