import type { spec } from "./output.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import type { OutputsRecord } from "../../core/records/stacks.ts";
import { QuantsError, UsageError } from "../../core/errors.ts";
import { safeJson } from "../../core/text/safe-text.ts";
import { nearest } from "../../core/text/nearest.ts";
import type { StackOutput } from "../../core/contracts/terraform-control.ts";
import { environmentFile } from "./output/environment.ts";
import { stackRequest } from "./request.ts";

export type OutputOptions = OptionsFor<typeof spec>;

export const command: Command<typeof spec> = async (options, context) => {
  if (options.format !== undefined && options.field !== undefined) {
    throw new UsageError("--format and --field exclude each other.", { hint: "Give one." });
  }
  const terraform = await context.terraform();
  return terraform.withStack(await stackRequest(options, context), async (stack) => {
    const outputs = await stack.outputs({ sensitive: options.showSensitive ?? false });
    if (options.format === "env") {
      return { kind: "text", text: environmentFile(outputs, stack.name) };
    }
    if (options.field !== undefined) {
      return { kind: "text", text: `${valueOf(outputs, options.field, stack.name)}\n` };
    }
    if (outputs.size === 0) {
      context.host.stderr.write(`Stack ${stack.name} has no outputs yet: nothing was applied.\n`);
    }
    // Not a plain assignment: an output may be called `__proto__`.
    const record: OutputsRecord = Object.fromEntries(outputs);
    return { kind: "report", data: record, names: [...outputs.keys()] };
  });
};

function valueOf(outputs: ReadonlyMap<string, StackOutput>, name: string, stack: string): string {
  const output = outputs.get(name);
  if (output === undefined) {
    const known = [...outputs.keys()];
    const near = nearest(name, known);
    throw new QuantsError("not_found", `Stack ${stack} has no output "${name}".`, {
      hint:
        known.length === 0
          ? "It has none yet: nothing was applied."
          : `${near === null ? "" : `Did you mean ${near}? `}Known: ${known.join(", ")}.`,
      resource: name,
    });
  }
  if (output.sensitive && output.value === null) {
    throw new UsageError(`The output ${name} is sensitive.`, {
      hint: "Add --show-sensitive to print it.",
      resource: name,
    });
  }
  return typeof output.value === "string" ? output.value : safeJson(output.value);
}
