import type { CallOptions } from "../../core/infra-manager.ts";
import type { Calls } from "./calls.ts";
import { getInstance } from "./instances.ts";
import { tagResource, untagResource } from "./tag-resource.ts";

/** Sets these tags and leaves the others. */
export const tagInstance = (
  calls: Calls,
  name: string,
  tags: Readonly<Record<string, string>>,
  call?: CallOptions,
): Promise<string[]> => tagResource(calls, name, tags, () => getInstance(calls, name, call), call);

export const untagInstance = (
  calls: Calls,
  name: string,
  keys: readonly string[],
  call?: CallOptions,
): Promise<string[]> =>
  untagResource(calls, name, keys, () => getInstance(calls, name, call), call);
