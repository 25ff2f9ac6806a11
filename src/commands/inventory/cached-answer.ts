import * as z from "zod";
import type { HostRecord } from "../../core/inventory/instance-host.ts";
import type { UnreadType } from "../../core/contracts/terraform-control.ts";

/** What a source that is worth a cache says. */
export interface Answer {
  instances: readonly HostRecord[];
  warnings: readonly string[];
  /** What was there and could not be read. */
  unread?: readonly UnreadType[] | undefined;
  /** Milliseconds since it was asked for, when it comes from the cache. */
  age?: number;
}

const text = z.string();
const maybe = z.string().nullable();

const record = z.strictObject({
  name: text,
  status: text,
  public_ip: maybe,
  private_ip: maybe,
  ipv6_addresses: z.array(text),
  username: maybe,
  region: text,
  availability_zone: text,
  bundle_id: text,
  blueprint_id: text,
  tags: z.record(text, text),
});

const kept = z.strictObject({
  key: text,
  asked_at: z.number(),
  answer: z.strictObject({
    instances: z.array(record),
    warnings: z.array(text),
    unread: z.array(z.strictObject({ type: text, count: z.number() })).optional(),
  }),
});

/** Null for anything but a whole file of this version. */
export function parseKept(content: string): z.infer<typeof kept> | null {
  try {
    return kept.safeParse(JSON.parse(content)).data ?? null;
  } catch {
    return null;
  }
}
