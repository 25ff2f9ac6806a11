import { defineCommand } from "../definition/command.ts";
import { DRY_RUN, YES } from "../definition/options.ts";
import { asItWas } from "../definition/resumption.ts";
import { CHANGES, ENGINE, LOST_WORKER, TENANT } from "./options.ts";

export const spec = defineCommand({
  name: "restore",
  summary: "give a tenant the data of its backup, also where its worker died",
  about:
    "Put the data on the worker first, as .restored-NAME beside the tenants' volumes: quants-restore does. It is " +
    "looked at before anything is stopped: all volumes, with their owners, and not all of them empty. Then the " +
    "tenant is stopped, the data takes its place, and the tenant starts on that worker. What it had there is kept " +
    "as .before-NAME until the next restore, move or destruction. For a worker that died, --lost-worker says that " +
    "it never comes back: one that is only cut off goes on running what it has. Repeating it goes on.",
  examples: [
    "quants-ctl tenant restore ada --yes",
    "quants-ctl tenant restore ada --to worker-3 --lost-worker worker-1 --yes",
  ],
  argument: TENANT,
  options: [
    {
      flags: "--to <worker>",
      help: "where its data was restored",
      default: "the worker that has it",
    },
    LOST_WORKER,
    ...ENGINE,
    ...CHANGES,
    YES,
    DRY_RUN,
  ],
  resume: asItWas,
  view: () => import("../../render/views/tenant-change.ts"),
  load: () => import("./restore.ts"),
});
