import { certificateStatus, issued, validationRecords } from "../certificates.ts";
import type { ReadContext } from "../context.ts";
import { usersOfCertificate } from "../distributions.ts";
import { arn, seconds, supportCode } from "../identity.ts";
import type { CertificateRecord } from "../state/certificate-record.ts";

export const certificateSummary = (
  record: CertificateRecord,
  context: ReadContext,
  isDetailed: boolean,
): object => ({
  certificateArn: arn(context, "Certificate", record.id),
  certificateName: record.name,
  domainName: record.domainName,
  tags: record.tags,
  ...(isDetailed && { certificateDetail: detail(record, context) }),
});

function detail(record: CertificateRecord, context: ReadContext): object {
  const { now } = context;
  const status = certificateStatus(record, now);
  const { serial, ...known }: { serial?: string } = issued(record, now);
  return {
    arn: arn(context, "Certificate", record.id),
    name: record.name,
    domainName: record.domainName,
    status,
    subjectAlternativeNames: record.names,
    domainValidationRecords: validationRecords(record, now).flatMap((it) =>
      // A name that can't be proved has none.
      it.cname === undefined
        ? []
        : [
            {
              domainName: it.domainName,
              resourceRecord: it.cname,
              validationStatus: it.status,
            },
          ],
    ),
    ...(status === "FAILED" && { requestFailureReason: "INVALID_PUBLIC_DOMAIN" }),
    inUseResourceCount: usersOfCertificate(context, record.name).length,
    createdAt: seconds(record.createdAt),
    ...known,
    ...(serial !== undefined && { serialNumber: serial, issuerCA: "Amazon" }),
    eligibleToRenew: "INELIGIBLE",
    tags: record.tags,
    supportCode: supportCode(`certificate/${record.id}`),
  };
}
