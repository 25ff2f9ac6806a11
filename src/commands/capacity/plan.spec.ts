import { defineCommand } from "../definition/command.ts";
import { ANSWER_TIMEOUT, REGION } from "../definition/options.ts";
import { PLATFORM_FILE } from "./options.ts";

export const spec = defineCommand({
  name: "plan",
  summary: "how many servers a platform's tenants need, and what they cost",
  about:
    "From users by tier, their limits and the share of them that is active to servers of Lightsail's plans, " +
    "with headroom and servers to spare: on one server, on a cluster of pools, and on managed Kubernetes by " +
    "a price file. What the file claims is compared with what comes out, and what does not agree with itself " +
    "is said.",
  examples: [
    "quants-ctl capacity plan config/examples/platform.yml",
    "quants-ctl capacity plan config/examples/platform.yml --output json",
  ],
  argument: PLATFORM_FILE,
  options: [{ ...REGION, help: "region of the plans and their prices" }, ANSWER_TIMEOUT],
  view: () => import("../../render/views/capacity-plan.ts"),
  load: () => import("./plan.ts"),
});
