import type { ReadContext } from "../context.ts";
import { arn, seconds, supportCode } from "../identity.ts";
import type { KeyPairRecord } from "../state/records.ts";

export const keyPairView = (record: KeyPairRecord, { region }: ReadContext): object => ({
  name: record.name,
  arn: arn(region.name, "KeyPair", record.id),
  supportCode: supportCode(record.name),
  createdAt: seconds(record.createdAt),
  location: { availabilityZone: "all", regionName: region.name },
  resourceType: "KeyPair",
  tags: record.tags,
  fingerprint: record.fingerprint,
});
