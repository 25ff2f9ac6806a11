import { advice, toRun } from "../../core/text/advice.ts";
import type { spec } from "./status.spec.ts";
import type { Command } from "../definition/command.ts";
import { QuantsError } from "../../core/errors.ts";
import type { SandboxStatus } from "../../core/contracts/sandbox-control.ts";

export const command: Command<typeof spec> = async (_options, context) => {
  const status = await (await context.sandbox()).status();
  return {
    kind: "report",
    data: status,
    names: status.endpoint === null ? [] : [status.endpoint],
    error: damageError(status),
  };
};

function damageError({ damaged }: SandboxStatus): QuantsError | null {
  const [first] = damaged;
  if (first === undefined) return null;
  const regions = damaged.map(({ region }) => region).join(", ");
  return new QuantsError("failed", `The state of ${regions} is not usable. ${first.reason}`, {
    hint: advice`The other regions are. Restore or move the file away, or run \`${toRun("sandbox reset")}\` to start afresh.`,
    resource: first.region,
  });
}
