import { defineCommand } from "../definition/command.ts";
import { ANSWER_TIMEOUT, REGION } from "../definition/options.ts";
import { ENGINE } from "../tenant/options.ts";

export const spec = defineCommand({
  name: "tenants",
  summary: "share a platform's servers out among its tenants",
  about:
    "Half of a server's price is for its processors, half for its memory; a tenant has of both what is reserved " +
    "for it, and, where Prometheus measures it, what it uses. By tier, too, and what sleep saves. What nobody " +
    "has is told apart, so that tenants of a tier cost the same on full and on empty servers.",
  examples: ["quants-ctl cost tenants", "quants-ctl cost tenants --output json | jq .tiers"],
  options: [
    { ...REGION, help: "region of the servers and their prices" },
    ...ENGINE,
    {
      flags: "--prometheus <url>",
      help: "address of the Prometheus that measures the platform",
      default: "that of the platform's file, if it has queries of usage",
      role: "how",
    },
    ANSWER_TIMEOUT,
  ],
  view: () => import("../../render/views/tenant-costs.ts"),
  load: () => import("./tenants.ts"),
});
