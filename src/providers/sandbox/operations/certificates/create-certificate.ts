import { certificateNames, issueTime } from "../../certificates.ts";
import { tagList } from "../../common-shapes.ts";
import { newId } from "../../identity.ts";
import { assertNewNames } from "../../names.ts";
import { writes } from "../../operation.ts";
import { recordOperation } from "../../record-operation.ts";
import { list, required, string, structure } from "../../shapes.ts";
import type { CertificateRecord } from "../../state/certificate-record.ts";
import { mergeTags } from "../../tags.ts";
import { certificateSummary } from "../../views/certificate.ts";
import { operationsOutput } from "../../views/operation.ts";

export const createCertificate = writes(
  structure({
    certificateName: required(string()),
    domainName: required(string()),
    subjectAlternativeNames: list(string()),
    tags: tagList,
  }),
  (context, { certificateName: name, domainName, subjectAlternativeNames, tags }) => {
    const { state, now } = context;
    assertNewNames(state, [name]);
    const named = certificateNames(domainName, subjectAlternativeNames);
    const certificate: CertificateRecord = {
      resourceType: "Certificate",
      name,
      id: newId(),
      sequence: state.nextSequence(),
      createdAt: now,
      ...named,
      tags: mergeTags([], tags),
      ...issueTime(context, named.names),
    };
    state.add(certificate);
    const operation = recordOperation(context, {
      operationType: "CreateCertificate",
      resourceName: name,
      resourceType: "Certificate",
    });
    return {
      certificate: certificateSummary(certificate, context, true),
      ...operationsOutput([operation], context),
    };
  },
);
