import { REGION } from "../definition/options.ts";
import { QuantsError } from "../../core/errors.ts";
import { defineCommand } from "../definition/command.ts";
import { NAME, DIR } from "./options.ts";

export const spec = defineCommand({
  name: "prices",
  summary: "refresh the prices that a stack computes its cost from",
  about:
    "Writes the monthly price of every Lightsail plan of the region into prices.json in the stack's folder; and, " +
    "if the stack has a folder prices or --key is given, the figures of prices/REGION.json from AWS's price " +
    "list, each with its date. What the list does not have stays as it is, and is named.",
  examples: [
    "quants-ctl stack prices prod --region ap-northeast-1",
    "quants-ctl stack prices rag-api --key ec2/c7g.2xlarge",
  ],
  argument: NAME,
  options: [
    DIR,
    REGION,
    {
      flags: "--key <key>",
      help: "figure to add, as stack cost --explain names it; repeat it for several",
      repeat: true,
      flagOnly: true,
      parse: priceKey,
    },
  ],
  view: () => import("../../render/views/stack-prices.ts"),
  load: () => import("./prices.ts"),
});

function priceKey(text: string): string {
  if (/^[a-z0-9-]+(\/[\w.-]+)+$/.test(text)) return text;
  throw new QuantsError("invalid_input", `"${text}" is not the key of a price.`, {
    hint: "A key looks like ec2/c7g.xlarge or nat/hour.",
    resource: text,
  });
}
