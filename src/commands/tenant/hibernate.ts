import type { Command } from "../definition/command.ts";
import type { spec } from "./hibernate.spec.ts";
import { toStage } from "./to-stage.ts";

export const command: Command<typeof spec> = (options, context) =>
  toStage("hibernate", options.stage ?? "bots", options, context);
