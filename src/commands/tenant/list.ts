import { tenantResource } from "../../core/fields/tenants.ts";
import { collection } from "../../core/result.ts";
import { pendingRecord, tenantRecord } from "../../core/tenants/records.ts";
import type { Command } from "../definition/command.ts";
import { checkListOptions } from "../shared/list-options.ts";
import type { spec } from "./list.spec.ts";
import { openWork } from "./open.ts";

export const command: Command<typeof spec> = async (options, context) => {
  checkListOptions(tenantResource, options, context.settings.output);
  const { engine, nodes } = await openWork(options, context);
  const made = (await engine.tenants()).map((it) => tenantRecord(it, nodes));
  const all = [...made, ...(await engine.pending()).map(pendingRecord)];
  const { tier, worker } = options;
  return collection({
    resource: tenantResource,
    items: all.filter(
      (it) =>
        (tier === undefined || it.tier === tier) && (worker === undefined || it.worker === worker),
    ),
    emptyNote: "No tenants.",
  });
};
