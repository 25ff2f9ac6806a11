import type { spec } from "./plan.spec.ts";
import type { Command } from "../definition/command.ts";
import { backupPlanResource } from "../../core/fields/backups.ts";
import { collection } from "../../core/result.ts";
import { type ListOptions, checkListOptions } from "../shared/list-options.ts";
import { type BackupOptions, selectBackups } from "./select.ts";
import { errorOfSome } from "../shared/each-region.ts";

export type BackupPlanOptions = BackupOptions & ListOptions;

export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(backupPlanResource, options, context.settings.output);
  const { found, errors, regions } = await selectBackups(options, context, "available");
  const error = errorOfSome(errors, regions);
  return collection({
    resource: backupPlanResource,
    items: found.map(({ plan }) => plan),
    emptyNote: "No instance has the tag Backup=hourly, daily or weekly.",
    error,
  });
};
