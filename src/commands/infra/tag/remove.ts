import type { spec } from "./remove.spec.ts";
import type { Command } from "../../definition/command.ts";
import { changeTags } from "./change.ts";

export const command: Command<typeof spec> = (options, context) =>
  changeTags(() => Object.fromEntries(options.key.map((key) => [key, null])), options, context);
