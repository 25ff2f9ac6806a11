import type { CallOptions } from "../../core/infra-manager.ts";
import { ownValue } from "../../core/text/own-value.ts";
import { type Calls, idsOf } from "./calls.ts";
import { toTagList } from "./create-request.ts";

type Tags = Readonly<Record<string, string>>;

/**
 * Sets these tags of whatever bears the name and leaves the others; setting them twice does no harm.
 * `read` tells the tags after a lost answer. Resolves with the ids of the operations.
 */
export async function tagResource(
  calls: Calls,
  name: string,
  tags: Tags,
  read: () => Promise<{ tags: Tags }>,
  call?: CallOptions,
): Promise<string[]> {
  const begun = await calls.change(
    "TagResource",
    { resourceName: name, tags: toTagList(tags) },
    { ...call, resource: name },
    async () => {
      const { tags: now } = await read();
      return Object.entries(tags).every(([key, value]) => ownValue(now, key) === value);
    },
  );
  return idsOf(begun);
}

/** Missing keys are no error. */
export async function untagResource(
  calls: Calls,
  name: string,
  keys: readonly string[],
  read: () => Promise<{ tags: Tags }>,
  call?: CallOptions,
): Promise<string[]> {
  const begun = await calls.change(
    "UntagResource",
    { resourceName: name, tagKeys: [...keys] },
    { ...call, resource: name },
    async () => {
      const { tags: now } = await read();
      return keys.every((key) => !Object.hasOwn(now, key));
    },
  );
  return idsOf(begun);
}
