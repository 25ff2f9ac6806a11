import { certificateStatus, issued, validationRecords } from "../certificates.ts";
import type { ReadContext } from "../context.ts";
import { arn, seconds, supportCode } from "../identity.ts";
import type { LoadBalancerCertificateRecord } from "../state/load-balancer-records.ts";

export function loadBalancerCertificateView(
  record: LoadBalancerCertificateRecord,
  context: ReadContext,
): object {
  const { now, region, state } = context;
  const status = certificateStatus(record, now);
  const isIssued = status === "ISSUED";
  return {
    name: record.name,
    arn: arn(context, "LoadBalancerTlsCertificate", record.id),
    supportCode: supportCode(`certificate/${record.id}`),
    createdAt: seconds(record.createdAt),
    location: { availabilityZone: "all", regionName: region.name },
    resourceType: "LoadBalancerTlsCertificate",
    tags: record.tags,
    loadBalancerName: record.loadBalancer,
    isAttached: state.find("LoadBalancer", record.loadBalancer)?.certificate === record.name,
    status,
    domainName: record.domainName,
    subjectAlternativeNames: record.names,
    domainValidationRecords: validationRecords(record, now).map((it) => ({
      ...it.cname,
      validationStatus: it.status,
      domainName: it.domainName,
    })),
    ...(status === "FAILED" && { failureReason: "INVALID_PUBLIC_DOMAIN" }),
    ...issued(record, now),
    ...(isIssued && {
      ...{ issuer: "Amazon", signatureAlgorithm: "SHA256WITHRSA" },
      subject: `CN=${record.domainName}`,
    }),
  };
}
