import { QuantsError } from "../../core/errors.ts";
import { defineCommand } from "../definition/command.ts";
import { EXTRA, NAME, VARIABLES, WHERE } from "./options.ts";

export const spec = defineCommand({
  name: "cost",
  summary: "what a stack costs in a month, before and after its plan",
  about:
    "From Terraform's plan and the price files in the stack's folder (prices/REGION.json, and prices.json of " +
    "Lightsail plans). A month has 730 hours. What only use tells, such as traffic, comes from usage.yml; " +
    "without it, it is not counted, and said so. What has no known price makes the total incomplete.",
  examples: [
    "quants-ctl stack cost prod --explain",
    "quants-ctl stack cost rag-api --compare terraform/environments/rag-api/variants.yml",
    "quants-ctl stack cost prod --fail-on-increase 50 --fail-on-unpriced --output json",
  ],
  argument: NAME,
  extra: EXTRA,
  options: [
    ...WHERE,
    ...VARIABLES,
    {
      flags: "--usage <file>",
      help: "what use comes to",
      default: "usage.yml of the stack, if it is there",
    },
    { flags: "--explain", help: "show how each amount comes about", flagOnly: true },
    { flags: "--compare <file>", help: "variants to put side by side", flagOnly: true },
    {
      flags: "--fail-on-increase <usd>",
      help: "exit with 5 when a month gets dearer by more than that",
      flagOnly: true,
      parse: parseAmount,
    },
    {
      flags: "--fail-on-unpriced",
      help: "exit with 5 when the price of something is not known",
      flagOnly: true,
    },
  ],
  view: () => import("../../render/views/stack-cost.ts"),
  load: () => import("./cost.ts"),
});

function parseAmount(text: string): number {
  if (/^\d{1,9}(\.\d{1,2})?$/.test(text)) return Number(text);
  throw new QuantsError("invalid_input", `"${text}" is not an amount of US dollars.`, {
    hint: "Give a number from 0, for example 50 or 12.50.",
    resource: text,
  });
}
