import type { ReadContext } from "../context.ts";
import { arn, seconds, supportCode } from "../identity.ts";
import type { DomainRecord } from "../state/records.ts";

export const domainView = (record: DomainRecord, context: ReadContext): object => ({
  name: record.name,
  arn: arn(context, "Domain", record.id),
  supportCode: supportCode(`/hostedzone/${record.zoneId}`),
  createdAt: seconds(record.createdAt),
  location: { availabilityZone: "all", regionName: "global" },
  resourceType: "Domain",
  tags: record.tags,
  domainEntries: record.entries.map(({ id, name, target, isAlias, type }) => ({
    ...{ id, name, target, isAlias, type },
  })),
});
