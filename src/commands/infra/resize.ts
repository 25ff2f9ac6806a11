import { advice, toRun } from "../../core/text/advice.ts";
import type { spec } from "./resize.spec.ts";
import type { Command } from "../definition/command.ts";
import { UsageError } from "../../core/errors.ts";
import { checkName } from "../../core/instances/names.ts";
import { requireTerminal } from "../shared/prompt.ts";
import { oneRegion } from "../shared/regions.ts";
import { checkSshWait } from "../shared/waiting.ts";
import type { ResizeOptions } from "./resize/options.ts";
import { resize } from "./resize/resize.ts";
import { undoResize } from "./resize/undo.ts";

export const command: Command<typeof spec> = async (given, context) => {
  const name = nameOf(given);
  if (given.verify === "ssh") checkSshWait("ssh", context);
  const asks = given.yes !== true && given.dryRun !== true;
  const what = given.undo === true ? `undo the resize of ${name}` : `resize ${name}`;
  if (asks) requireTerminal(context.host, what);
  const options = { ...given, name };
  const manager = await oneRegion(context);
  if (given.undo === true) return undoResize(manager, options, asks, context);
  return resize(manager, options, asks, context);
};

function nameOf({ argument, name }: ResizeOptions): string {
  if (argument !== undefined && name !== undefined && argument !== name) {
    throw new UsageError(`Two instances are named: ${argument} and ${name}.`, {
      hint: "Only one instance is resized at a time: give one name.",
    });
  }
  const given = name ?? argument;
  if (given !== undefined) return checkName(given);
  throw new UsageError("No instance is named.", {
    hint: advice`Give its name: ${toRun("infra resize", { argument: "NAME", bundle: "BUNDLE" })}`,
  });
}
