import { createHash } from "node:crypto";
import type { ObjectStore } from "../../core/contracts/object-store.ts";
import type { Context } from "../../core/context.ts";
import {
  type AppliedFleet,
  appliedText,
  parseApplied,
  readApplied,
  writeApplied,
} from "../../core/fleet/applied.ts";
import type { DesiredFleet } from "../../core/fleet/desired.ts";

/** What was last applied, by anybody where the fleet has a record; null if it is not known. */
export async function lastApplied(
  fleet: DesiredFleet,
  context: Context,
): Promise<AppliedFleet | null> {
  const shared = await sharedRecord(fleet, context);
  if (shared === null) {
    return readApplied(context.host.env, fleet.name, await context.identity());
  }
  const bytes = await shared.store.get(shared.bucket, shared.key, { signal: context.signal });
  return bytes === null ? null : parseApplied(new TextDecoder().decode(bytes));
}

/** For `fleet drift`, and for the regions of the next plan. */
export async function keepApplied(fleet: DesiredFleet, context: Context): Promise<void> {
  await keepText(appliedText(fleet, context.clock.now()), fleet, context);
}

async function keepText(text: string, fleet: DesiredFleet, context: Context): Promise<void> {
  writeApplied(context.host.env, fleet.name, await context.identity(), text);
  const shared = await sharedRecord(fleet, context);
  if (shared === null) return;
  const { store, bucket, key } = shared;
  const body = new TextEncoder().encode(text);
  const sha256 = createHash("sha256").update(body).digest("hex");
  await store.put(
    { bucket, key, body, sha256, contentType: "application/json" },
    { signal: context.signal },
  );
}

/** Adds a region in which the fleet is from now on, so that the next plan looks there. */
export async function keepRegion(
  fleet: DesiredFleet,
  region: string,
  context: Context,
): Promise<void> {
  const applied = await lastApplied(fleet, context);
  if (applied === null || applied.regions.includes(region)) return;
  const text = `${JSON.stringify({ format: 1, ...applied, regions: [...applied.regions, region] }, null, 2)}\n`;
  await keepText(text, fleet, context);
}

interface SharedRecord {
  store: ObjectStore;
  bucket: string;
  key: string;
}

/** The sandbox has no buckets: what is rehearsed there is known to its user alone. */
async function sharedRecord(
  { record, home }: DesiredFleet,
  context: Context,
): Promise<SharedRecord | null> {
  if (record === null || context.provider.isEmbedded) return null;
  const [, bucket = "", key = ""] = /^s3:\/\/([^/]+)\/(.+)$/.exec(record) ?? [];
  const aws = context.aws();
  const region = await (await aws.objects(home)).regionOf(bucket, { signal: context.signal });
  return { store: await aws.objects(region), bucket, key };
}
