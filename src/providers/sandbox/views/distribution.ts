import { canChangeBundle } from "../bundle-changes.ts";
import { settingsOf } from "../cache-settings.ts";
import type { ReadContext } from "../context.ts";
import { arn, seconds, supportCode } from "../identity.ts";
import { stateAt } from "../lifecycle.ts";
import type { DistributionRecord } from "../state/distribution-record.ts";

/** Lists leave out what only one that is asked for by name shows. */
export function distributionView(
  record: DistributionRecord,
  context: ReadContext,
  isDetailed: boolean,
): object {
  const { now, region, state } = context;
  const { firewall } = record;
  const { publicDns, ...origin } = record.origin;
  const certificate =
    record.certificate === undefined ? undefined : state.find("Certificate", record.certificate);
  return {
    name: record.name,
    arn: arn(context, "Distribution", record.id),
    supportCode: supportCode(record.distributionId),
    createdAt: seconds(record.createdAt),
    location: { availabilityZone: "all", regionName: region.name },
    resourceType: "Distribution",
    alternativeDomainNames: certificate?.names ?? [],
    status: stateAt(record, now),
    isEnabled: record.isEnabled,
    domainName: record.domainName,
    bundleId: record.bundleId,
    certificateName: record.certificate,
    origin: { ...origin, ...(record.readsPrivately && { isPrivateOriginAccessEnabled: true }) },
    originPublicDNS: publicDns,
    defaultCacheBehavior: { behavior: record.defaultBehavior },
    cacheBehaviorSettings: settingsOf(record),
    cacheBehaviors: record.behaviors,
    ableToUpdateBundle: canChangeBundle(record, now),
    ipAddressType: record.ipAddressType,
    tags: record.tags,
    viewerMinimumTlsProtocolVersion: record.tlsVersion,
    ...(isDetailed && {
      defaultRootObject: record.rootObject,
      customErrorResponses: record.errorPages,
    }),
    waf: { isWafEnabled: firewall !== undefined, wafRules: firewall?.rules ?? [] },
  };
}

export const cacheResetView = (
  { createdAt, doneAt }: NonNullable<DistributionRecord["cacheReset"]>,
  now: number,
): object => ({
  status: now < doneAt ? "InProgress" : "Completed",
  createTime: seconds(createdAt),
});
