import { reads, writes } from "../../operation.ts";
import { environmentAt } from "../find.ts";
import { arnInput, tagInput, untagInput } from "../shapes.ts";
import { mergedTags } from "../tags.ts";

/** https://docs.aws.amazon.com/mwaa/latest/API/API_ListTagsForResource.html */
export const listTagsForResource = reads(arnInput, (context, { ResourceArn: arn }) => ({
  Tags: environmentAt(context, arn).tags,
}));

/** https://docs.aws.amazon.com/mwaa/latest/API/API_TagResource.html */
export const tagResource = writes(tagInput, (context, { ResourceArn: arn, Tags: tags }) => {
  const record = environmentAt(context, arn);
  context.state.environments.set(record.name, { ...record, tags: mergedTags(record.tags, tags) });
  context.state.touch();
  return {};
});

/** https://docs.aws.amazon.com/mwaa/latest/API/API_UntagResource.html */
export const untagResource = writes(untagInput, (context, { ResourceArn: arn, tagKeys: keys }) => {
  const record = environmentAt(context, arn);
  const tags = Object.entries(record.tags).filter(([key]) => !keys.includes(key));
  context.state.environments.set(record.name, { ...record, tags: Object.fromEntries(tags) });
  context.state.touch();
  return {};
});
