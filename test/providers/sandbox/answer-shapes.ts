import * as sdk from "@aws-sdk/client-lightsail";

/** The SDK's runtime schemas: numbers for simple types, arrays whose first entry says the kind. */
type Schema = readonly unknown[];

const KINDS = { list: 1, map: 2, structure: 3, operation: 9 } as const;
/** Added to a simple type's number: a list or a map of it. */
const LIST_OF = 64;
const MAP_OF = 128;

/** What each simple type is in JSON. */
const SIMPLE: Readonly<Record<number, "string" | "number" | "boolean">> = {
  0: "string",
  1: "number",
  2: "boolean",
  // Seconds since the epoch.
  4: "number",
};

const answers = new Map(
  Object.values(sdk as Record<string, unknown>)
    .filter((value): value is Schema => Array.isArray(value) && value[0] === KINDS.operation)
    .map((schema) => [schema[2] as string, schema[5]]),
);

/** Unknown members and wrong types in the answer of an operation, by the SDK's own model. */
export function faultsOf(operation: string, answer: unknown): string[] {
  const faults: string[] = [];
  check(answers.get(operation), answer, operation, faults);
  return faults;
}

function check(given: unknown, value: unknown, path: string, faults: string[]): void {
  const schema: unknown = typeof given === "function" ? (given as () => unknown)() : given;
  if (typeof schema === "number") return checkSimple(schema, value, path, faults);
  if (!Array.isArray(schema)) throw new TypeError(`The SDK's model says nothing of ${path}.`);
  const [kind, namespace, , , first, second] = schema as Schema;
  // A schema of its own has a namespace; without one the array is a member with its traits.
  if (typeof namespace !== "string") return check(kind, value, path, faults);
  if (kind === KINDS.structure) return checkStructure(schema as Schema, value, path, faults);
  if (kind === KINDS.list) return checkEach(first, value, path, faults);
  if (kind === KINDS.map) return checkEntries(second, value, path, faults);
  return check(first, value, path, faults);
}

function checkSimple(type: number, value: unknown, path: string, faults: string[]): void {
  if (type >= MAP_OF) return checkEntries(type - MAP_OF, value, path, faults);
  if (type >= LIST_OF) return checkEach(type - LIST_OF, value, path, faults);
  const wanted = SIMPLE[type];
  if (wanted === undefined) throw new TypeError(`${path} has an unknown type: ${type}`);
  if (typeof value !== wanted) faults.push(`${path} is no ${wanted}: ${JSON.stringify(value)}`);
}

function checkEach(item: unknown, value: unknown, path: string, faults: string[]): void {
  if (!Array.isArray(value)) {
    faults.push(`${path} is no list: ${JSON.stringify(value)}`);
    return;
  }
  for (const [index, entry] of value.entries()) check(item, entry, `${path}[${index}]`, faults);
}

function checkEntries(item: unknown, value: unknown, path: string, faults: string[]): void {
  for (const [key, entry] of membersOf(value, path, faults)) {
    check(item, entry, `${path}.${key}`, faults);
  }
}

function checkStructure(schema: Schema, value: unknown, path: string, faults: string[]): void {
  const names = schema[4] as string[];
  const members = schema[5] as unknown[];
  for (const [key, entry] of membersOf(value, path, faults)) {
    const index = names.indexOf(key);
    if (index === -1) faults.push(`${path} has no member ${key}`);
    else check(members[index], entry, `${path}.${key}`, faults);
  }
}

function membersOf(value: unknown, path: string, faults: string[]): [string, unknown][] {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return Object.entries(value);
  }
  faults.push(`${path} is no object: ${JSON.stringify(value)}`);
  return [];
}
