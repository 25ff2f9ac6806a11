import type { Command } from "../command.ts";
import { type BackupWorkOptions, carryOutBackups } from "./carry-out.ts";

export const command: Command<BackupWorkOptions> = (options, context) =>
  carryOutBackups({ make: false, prune: true }, options, context);
