import { REGION, ANSWER_TIMEOUT, LIST_OPTIONS } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";

export const spec = defineCommand({
  name: "bundles",
  summary: "list the plans with their prices",
  examples: ["quants-ctl infra bundles --columns bundle_id,monthly_price_usd,ram_size_gb"],
  options: [
    REGION,
    { flags: "--all", help: "retired plans too", flagOnly: true },
    ANSWER_TIMEOUT,
    ...LIST_OPTIONS,
  ],
  load: () => import("./bundles.ts"),
});
