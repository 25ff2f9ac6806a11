import type { Command } from "../../command.ts";
import { type AttachOptions, attachTo } from "./move.ts";

export const command: Command<AttachOptions> = (options, context) =>
  attachTo("attach", options, context);
