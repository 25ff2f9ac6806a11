import type { spec } from "./prune.spec.ts";
import type { Command } from "../definition/command.ts";
import { carryOutBackups } from "./carry-out.ts";

export const command: Command<typeof spec> = (options, context) =>
  carryOutBackups({ make: false, prune: true }, options, context);
