import { resourceArn, resourceName } from "../common-shapes.ts";
import { writes } from "../operation.ts";
import { list, required, string, structure } from "../shapes.ts";
import { taggable, taggingOutput } from "../taggable.ts";
import { assertNotReserved } from "../tags.ts";

/** Keys that the resource does not have are ignored. */
export const untagResource = writes(
  structure({
    resourceName: required(resourceName),
    resourceArn,
    tagKeys: required(list(string())),
  }),
  (context, input) => {
    const record = taggable(context, input.resourceName, input.resourceArn);
    for (const key of input.tagKeys) assertNotReserved(key);
    record.tags = record.tags.filter((tag) => !input.tagKeys.includes(tag.key));
    return taggingOutput(context, "UntagResource", record);
  },
);
