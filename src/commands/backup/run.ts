import type { Command } from "../command.ts";
import { type BackupWorkOptions, carryOutBackups } from "./carry-out.ts";

export interface BackupRunOptions extends BackupWorkOptions {
  prune?: boolean;
}

export const command: Command<BackupRunOptions> = (options, context) =>
  carryOutBackups({ make: true, prune: options.prune !== false }, options, context);
