import type { spec } from "./set.spec.ts";
import type { Command } from "../../definition/command.ts";
import { UsageError } from "../../../core/errors.ts";
import { checkTags } from "../../../core/instances/tags.ts";
import { changeTags } from "./change.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const tags = Object.fromEntries(options.tag);
  if (Object.keys(tags).length !== options.tag.length) {
    throw new UsageError("A tag key is given twice.", { hint: "Give each --tag key once." });
  }
  checkTags(tags);
  return changeTags(() => tags, options, context);
};
