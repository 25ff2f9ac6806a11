import type { Context } from "../../../core/context.ts";
import { UsageError } from "../../../core/errors.ts";
import type { GraphTarget } from "../../../core/migration/graph/target.ts";
import { oneRegionName } from "../../shared/regions.ts";
import { bucketParts, regionIn } from "./options.ts";

interface TargetOptions {
  bucket?: string;
  endpoint?: string;
  roleArn?: string;
  pollInterval?: number;
  timeout?: number;
}

const INTERVAL = 5_000;
const TIMEOUT = 12 * 3_600_000;

/** Null: nothing is to be loaded. Makes no call. */
export async function openTarget(
  { bucket, endpoint, roleArn, pollInterval, timeout }: TargetOptions,
  context: Context,
): Promise<GraphTarget | null> {
  if (bucket === undefined && endpoint === undefined && roleArn === undefined) return null;
  if (bucket === undefined || endpoint === undefined || roleArn === undefined) {
    throw new UsageError("Loading takes all of --bucket, --endpoint and --role-arn.", {
      hint: "Give all three, or none to convert only.",
    });
  }
  const region = regionIn(endpoint) ?? (await oneRegionName(context));
  const aws = context.aws();
  return {
    store: await aws.objects(region),
    database: await aws.graph(region, endpoint),
    ...bucketParts(bucket),
    ...{ endpoint, region, roleArn },
    clock: context.clock,
    signal: context.signal,
    intervalMs: pollInterval ?? INTERVAL,
    timeoutMs: timeout ?? TIMEOUT,
    say: (text) => context.narrator.step(text),
  };
}
