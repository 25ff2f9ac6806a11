import { defineCommand } from "../definition/command.ts";
import { ANSWER_TIMEOUT } from "../definition/options.ts";
import { BOTS, ENGINE, TENANT, TIER } from "./options.ts";

export const spec = defineCommand({
  name: "place",
  summary: "explain where a tenant would go, and why not elsewhere",
  about:
    "Each worker with the parts of its score: 0.4 of its reserved processors, 0.4 of its reserved memory, 0.2 of " +
    "its tenants; the lowest wins, ties by name. Then the workers that it can't go to, and why. A tenant that " +
    "there is may be on each of them but its own. Changes nothing.",
  examples: [
    "quants-ctl tenant place ada --tier free --bots binance=1",
    "quants-ctl tenant place ada",
  ],
  argument: TENANT,
  options: [
    { ...TIER, help: "tier of one that there is not yet", default: "that of the tenant" },
    BOTS,
    ...ENGINE,
    ANSWER_TIMEOUT,
  ],
  view: () => import("../../render/views/tenant-placement.ts"),
  load: () => import("./place.ts"),
});
