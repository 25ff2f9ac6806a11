import {
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { Clock } from "../../core/clock.ts";
import type { ObjectStore, StoredObject } from "../../core/contracts/object-store.ts";
import { nullIfMissing } from "../../core/errors.ts";
import type { CallContext } from "./attempt.ts";
import { ServiceCalls } from "./service-calls.ts";
import { S3 } from "./services.ts";
import type { AwsSession } from "./session.ts";

/** S3 encrypts each object by the bucket's own settings, which is why no request says how. */
export class S3Objects implements ObjectStore {
  readonly #calls: ServiceCalls<S3Client>;
  readonly #region: string;

  constructor(options: { session: AwsSession; region: string; clock: Clock }) {
    this.#calls = new ServiceCalls({ ...options, service: S3, Client: S3Client });
    this.#region = options.region;
  }

  async regionOf(Bucket: string, call: CallContext = {}) {
    const { BucketRegion: region } = await this.#calls.read(
      "HeadBucket",
      async (client, options) => {
        try {
          return await client.send(new HeadBucketCommand({ Bucket }), options);
        } catch (error) {
          const elsewhere = redirection(error);
          if (elsewhere === null) throw error;
          return elsewhere;
        }
      },
      { resource: Bucket, ...call },
    );
    return region ?? this.#region;
  }

  async list(Bucket: string, Prefix: string, call: CallContext = {}) {
    const sizes = new Map<string, number>();
    let next: string | undefined;
    do {
      const ContinuationToken = next;
      const page = await this.#calls.read(
        "ListObjectsV2",
        (client, options) =>
          client.send(new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken }), options),
        { resource: Bucket, ...call },
      );
      for (const { Key: key, Size: size } of page.Contents ?? []) {
        if (key !== undefined) sizes.set(key, size ?? 0);
      }
      next = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    } while (next !== undefined);
    return sizes;
  }

  async digestOf(Bucket: string, Key: string, call: CallContext = {}) {
    const { ChecksumSHA256: digest } = await this.#calls.read(
      "HeadObject",
      (client, options) =>
        client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: "ENABLED" }), options),
      { resource: Key, ...call },
    );
    return digest === undefined ? null : Buffer.from(digest, "base64").toString("hex");
  }

  async get(Bucket: string, Key: string, call: CallContext = {}) {
    const found = this.#calls.read(
      "GetObject",
      async (client, options) => {
        const answer = await client.send(new GetObjectCommand({ Bucket, Key }), options);
        return { ...answer, bytes: await answer.Body?.transformToByteArray() };
      },
      { resource: Key, ...call },
    );
    return (await nullIfMissing(found))?.bytes ?? null;
  }

  async put({ bucket, key, body, sha256, contentType }: StoredObject, call: CallContext = {}) {
    const ChecksumSHA256 = Buffer.from(sha256, "hex").toString("base64");
    await this.#calls.change(
      "PutObject",
      null,
      (client, options) =>
        client.send(
          new PutObjectCommand({
            ...{ Bucket: bucket, Key: key, Body: body, ChecksumSHA256 },
            ChecksumAlgorithm: "SHA256",
            ContentType: contentType,
          }),
          options,
        ),
      { resource: key, ...call },
    );
  }
}

/** Of a bucket in another region S3 tells which; the SDK throws that away. */
function redirection(error: unknown) {
  const { $response: response, $metadata } = error as {
    $response?: { headers?: Readonly<Record<string, string>> };
    $metadata?: { httpStatusCode?: number; requestId?: string };
  };
  const region = response?.headers?.["x-amz-bucket-region"];
  if (region === undefined || $metadata?.httpStatusCode !== 301) return null;
  return { BucketRegion: region, $metadata };
}
