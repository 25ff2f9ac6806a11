import * as sdk from "@aws-sdk/client-lightsail";
import { expect, test } from "vitest";
import { OPERATION_NAMES } from "../../../src/providers/sandbox/operation-names.ts";
import { OPERATIONS } from "../../../src/providers/sandbox/operations/index.ts";
import type { Shape } from "../../../src/providers/sandbox/shapes.ts";

/** The SDK's runtime schemas: arrays whose first entry says what they are. */
type Schema = readonly unknown[];

const STRUCTURE = 3;
const OPERATION = 9;

const operationSchemas = new Map(
  Object.values(sdk as Record<string, unknown>)
    .filter((value): value is Schema => Array.isArray(value) && value[0] === OPERATION)
    .map((schema) => [schema[2] as string, schema]),
);

/** Lists and maps are wrapped in functions, traits and constants: what counts is the structure within. */
function structureIn(schema: unknown): Schema | undefined {
  const value: unknown = typeof schema === "function" ? (schema as () => unknown)() : schema;
  if (!Array.isArray(value)) return undefined;
  if (value[0] === STRUCTURE) return value;
  return value
    .slice(1)
    .map(structureIn)
    .find((found) => found !== undefined);
}

/** `name` or `name*` for each member, with those of the structures within. */
function sdkMembers(schema: Schema, path = ""): string[] {
  const names = schema[4] as string[];
  const schemas = schema[5] as unknown[];
  const required = (schema[6] as number | undefined) ?? 0;
  return names.flatMap((name, index) => {
    const inner = structureIn(schemas[index]);
    return [
      `${path}${name}${index < required ? "*" : ""}`,
      ...(inner === undefined ? [] : sdkMembers(inner, `${path}${name}.`)),
    ];
  });
}

function ourMembers(shape: Shape, path = ""): string[] {
  if (shape.kind === "list" || shape.kind === "map") return ourMembers(shape.of, path);
  if (shape.kind !== "structure") return [];
  return Object.entries(shape.members).flatMap(([name, member]) => [
    `${path}${name}${member.required === true ? "*" : ""}`,
    ...ourMembers(member, `${path}${name}.`),
  ]);
}

test("the list of operations is the SDK's", () => {
  expect(OPERATION_NAMES).toEqual([...operationSchemas.keys()].toSorted());
});

test.each(Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[])(
  "%s takes what the SDK sends",
  (name) => {
    const [, , , , inputOf] = operationSchemas.get(name) ?? [];
    const input = (inputOf as () => Schema)();
    expect(ourMembers(OPERATIONS[name].input).toSorted()).toEqual(sdkMembers(input).toSorted());
  },
);
