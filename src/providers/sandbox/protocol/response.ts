import { randomUUID } from "node:crypto";
import type { Readable } from "node:stream";
import type { ServiceError } from "./service-error.ts";

export interface WireRequest {
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The body's text; empty where it is still to be read from `payload`. */
  readonly body: string;
  /** The body as it came, for the upstream. */
  readonly payload?: Uint8Array | Readable | undefined;
  /** As they came, for the upstream: names and values by turns. */
  readonly rawHeaders?: readonly string[] | undefined;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Sent instead of `body`, for what is no text. */
  readonly bytes?: Uint8Array;
  /** Sent instead of `body`, as it comes from the upstream. */
  readonly stream?: Readable;
  /** Those of the upstream as they came; `headers` has each name once. */
  readonly rawHeaders?: readonly string[];
}

const JSON_TYPE = "application/x-amz-json-1.1";
const DOCS = "https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/";

export const jsonResponse = (status: number, body: object): WireResponse => ({
  status,
  headers: { "content-type": JSON_TYPE, "x-amzn-requestid": randomUUID() },
  body: JSON.stringify(body),
});

/** Lightsail's own errors carry all five members; the common ones a type and a message. */
export function errorResponse(error: ServiceError, operation: string | undefined): WireResponse {
  const own = error.code !== undefined;
  return jsonResponse(error.status, {
    __type: error.type,
    code: error.code,
    docs: own ? `${DOCS}API_${operation ?? "Operations"}.html` : undefined,
    message: error.message,
    tip: error.tip,
  });
}

export const xmlResponse = (status: number, body: string): WireResponse => ({
  status,
  headers: { "content-type": "text/xml", "x-amzn-requestid": randomUUID() },
  body,
});
