import {
  GetBucketEncryptionCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";
import type { FactsByType } from "../../../core/contracts/stack-facts.ts";
import type { StackResource } from "../../../core/contracts/terraform-control.ts";
import { nullIfMissing } from "../../../core/errors.ts";
import type { CallContext } from "../attempt.ts";
import { S3 } from "../services.ts";
import { callsTo, identifier, type Source } from "./source.ts";

export async function bucket(
  source: Source,
  resource: StackResource,
  call: CallContext,
): Promise<FactsByType["aws_s3_bucket"]> {
  const calls = callsTo(source, S3, S3Client);
  const Bucket = identifier(resource, "bucket");
  // Of a bucket that is gone, the first of them says so.
  const versioning = await calls.read(
    "GetBucketVersioning",
    (client, options) => client.send(new GetBucketVersioningCommand({ Bucket }), options),
    call,
  );
  const block = await nullIfMissing(
    calls.read(
      "GetPublicAccessBlock",
      (client, options) => client.send(new GetPublicAccessBlockCommand({ Bucket }), options),
      call,
    ),
  );
  const encryption = await nullIfMissing(
    calls.read(
      "GetBucketEncryption",
      (client, options) => client.send(new GetBucketEncryptionCommand({ Bucket }), options),
      call,
    ),
  );
  const set = block?.PublicAccessBlockConfiguration;
  return {
    versioned: versioning.Status === "Enabled",
    blocked:
      set?.BlockPublicAcls === true &&
      set.BlockPublicPolicy === true &&
      set.IgnorePublicAcls === true &&
      set.RestrictPublicBuckets === true,
    encrypted: (encryption?.ServerSideEncryptionConfiguration?.Rules ?? []).length > 0,
  };
}

/** How many objects below a prefix end in `.py`; a page of them is enough to tell. */
export async function pythonFiles(
  source: Source,
  Bucket: string,
  Prefix: string,
  call: CallContext,
): Promise<number> {
  const { Contents: objects = [] } = await callsTo(source, S3, S3Client).read(
    "ListObjectsV2",
    (client, options) => client.send(new ListObjectsV2Command({ Bucket, Prefix }), options),
    call,
  );
  return objects.filter(({ Key: key }) => key?.endsWith(".py")).length;
}
