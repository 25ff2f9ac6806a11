import { defineCommand } from "../definition/command.ts";
import { DRY_RUN, REGION, WAIT } from "../definition/options.ts";
import { argument } from "../definition/option.ts";
import { CREATION_NOTES, CREATION_RESUMING, goingOn } from "../infra/create/notes.ts";
import { ENGINE } from "../tenant/options.ts";
import { MAKING } from "./options.ts";

export const spec = defineCommand({
  name: "add",
  summary: "make a server for tenants, set it up, and let it join the Swarm",
  about:
    "The server gets the plan of its pool and the tags Service=worker and Pool, then the roles of the services " +
    "common, security, docker, node_exporter and swarm by Ansible, which also labels it. It counts as added when " +
    "the Swarm shows it as ready, in its pool. Safe to repeat: what is there is not made again.",
  examples: [
    "quants-ctl worker add worker-low-3 --pool low --key-pair ops",
    "quants-ctl worker add worker-low-3 --pool low --dry-run",
  ],
  argument: argument({ name: "<worker>", help: "name of the server and of the node" }),
  options: [
    { flags: "--pool <pool>", help: "its pool, of the platform's", required: true },
    ...ENGINE,
    REGION,
    ...MAKING,
    DRY_RUN,
    ...WAIT,
  ],
  notes: CREATION_NOTES,
  resuming: CREATION_RESUMING,
  resume: ({ options, noted, resuming }) => ({
    options,
    resuming: goingOn({ noted, resuming }, false),
  }),
  view: () => import("../../render/views/worker-added.ts"),
  load: () => import("./add.ts"),
});
