import type { spec } from "./attach.spec.ts";
import type { Command } from "../../definition/command.ts";
import { attachTo } from "./move.ts";

export const command: Command<typeof spec> = (options, context) =>
  attachTo("attach", options, context);
