import * as z from "zod";
import { nearest } from "../text/nearest.ts";
import { OUTPUTS } from "../settings.ts";
import { fleet, inventorySection } from "./machines.ts";
import type { Fault } from "./fault.ts";

const text = z.string().min(1);
const texts = z.union([text, z.array(text)]);
const waiting = {
  wait: z.union([z.boolean(), z.enum(["operation", "running", "ip", "ssh"])]).optional(),
  timeout: z.union([text, z.number().transform(String)]).optional(),
  poll_interval: z.union([text, z.number().transform(String)]).optional(),
};
const region = texts.transform((value) => (Array.isArray(value) ? value.join(",") : value));
/** Of commands that only ask. */
const answering = { timeout: waiting.timeout };
const listing = { columns: texts.optional(), sort: text.optional() };
const inRegion = z.strictObject({ region: text.optional() });
const inRegions = z.strictObject({ region: region.optional() });
/** Of commands that show several instances. */
const selection = z.strictObject({ region: region.optional(), status: texts.optional() });

/** Of every command that runs Terraform; at the group's level, they count for all of them. */
const terraform = {
  workspace: text.optional(),
  binary: text.optional(),
};
const variables = {
  var: z.record(z.string(), z.union([text, z.number(), z.boolean()])).optional(),
  var_file: texts.optional(),
};
const stackCommand = z.strictObject({ region: text.optional(), ...terraform });
const stackChange = z.strictObject({ region: text.optional(), ...terraform, ...variables });

const create = z.strictObject({
  name: texts.optional(),
  bundle: text.optional(),
  blueprint: text.optional(),
  region: text.optional(),
  az: text.optional(),
  key_pair: text.optional(),
  static_ip: z.boolean().optional(),
  tag: z.record(z.string(), z.string()).optional(),
  port: texts.optional(),
  user_data: text.optional(),
  ip_address_type: text.optional(),
  if_not_exists: z.boolean().optional(),
  ...waiting,
});

const keep = z.number().int().min(0).max(9_999).optional();

const schema = z.strictObject({
  provider: z.enum(["lightsail", "aws_lightsail", "sandbox"]).optional(),
  profile: text.optional(),
  region: region.optional(),
  endpoint_url: text.optional(),
  output: z.enum(OUTPUTS).optional(),
  ...waiting,
  ...fleet,
  inventory: inventorySection.optional(),
  deploy: inventorySection
    .omit({ format: true, strict: true, allow_empty: true })
    .extend({
      ansible_dir: text.optional(),
      user: text.optional(),
      private_key: text.optional(),
      vault_password_file: text.optional(),
    })
    .optional(),
  cost: z.strictObject({ region: region.optional(), ...answering }).optional(),
  doctor: z.strictObject({ region: text.optional(), ...answering }).optional(),
  infra: z
    .strictObject({
      create: create.optional(),
      list: z
        .strictObject({
          region: region.optional(),
          status: texts.optional(),
          ...answering,
          ...listing,
        })
        .optional(),
      info: z.strictObject({ region: text.optional(), ...answering }).optional(),
      metrics: z.strictObject({ region: text.optional(), ...answering }).optional(),
      manage: z.strictObject({ region: text.optional(), ...waiting }).optional(),
      destroy: z
        .strictObject({
          region: text.optional(),
          keep_static_ip: z.boolean().optional(),
          timeout: waiting.timeout,
          poll_interval: waiting.poll_interval,
        })
        .optional(),
      ssh: z.strictObject({ region: text.optional() }).optional(),
      doctor: z.strictObject({ region: text.optional(), ...answering }).optional(),
      bundles: z.strictObject({ region: text.optional(), ...answering, ...listing }).optional(),
      blueprints: z.strictObject({ region: text.optional(), ...answering, ...listing }).optional(),
      regions: z.strictObject({ ...answering, ...listing }).optional(),
      ip: z
        .strictObject({
          list: z.strictObject({ region: region.optional(), ...listing }).optional(),
          allocate: inRegion.optional(),
          attach: inRegion.optional(),
          detach: inRegion.optional(),
          release: inRegion.optional(),
          move: inRegion.optional(),
        })
        .optional(),
      ports: z
        .strictObject({
          list: selection.extend(listing).optional(),
          open: inRegions.optional(),
          close: inRegions.optional(),
          set: inRegions.optional(),
          diff: selection.extend(listing).optional(),
          audit: selection.extend(listing).omit({ region: true }).optional(),
        })
        .optional(),
    })
    .optional(),
  backup: z
    .strictObject({
      region: region.optional(),
      keep_hourly: keep,
      keep_daily: keep,
      keep_weekly: keep,
      timeout: waiting.timeout,
      poll_interval: waiting.poll_interval,
      ...listing,
    })
    .optional(),
  stack: z
    .strictObject({
      ...terraform,
      ...variables,
      list: z.strictObject(listing).optional(),
      init: stackCommand.optional(),
      plan: stackChange.optional(),
      apply: stackChange.optional(),
      destroy: stackChange.optional(),
      output: stackCommand.optional(),
      instances: stackCommand.extend(listing).optional(),
      prices: z.strictObject({ region: text.optional() }).optional(),
    })
    .optional(),
  sandbox: z
    .strictObject({
      start: z
        .strictObject({
          port: z.number().int().min(0).max(65_535).optional(),
          pace: z.enum(["instant", "fast", "real"]).optional(),
          faults: text.optional(),
          address_pool: text.optional(),
          account_id: z.union([text, z.number().int().transform(String)]).optional(),
        })
        .optional(),
      seed: z.strictObject({ region: text.optional() }).optional(),
      env: z.strictObject({ region: text.optional() }).optional(),
    })
    .optional(),
});

export type Config = z.infer<typeof schema>;

/** The keys of the top level. */
export const CONFIG_KEYS: readonly string[] = Object.keys(schema.shape);

/** Checks a parsed and expanded file; `config` is null when there is any fault. */
export function validateConfig(value: unknown): { config: Config | null; faults: Fault[] } {
  const result = schema.safeParse(value);
  if (result.success) return { config: result.data, faults: [] };
  return { config: null, faults: result.error.issues.flatMap((issue) => faultsOf(issue, value)) };
}

function faultsOf(issue: z.core.$ZodIssue, root: unknown): Fault[] {
  const path = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: path === "" ? key : `${path}.${key}`,
      message: unknownKey(key, path),
    }));
  }
  const found = at(root, issue.path);
  if (issue.code === "invalid_type" || issue.code === "invalid_union") {
    return [{ path, message: `${expectation(issue)}, not ${describe(found)}` }];
  }
  const message = issue.code === "invalid_key" ? issue.issues[0]?.message : undefined;
  return [{ path, message: message ?? issue.message }];
}

function unknownKey(key: string, path: string): string {
  const known = keysAt(path);
  const near = nearest(key, known);
  const hint = near === null ? `known here: ${known.join(", ")}` : `did you mean ${near}?`;
  return `unknown key; ${hint}`;
}

function keysAt(path: string): string[] {
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
  return "has a value of the wrong kind";
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
