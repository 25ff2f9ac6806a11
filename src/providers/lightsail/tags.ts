import type { CallOptions } from "../../core/infra-manager.ts";
import { type Calls, idsOf } from "./calls.ts";
import { getInstance } from "./instances.ts";
import { ownValue } from "../../core/text/own-value.ts";

/** Sets these tags and leaves the others; setting them twice does no harm. */
export async function tagInstance(
  calls: Calls,
  name: string,
  tags: Readonly<Record<string, string>>,
  call?: CallOptions,
): Promise<string[]> {
  const wanted = Object.entries(tags);
  const begun = await calls.change(
    "TagResource",
    { resourceName: name, tags: wanted.map(([key, value]) => ({ key, value })) },
    { ...call, resource: name },
    async () => {
      const { tags: now } = await getInstance(calls, name, call);
      return wanted.every(([key, value]) => ownValue(now, key) === value);
    },
  );
  return idsOf(begun);
}

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
