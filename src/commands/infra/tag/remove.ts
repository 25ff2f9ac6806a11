import type { Command } from "../../command.ts";
import { type TagOptions, changeTags } from "./change.ts";

export interface TagRemoveOptions extends TagOptions {
  key: readonly string[];
}

export const command: Command<TagRemoveOptions> = (options, context) =>
  changeTags(Object.fromEntries(options.key.map((key) => [key, null])), options, context);
