import type { CallOptions } from "../../core/infra-manager.ts";
import { type Calls, idsOf } from "./calls.ts";
import { getInstance } from "./instances.ts";
import { tagResource } from "./tag-resource.ts";

/** Sets these tags and leaves the others. */
export const tagInstance = (
  calls: Calls,
  name: string,
  tags: Readonly<Record<string, string>>,
  call?: CallOptions,
): Promise<string[]> => tagResource(calls, name, tags, () => getInstance(calls, name, call), call);

export async function untagInstance(
  calls: Calls,
  name: string,
  keys: readonly string[],
  call?: CallOptions,
): Promise<string[]> {
  const begun = await calls.change(
    "UntagResource",
    { resourceName: name, tagKeys: [...keys] },
    { ...call, resource: name },
    async () => {
      const { tags: now } = await getInstance(calls, name, call);
      return keys.every((key) => !Object.hasOwn(now, key));
    },
  );
  return idsOf(begun);
}
