import type { spec } from "./prune.spec.ts";
import type { Command } from "../definition/command.ts";
import { backUp } from "./back-up.ts";

export const command: Command<typeof spec> = (options, context) =>
  backUp({ make: false, prune: true }, options, context);
