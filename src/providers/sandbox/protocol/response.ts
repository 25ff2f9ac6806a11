import { randomUUID } from "node:crypto";
import type { ServiceError } from "./service-error.ts";

export interface WireRequest {
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Sent instead of `body`, for what is no text. */
  readonly bytes?: Uint8Array;
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
