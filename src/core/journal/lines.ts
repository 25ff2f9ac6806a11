import { SERVICE_ACTIONS, type ServiceAction } from "../contracts/service-action.ts";
import * as z from "zod";

const text = z.string();
const at = text;
const facts = z.record(text, z.json());
const kind = z.enum([
  "instance",
  "static_ip",
  "snapshot",
  "disk",
  "key_pair",
  "dns_record",
  "alarm",
  "contact",
  "database",
  "tenant",
  "worker",
]);
const target = { kind, region: text, name: text };

/** A journal file is a sequence of these, one JSON object per line. Times are ISO 8601 in UTC. */
export const journalLine = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("asked"),
    at,
    id: text,
    /** As typed: `infra create`. */
    command: text,
    /** By property name, resolved from flags, environment and config file. */
    options: facts,
    /** Further facts, if it finishes or undoes another operation. */
    resuming: facts.default({}),
    provider: text,
    profile: text.nullable(),
    /** The number of the AWS account, if known from keys in the environment. */
    account: text.nullable().default(null),
    endpoint: text.nullable(),
    region: text.nullable(),
    version: text,
    host: text,
    /** The name of the system user who ran it. */
    user: text.nullable().default(null),
    pid: z.number(),
    /** When the process started, if the system says: process ids are reused. */
    started: text.nullable(),
    cwd: text,
  }),
  z.object({
    type: z.literal("call"),
    at,
    n: z.number(),
    operation: text,
    /** What it changes, in this program's terms. */
    action: z
      .enum(Object.keys(SERVICE_ACTIONS) as ServiceAction[])
      .nullable()
      .optional(),
    region: text,
    resource: text.nullable(),
    change: z.boolean(),
    /** The key of the target it was made for. */
    target: text.nullable().default(null),
  }),
  z.object({
    type: z.literal("answer"),
    at,
    n: z.number(),
    outcome: text,
    effect: z.enum(["done", "none", "unknown"]),
    request_id: text.nullable(),
  }),
  z.object({ type: z.literal("remembered"), at, facts }),
  z.object({ type: z.literal("step"), at, text }),
  /** Everything the command will work on, recorded before it starts. */
  z.object({ type: z.literal("meant"), at, targets: z.array(z.object(target)) }),
  /** How the work on one target ended. */
  z.object({
    type: z.literal("target"),
    at,
    ...target,
    outcome: z.enum(["done", "failed"]),
    code: text.nullable(),
  }),
  /** Another operation has settled what remained to do for one target. */
  z.object({ type: z.literal("target_settled"), at, ...target, by: text }),
  z.object({
    type: z.literal("ended"),
    at,
    outcome: z.enum(["done", "failed", "interrupted"]),
    code: text.nullable(),
    message: text.nullable(),
  }),
  /** Another operation has finished or undone this one. */
  z.object({ type: z.literal("settled"), at, by: text }),
]);

export type JournalLine = z.infer<typeof journalLine>;
export type LineOf<T extends JournalLine["type"]> = Extract<JournalLine, { type: T }>;
