import { UsageError } from "../../../core/errors.ts";
import { checkTags } from "../../../core/instances/tags.ts";
import type { Command } from "../../command.ts";
import { type TagOptions, changeTags } from "./change.ts";

export interface TagSetOptions extends TagOptions {
  tag: readonly (readonly [key: string, value: string])[];
}

export const command: Command<TagSetOptions> = async (options, context) => {
  const tags = Object.fromEntries(options.tag);
  if (Object.keys(tags).length !== options.tag.length) {
    throw new UsageError("A tag key is given twice.", { hint: "Give each --tag key once." });
  }
  checkTags(tags);
  return changeTags(tags, options, context);
};
