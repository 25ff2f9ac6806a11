import { type CallOptions } from "../../core/infra-manager.ts";
import { type Answer, type Calls } from "./calls.ts";
import { type Instance } from "../../core/model.ts";
import { toInstance } from "./mapping.ts";

export type Placed<T> = T & { availabilityZone: string };

/** The request, common to both ways to create an instance. */
export interface Wanted {
  name: string;
  bundle: string;
  /** Undefined for that of the snapshot. */
  blueprint?: string | undefined;
  availabilityZone: string;
  keyPair?: string | undefined;
  tags?: Readonly<Record<string, string>> | undefined;
  requestId?: string | undefined;
}

export interface Request {
  instanceNames: string[];
  availabilityZone: string;
  bundleId: string;
  tags: { key: string; value: string }[];
  keyPairName?: string;
}

export type Send = (
  request: Request,
  context: CallOptions & { resource: string },
) => Promise<Answer<"CreateInstances"> | Answer<"CreateInstancesFromSnapshot">>;

export interface Attempted {
  calls: Calls;
  wanted: Wanted;
  name: string;
  tags: Record<string, string>;
  /** Null if the tags leave no room for it. */
  id: string | null;
  /** Milliseconds since the epoch, before the first request. */
  since: number;
  signal: AbortSignal | undefined;
}

/** Naming no key selects the default one. */
const DEFAULT_KEY_PAIR = "LightsailDefaultKeyPair";

export function toRequest({ wanted, name, tags }: Attempted): Request {
  return {
    instanceNames: [name],
    availabilityZone: wanted.availabilityZone,
    bundleId: wanted.bundle,
    tags: toTagList(tags),
    ...(wanted.keyPair !== undefined &&
      wanted.keyPair !== DEFAULT_KEY_PAIR && { keyPairName: wanted.keyPair }),
  };
}

export function toTagList(
  tags: Readonly<Record<string, string>>,
): { key: string; value: string }[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

/** Replaces the record of an accepted instance that could not be read. */
export function asRequested({ calls, name, wanted, tags }: Attempted): Instance {
  return toInstance(
    {
      name,
      state: { name: "pending" },
      tags: toTagList(tags),
      location: { availabilityZone: wanted.availabilityZone },
      bundleId: wanted.bundle,
      ...(wanted.blueprint !== undefined && { blueprintId: wanted.blueprint }),
      ...(wanted.keyPair !== undefined && { sshKeyName: wanted.keyPair }),
    },
    calls.region,
  );
}
