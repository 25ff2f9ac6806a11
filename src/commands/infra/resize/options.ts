import { type PastedCommand, toRun } from "../../../core/text/advice.ts";
import type { CommandContext, OptionsFor } from "../../definition/command.ts";
import type { spec } from "../resize.spec.ts";

export type ResizeOptions = OptionsFor<typeof spec>;
export type ResizeContext = CommandContext<typeof spec>;

export type NamedOptions = ResizeOptions & { name: string };

/** The command that goes on with a resize, or goes back. */
export function toGoOn(
  { name, bundle, stop, keepOld, keepSnapshot, verify }: NamedOptions,
  to: string,
  region: string,
  isBack = false,
): PastedCommand {
  const wanted = { stop, keepOld, keepSnapshot, verify };
  return toRun("infra resize", { name, bundle, to, region, ...wanted, undo: isBack });
}
