import { UsageError } from "../../core/errors.ts";
import { policyFor } from "../../core/policy/policy.ts";
import type { Command } from "../definition/command.ts";
import type { spec } from "./policy.spec.ts";

export const command: Command<typeof spec> = async (options) => {
  const { for: areas, record = null } = options;
  if (record !== null && !areas.some((it) => it.startsWith("fleet"))) {
    throw new UsageError("Only a fleet has a record.", { hint: "Add --for fleet." });
  }
  const policy = policyFor({ areas, record });
  return { kind: "text", text: `${JSON.stringify(policy, null, 2)}\n` };
};
