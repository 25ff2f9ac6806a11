import { createCertificate } from "./create-certificate.ts";
import { deleteCertificate } from "./delete-certificate.ts";
import { getCertificates } from "./get-certificates.ts";

export const certificates = {
  CreateCertificate: createCertificate,
  DeleteCertificate: deleteCertificate,
  GetCertificates: getCertificates,
};
