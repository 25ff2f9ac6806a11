import { REGION } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";
import { NAME, DIR } from "./options.ts";

export const spec = defineCommand({
  name: "prices",
  summary: "refresh prices.json, which a stack computes its cost from",
  about:
    "Writes the monthly price of every plan of the region into prices.json in the stack's folder, " +
    "from Lightsail's own catalogue. The region is the one asked for, else that of the file.",
  examples: ["quants-ctl stack prices prod --region ap-northeast-1"],
  argument: NAME,
  options: [DIR, REGION],
  view: () => import("../../render/views/stack-prices.ts"),
  load: () => import("./prices.ts"),
});
