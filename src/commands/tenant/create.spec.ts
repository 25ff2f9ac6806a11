import { defineCommand } from "../definition/command.ts";
import { DRY_RUN } from "../definition/options.ts";
import { asItWas } from "../definition/resumption.ts";
import { BOTS, CHANGES, ENGINE, TENANT, TIER } from "./options.ts";

export const spec = defineCommand({
  name: "create",
  summary: "make a tenant's stack on the worker with the lowest score",
  about:
    "PostgreSQL, Redis, the bot and its dashboard, as the platform's file says: with limits by tier, an overlay " +
    "network, volumes and secrets of its own. Waits until all parts are well. Repeating it finishes what was " +
    "interrupted. Without room nothing is made, and it says what would help; with --allow-pending the Swarm keeps " +
    "that it waits, autoscaling counts it, and the same command makes it once there is room.",
  examples: [
    "quants-ctl tenant create ada --tier free --bots binance=1",
    "quants-ctl tenant create ada --tier pro --platform config/examples/platform.yml --dry-run",
  ],
  argument: TENANT,
  options: [
    { ...TIER, default: "that of one that is pending" },
    BOTS,
    {
      flags: "--allow-pending",
      help: "without room, record that it waits for a place",
      flagOnly: true,
    },
    ...ENGINE,
    ...CHANGES,
    DRY_RUN,
  ],
  resume: asItWas,
  undo: ({ options: { argument } }) => ({ path: "tenant destroy", options: { argument } }),
  view: () => import("../../render/views/tenant-change.ts"),
  load: () => import("./create.ts"),
});
