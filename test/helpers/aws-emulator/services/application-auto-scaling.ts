import { json, text } from "../answers.ts";
import { type Call, type Fill, perPlace, type Service } from "../call.ts";

interface Tagging {
  ResourceARN: string;
  Tags?: Record<string, string>;
  TagKeys?: string[];
}

/** moto's scalable targets have no tags. */
export function applicationAutoScaling(): Service {
  const tags = perPlace(() => new Map<string, Map<string, string>>());
  const at = (call: Call, arn: string): Map<string, string> => {
    const found = tags(call).get(arn) ?? new Map<string, string>();
    tags(call).set(arn, found);
    return found;
  };
  const asked = ({ body }: Call): Tagging => JSON.parse(body.toString()) as Tagging;
  const add = (call: Call, arn: string): void => {
    for (const [key, value] of Object.entries(asked(call).Tags ?? {}))
      at(call, arn).set(key, value);
  };
  const register: Fill = async (call, upstream) => {
    const found = await upstream();
    if (found.status === 200) {
      const { ScalableTargetARN: arn } = JSON.parse(text(found)) as { ScalableTargetARN?: string };
      if (arn !== undefined) add(call, arn);
    }
    return found;
  };
  return {
    name: "application-autoscaling",
    fills: {
      RegisterScalableTarget: register,
      TagResource: (call) => {
        add(call, asked(call).ResourceARN);
        return json({});
      },
      UntagResource: (call) => {
        const { ResourceARN: arn, TagKeys: keys = [] } = asked(call);
        for (const key of keys) at(call, arn).delete(key);
        return json({});
      },
      ListTagsForResource: (call) =>
        json({ Tags: Object.fromEntries(at(call, asked(call).ResourceARN)) }),
    },
  };
}
