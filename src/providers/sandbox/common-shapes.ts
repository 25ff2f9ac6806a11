import {
  type Infer,
  boolean,
  enumeration,
  integer,
  list,
  required,
  string,
  structure,
} from "./shapes.ts";

/** Shapes that several operations share; names as in the service's model. */
export const nonEmptyString = string({ pattern: /\S/ });

/**
 * The name of something that exists. The model's pattern is looser and tighter than what
 * the service does, so only emptiness is refused: any other name is merely not found.
 */
export const resourceName = string({ pattern: /\S/ });

export const pageToken = string();

export const tagList = list(structure({ key: string(), value: string() }));

export const ipAddressType = enumeration(["dualstack", "ipv4", "ipv6"]);

export const addOnType = enumeration(["AutoSnapshot", "StopInstanceOnIdle"]);

export const addOnRequest = structure({
  addOnType: required(addOnType),
  autoSnapshotAddOnRequest: structure({
    snapshotTimeOfDay: string({ pattern: /^(0[0-9]|1[0-9]|2[0-3]):[0-5][0-9]$/ }),
  }),
  stopInstanceOnIdleRequest: structure({ threshold: string(), duration: string() }),
});

export const portInfo = structure({
  fromPort: integer({ min: -1, max: 65_535 }),
  toPort: integer({ min: -1, max: 65_535 }),
  // Beyond the model's values: what is answered for `all`, so that an answer can be sent back.
  protocol: enumeration(["tcp", "all", "udp", "icmp", "icmpv6", "-1"], { ignoreCase: true }),
  cidrs: list(string()),
  ipv6Cidrs: list(string()),
  cidrListAliases: list(string()),
});

/** For the operations whose input is one name. */
export const named = <K extends string>(member: K) =>
  structure({ [member]: required(resourceName) } as Record<
    K,
    typeof resourceName & { readonly required: true }
  >);

export const paged = structure({ pageToken });

export const catalogueQuery = structure({
  includeInactive: boolean(),
  pageToken,
  appCategory: enumeration(["LfR"]),
});

/** The part of a catalogue query that decides what the list is of. */
export const filterOf = (query: Infer<typeof catalogueQuery>): string =>
  `${query.includeInactive === true ? "all" : "active"}:${query.appCategory ?? ""}`;

export const resourceArn = string({
  pattern: /^arn:(aws[^:]*):([a-zA-Z0-9-]+):([a-z0-9-]+):([0-9]+):([a-zA-Z]+)\/([a-zA-Z0-9-]+)$/,
});
