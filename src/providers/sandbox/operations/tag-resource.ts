import { resourceArn, resourceName, tagList } from "../common-shapes.ts";
import { writes } from "../operation.ts";
import { required, structure } from "../shapes.ts";
import { taggable, taggingOutput } from "../taggable.ts";
import { mergeTags } from "../tags.ts";

/** Adds tags; a key that is there gets the new value. */
export const tagResource = writes(
  structure({ resourceName: required(resourceName), resourceArn, tags: required(tagList) }),
  (context, input) => {
    const record = taggable(context, input.resourceName, input.resourceArn);
    record.tags = mergeTags(record.tags, input.tags);
    return taggingOutput(context, "TagResource", record);
  },
);
