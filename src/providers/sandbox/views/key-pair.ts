import type { ReadContext } from "../context.ts";
import { arn, seconds, supportCode } from "../identity.ts";
import type { KeyPairRecord } from "../state/records.ts";

export const keyPairView = (record: KeyPairRecord, context: ReadContext): object => ({
  name: record.name,
  arn: arn(context, "KeyPair", record.id),
  supportCode: supportCode(record.name),
  createdAt: seconds(record.createdAt),
  location: { availabilityZone: "all", regionName: context.region.name },
  resourceType: "KeyPair",
  tags: record.tags,
  fingerprint: record.fingerprint,
});
