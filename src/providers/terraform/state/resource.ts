import { type JsonObject, isObject } from "../../../core/text/json.ts";

/** The resource types that are read; everything else in a state is ignored. */
const TYPES = [
  "aws_lightsail_instance",
  "aws_lightsail_instance_public_ports",
  "aws_lightsail_static_ip",
  "aws_lightsail_static_ip_attachment",
] as const;
export type ResourceType = (typeof TYPES)[number];

/** One managed object, from either form of state. */
export interface StateResource {
  address: string;
  type: ResourceType;
  /**
   * The provider configuration that created it, including its alias; null if the form does not say.
   */
  provider: string | null;
  tainted: boolean;
  /** An attribute by name; undefined if it is absent or marked as sensitive. */
  attribute(name: string): unknown;
}

/** What a state contains, before resources are joined. */
export interface StateResources {
  exists: boolean;
  resources: StateResource[];
  warnings: string[];
  /** How many there are of each Lightsail type of another provider. */
  unread: Map<string, number>;
}

/** Lightsail types of providers other than hashicorp/aws, with their own attributes. */
const FOREIGN = /^(?:awslightsail|awscc_lightsail)_[a-z0-9_]+$/;

export function countForeign(type: unknown, read: StateResources, count: number): void {
  if (typeof type !== "string" || !FOREIGN.test(type) || count === 0) return;
  read.unread.set(type, (read.unread.get(type) ?? 0) + count);
}

export function typeOf(value: unknown): ResourceType | undefined {
  return TYPES.find((type) => type === value);
}

/**
 * Hides what is marked: a whole attribute (`true`), or keys of a map. Anything marked deeper
 * hides the attribute.
 */
export type Marks = ReadonlyMap<string, true | ReadonlySet<string>>;

export function withoutMarked(values: JsonObject, marks: Marks): (name: string) => unknown {
  return (name) => {
    if (!Object.hasOwn(values, name)) return undefined;
    const value = values[name];
    const mark = markOf(name, marks);
    if (mark === undefined) return value;
    if (mark === true || !isObject(value)) return undefined;
    return Object.fromEntries(Object.entries(value).filter(([key]) => !mark.has(key)));
  };
}

/** The provider computes `tags_all` from `tags`, and the value loses its mark on the way. */
function markOf(name: string, marks: Marks): true | ReadonlySet<string> | undefined {
  if (name !== "tags" && name !== "tags_all") return marks.get(name);
  const both = ["tags", "tags_all"].map((it) => marks.get(it) ?? new Set<string>());
  if (both.includes(true)) return true;
  return new Set(both.flatMap((it) => (it === true ? [] : [...it])));
}
