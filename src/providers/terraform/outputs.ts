import { QuantsError } from "../../core/errors.ts";
import type { StackOutput } from "../../core/contracts/terraform-control.ts";
import { isObject, objectOf } from "../../core/text/json.ts";

/** Reads `output -json`. */
export function readOutputs(text: string, sensitive: boolean): Map<string, StackOutput> {
  const outputs = new Map<string, StackOutput>();
  for (const [name, output] of Object.entries(objectOf(parse(text)))) {
    if (!isObject(output)) continue;
    const hidden = output["sensitive"] === true;
    outputs.set(name, {
      value: hidden && !sensitive ? null : (output["value"] ?? null),
      type: output["type"] ?? null,
      sensitive: hidden,
    });
  }
  return outputs;
}

function parse(text: string): unknown {
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new QuantsError("operation_failed", "Terraform's outputs are not JSON.", {
      hint: "Check that --binary is terraform or tofu, of version 1.0 or later.",
    });
  }
}
