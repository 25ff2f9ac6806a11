import { type JsonObject, isObject } from "../../../core/text/json.ts";

/** The resource types that are read; everything else in a state is passed over. */
const TYPES = [
  "aws_lightsail_instance",
  "aws_lightsail_instance_public_ports",
  "aws_lightsail_static_ip",
  "aws_lightsail_static_ip_attachment",
] as const;
export type ResourceType = (typeof TYPES)[number];

/** One managed object, whichever form of state it came from. */
export interface StateResource {
  address: string;
  type: ResourceType;
  /** The provider configuration that made it, alias included; null where the form does not tell. */
  provider: string | null;
  tainted: boolean;
  /** An attribute by name; undefined when it is absent or marked as sensitive. */
  attribute(name: string): unknown;
}

/** What a state holds, before it is joined. */
export interface StateResources {
  exists: boolean;
  resources: StateResource[];
  warnings: string[];
  /** How many there are of each type that stands for Lightsail and is another provider's. */
  unread: Map<string, number>;
}

/** Of Lightsail, by another provider than hashicorp/aws, with attributes of their own. */
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

/** The provider computes `tags_all` from `tags`, and a mark does not come along with the value. */
function markOf(name: string, marks: Marks): true | ReadonlySet<string> | undefined {
  if (name !== "tags" && name !== "tags_all") return marks.get(name);
  const both = ["tags", "tags_all"].map((it) => marks.get(it) ?? new Set<string>());
  if (both.includes(true)) return true;
  return new Set(both.flatMap((it) => (it === true ? [] : [...it])));
}
