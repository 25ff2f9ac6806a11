import { ACMClient, DescribeCertificateCommand } from "@aws-sdk/client-acm";
import type { FactsByType } from "../../../core/contracts/stack-facts.ts";
import type { StackResource } from "../../../core/contracts/terraform-control.ts";
import type { CallContext } from "../attempt.ts";
import { ACM } from "../services.ts";
import { callsTo, identifier, type Source, theOne, timeOf } from "./source.ts";

export async function certificate(
  source: Source,
  resource: StackResource,
  call: CallContext,
): Promise<FactsByType["aws_acm_certificate"]> {
  const { Certificate: found } = await callsTo(source, ACM, ACMClient).read(
    "DescribeCertificate",
    (client, options) =>
      client.send(
        new DescribeCertificateCommand({ CertificateArn: identifier(resource, "arn") }),
        options,
      ),
    call,
  );
  const { Status: status, NotAfter: expires } = theOne(found && [found], resource);
  return { status: status ?? "unknown", expires: timeOf(expires) };
}
