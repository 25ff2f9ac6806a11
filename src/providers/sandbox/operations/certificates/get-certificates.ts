import { certificateStatus } from "../../certificates.ts";
import { pageToken } from "../../common-shapes.ts";
import { reads } from "../../operation.ts";
import { page } from "../../paging.ts";
import { boolean, enumeration, list, string, structure } from "../../shapes.ts";
import { certificateSummary } from "../../views/certificate.ts";

const STATUSES = [
  "PENDING_VALIDATION",
  "ISSUED",
  "INACTIVE",
  "EXPIRED",
  "VALIDATION_TIMED_OUT",
  "REVOKED",
  "FAILED",
] as const;

/** One that is asked for by name comes with its details, whatever was said about them. */
export const getCertificates = reads(
  structure({
    certificateStatuses: list(enumeration(STATUSES)),
    includeCertificateDetails: boolean(),
    certificateName: string(),
    pageToken,
  }),
  (context, input) => {
    const { state, now, region } = context;
    const { certificateStatuses: statuses, certificateName, includeCertificateDetails } = input;
    const all =
      certificateName === undefined
        ? state.list("Certificate")
        : [state.get("Certificate", certificateName)];
    const certificates = all.filter(
      (it) => statuses === undefined || statuses.includes(certificateStatus(it, now)),
    );
    const filter = JSON.stringify([statuses, certificateName]);
    const { items, nextPageToken } = page(certificates, input.pageToken, [
      "GetCertificates",
      region.name,
      filter,
    ]);
    const isDetailed = certificateName !== undefined || includeCertificateDetails === true;
    return {
      certificates: items.map((it) => certificateSummary(it, context, isDetailed)),
      nextPageToken,
    };
  },
);
