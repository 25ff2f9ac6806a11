import type { Command } from "../definition/command.ts";
import { toStage } from "./to-stage.ts";
import type { spec } from "./wake.spec.ts";

export const command: Command<typeof spec> = (options, context) =>
  toStage("wake", "awake", options, context);
