import { defineCommand } from "../definition/command.ts";
import { DRY_RUN, YES } from "../definition/options.ts";
import { asItWas } from "../definition/resumption.ts";
import { CHANGES, ENGINE, LOST_WORKER, TENANT } from "./options.ts";

export const spec = defineCommand({
  name: "move",
  summary: "move a tenant with its data to another worker",
  about:
    "Stops it, copies its volumes over its own network, compares both by a checksum of names, owners, modes and " +
    "contents, starts it on the other worker, and deletes the old data only when it is well there. Its parts " +
    "never run on two workers. Repeating it goes on with a move that was interrupted.",
  examples: [
    "quants-ctl tenant move ada --to worker-2 --yes",
    "quants-ctl tenant move ada --dry-run",
    "quants-ctl tenant move ada --undo",
  ],
  argument: TENANT,
  options: [
    { flags: "--to <worker>", help: "where to", default: "the one with the lowest score" },
    {
      flags: "--undo",
      help: "take an unfinished move back: its data where it came from is whole until then",
      flagOnly: true,
    },
    LOST_WORKER,
    ...ENGINE,
    ...CHANGES,
    YES,
    DRY_RUN,
  ],
  resume: asItWas,
  undo: ({ options: { argument } }) => ({ path: "tenant move", options: { argument, undo: true } }),
  view: () => import("../../render/views/tenant-change.ts"),
  load: () => import("./move.ts"),
});
