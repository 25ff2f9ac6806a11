import * as z from "zod";

const text = z.string().min(1);
const name = text.regex(
  /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
  "a name consists of letters, digits, '.', '-' and '_', starting with a letter or digit",
);
const file = text.regex(/^file:./, "is written as file:PATH, relative to this file");
const hour = text.regex(/^([01]\d|2[0-3]):00$/, "is a full hour in UTC, e.g. 06:00");

/** What may be said of an instance, or of several by default. An absent key is not managed. */
const managed = {
  bundle: text.optional(),
  blueprint: text.optional(),
  environment: text.optional(),
  service_type: text.optional(),
  key_pair: text.optional(),
  ip_address_type: z.enum(["dualstack", "ipv4", "ipv6"]).optional(),
  /** Letters (`a`) or names (`ap-northeast-1a`), over which one entry for several is spread. */
  zones: z.array(text).min(1).optional(),
  regions: z.array(text).min(1).optional(),
  min_per_zone: z.number().int().min(1).optional(),
  static_ip: z.boolean().optional(),
  /** Absent: not managed. Empty: closed. */
  firewall: z.array(text).optional(),
  tags: z.record(z.string(), z.string()).optional(),
  user_data: file.optional(),
  protect: z.boolean().optional(),
  snapshots: z
    .strictObject({
      auto: z.union([hour, z.literal(false)]).optional(),
      backup: z.enum(["hourly", "daily", "weekly", "none"]).optional(),
      /** The region that gets a copy of each newest backup. */
      copy_to: text.optional(),
      /** How many copies are kept there. */
      keep: z.number().int().min(1).max(999).optional(),
    })
    .optional(),
  lifecycle: z
    .strictObject({
      ignore: z.array(text).optional(),
      replace: z.enum(["never", "allowed"]).optional(),
      snapshot_first: z.boolean().optional(),
    })
    .optional(),
};

/** What an entry of `instances` may say for the fleet, beside what inventories need. */
export const instanceKeys = managed;

/** Values for each entry that does not say otherwise. */
export const defaultsSchema = z.strictObject(managed);

/** Keys of the top level that a fleet has. */
export const fleetKeys = {
  version: z.literal(1).optional(),
  fleet: z
    .strictObject({
      name,
      on_absent: z.enum(["orphan", "prune"]).optional(),
      snapshot_first: z.boolean().optional(),
      budget_usd_per_month: z.number().min(0).optional(),
      /** Twelve digits; other credentials are refused. */
      account: text.regex(/^\d{12}$/, "consists of twelve digits; quote it").optional(),
      /** Where the last applied file is kept for everybody: `s3://BUCKET/KEY`. */
      record: text.regex(/^s3:\/\/[^/]+\/.+$/, "is written as s3://BUCKET/KEY").optional(),
    })
    .optional(),
  defaults: defaultsSchema.optional(),
  key_pairs: z
    .array(z.strictObject({ name, public_key: text, regions: z.array(text).optional() }))
    .optional(),
  moved: z.array(z.strictObject({ from: name, to: name })).optional(),
  import: z.array(z.strictObject({ to: name, instance: name, region: text.optional() })).optional(),
  removed: z.array(z.strictObject({ instance: name, destroy: z.boolean().optional() })).optional(),
};
