import type { spec } from "./run.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import { carryOutBackups } from "./carry-out.ts";

export type BackupRunOptions = OptionsFor<typeof spec>;

export const command: Command<typeof spec> = (options, context) =>
  carryOutBackups({ make: true, prune: options.prune !== false }, options, context);
