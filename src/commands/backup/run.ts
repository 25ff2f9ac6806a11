import type { spec } from "./run.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import { backUp } from "./back-up.ts";

export type BackupRunOptions = OptionsFor<typeof spec>;

export const command: Command<typeof spec> = (options, context) =>
  backUp({ make: true, prune: options.prune !== false }, options, context);
