import type { ReadContext } from "../context.ts";
import { arn, seconds, supportCode } from "../identity.ts";
import type { StaticIpRecord } from "../state/records.ts";

/** Static IPs have no tags. */
export const staticIpView = (record: StaticIpRecord, context: ReadContext): object => ({
  name: record.name,
  arn: arn(context, "StaticIp", record.id),
  supportCode: supportCode(record.ipAddress),
  createdAt: seconds(record.createdAt),
  location: { availabilityZone: "all", regionName: context.region.name },
  resourceType: "StaticIp",
  ipAddress: record.ipAddress,
  attachedTo: record.attachedTo,
  isAttached: record.attachedTo !== undefined,
});
