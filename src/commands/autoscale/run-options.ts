import type { CommandContext, OptionsFor } from "../definition/command.ts";
import type { spec } from "./run.spec.ts";

export type RunOptions = OptionsFor<typeof spec>;
export type RunContext = CommandContext<typeof spec>;
