import { QuantsError } from "../../../core/errors.ts";

/** `s3://bucket/prefix`, with or without a slash at its end. */
export function bucketAddress(text: string): string {
  if (/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/[\w!.*'()/-]*)?$/.test(text)) return text;
  throw new QuantsError("invalid_input", `"${text}" is no place in S3.`, {
    hint: "Give it as s3://bucket/prefix.",
    resource: text,
  });
}

export function bucketParts(address: string): { bucket: string; prefix: string } {
  const [bucket = "", ...rest] = address.slice("s3://".length).split("/");
  const prefix = rest.filter((it) => it !== "").join("/");
  return { bucket, prefix: prefix === "" ? "" : `${prefix}/` };
}

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])$/;

/** Only TLS, except to this machine; no path, and nothing secret. */
export function clusterAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isGood =
    url !== null &&
    (url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.test(url.hostname))) &&
    `${url.username}${url.password}${url.search}${url.hash}` === "" &&
    url.pathname === "/";
  if (isGood) return url.origin;
  throw new QuantsError("invalid_input", "The --endpoint is not the address of a cluster.", {
    hint: "Give it as https://CLUSTER:8182; `quants-ctl stack output rag-api` shows it.",
    resource: "--endpoint",
  });
}

export function roleArn(text: string): string {
  if (/^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(text)) return text;
  throw new QuantsError("invalid_input", `"${text}" is not the ARN of a role.`, {
    hint: "It looks like arn:aws:iam::123456789012:role/NAME.",
    resource: text,
  });
}

/** `….cluster-….eu-west-1.neptune.amazonaws.com` */
export function regionIn(endpoint: string): string | null {
  const { hostname } = new URL(endpoint);
  return (
    /\.([a-z]{2}(?:-[a-z]+)+-\d)\.neptune\.amazonaws\.com(?:\.cn)?$/.exec(hostname)?.[1] ?? null
  );
}
