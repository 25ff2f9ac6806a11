import { workerResource } from "../../core/fields/tenants.ts";
import { collection } from "../../core/result.ts";
import type { Command } from "../definition/command.ts";
import { checkListOptions } from "../shared/list-options.ts";
import { openWork } from "../tenant/open.ts";
import type { spec } from "./list.spec.ts";
import { workerRecords } from "./records.ts";

export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(workerResource, options, context.settings.output);
  const work = await openWork(options, context);
  const all = workerRecords(work, await work.engine.tenants());
  return collection({
    resource: workerResource,
    items: all.filter((it) => options.pool === undefined || it.pool === options.pool),
    emptyNote: "No workers.",
  });
};
