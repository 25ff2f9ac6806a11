import * as z from "zod";
import { nearest } from "../text/nearest.ts";
import { machines } from "./machines.ts";
import type { Fault } from "./fault.ts";

/** What every file may contain: descriptions of machines. */
const base = z.strictObject(machines);

export type Config = z.infer<typeof base> & Readonly<Record<string, unknown>>;
export type ConfigSchema = z.ZodType<Config>;

/** The schema of a file that may set these options and sections, and describe machines. */
export function configSchema(shape: Readonly<Record<string, z.ZodType>>): ConfigSchema {
  return z.strictObject({ ...machines, ...shape });
}

export function topKeys(schema: z.ZodType): readonly string[] {
  return Object.keys(shapeOf(schema));
}

/** Checks a parsed and expanded file; `config` is null if there is any fault. */
export function validateConfig<T>(
  value: unknown,
  schema: z.ZodType<T>,
): { config: T | null; faults: Fault[] } {
  const result = schema.safeParse(value);
  if (result.success) return { config: result.data, faults: [] };
  const faults = result.error.issues.flatMap((issue) => faultsOf(issue, value, schema));
  return { config: null, faults };
}

function faultsOf(issue: z.core.$ZodIssue, root: unknown, schema: z.ZodType): Fault[] {
  const path = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: path === "" ? key : `${path}.${key}`,
      message: unknownKey(key, path, schema),
    }));
  }
  const found = at(root, issue.path);
  if (issue.code === "invalid_type" || issue.code === "invalid_union") {
    return [{ path, message: `${expectation(issue)}, not ${describe(found)}` }];
  }
  const message = issue.code === "invalid_key" ? issue.issues[0]?.message : undefined;
  return [{ path, message: message ?? issue.message }];
}

function unknownKey(key: string, path: string, schema: z.ZodType): string {
  const known = keysAt(path, schema);
  const near = nearest(key, known);
  const hint = near === null ? `known here: ${known.join(", ")}` : `did you mean ${near}?`;
  return `unknown key; ${hint}`;
}

function keysAt(path: string, schema: z.ZodType): string[] {
  let node: unknown = schema;
  for (const part of path === "" ? [] : path.split(".")) node = childOf(node, part);
  return Object.keys(shapeOf(node));
}

function childOf(node: unknown, part: string): unknown {
  const inner = node instanceof z.ZodOptional ? node.unwrap() : node;
  if (inner instanceof z.ZodArray) return inner.element;
  return inner instanceof z.ZodRecord ? inner.valueType : shapeOf(inner)[part];
}

function shapeOf(node: unknown): Record<string, unknown> {
  const inner = node instanceof z.ZodOptional ? node.unwrap() : node;
  return inner instanceof z.ZodObject ? inner.shape : {};
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") {
    return issue.expected === "string"
      ? "must be text (quote it)"
      : `must be of type ${issue.expected}`;
  }
  return "is a value of the wrong kind";
}

function describe(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a mapping" : `the ${typeof value} ${JSON.stringify(value)}`;
}

function at(root: unknown, path: readonly PropertyKey[]): unknown {
  let node = root;
  for (const key of path) node = (node as Record<PropertyKey, unknown> | undefined)?.[key];
  return node;
}
