import type { IncomingHttpHeaders } from "node:http";

/** A request to AWS, as far as its URL, headers and signature tell what it is. */
export interface Call {
  /** Twelve digits: the access key if it consists of those, so that tests can live side by side. */
  readonly account: string;
  readonly region: string;
  /** As the signature names it, e.g. `elasticloadbalancing`. */
  readonly service: string;
  /** `CreateService`; of a REST API method and path, e.g. `PUT /2015-02-01/file-systems`. */
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** The query as it was sent. */
  readonly search: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** Asks moto, with another body if one is given. */
export type Upstream = (body?: string) => Promise<Answer>;

/** What is answered in moto's place, or made of its answer. */
export type Fill = (call: Call, upstream: Upstream) => Answer | Promise<Answer>;

/** What one service lacks: fills by operation. A key that starts with `^` is a pattern. */
export interface Service {
  readonly name: string;
  readonly fills: Readonly<Record<string, Fill>>;
}

const DEFAULT_ACCOUNT = "123456789012";
const SCOPE = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//;

interface Request {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

export function readCall({ method = "GET", url = "/", headers }: Request, body: Buffer): Call {
  const [path = "/", query = ""] = relative(url).split("?");
  const [, key = "", region = "us-east-1", service = "?"] =
    SCOPE.exec(headers.authorization ?? "") ?? [];
  const target = headers["x-amz-target"];
  return {
    account: /^\d{12}$/.test(key) ? key : DEFAULT_ACCOUNT,
    // Services without regions sign for one of their own.
    region,
    service,
    operation:
      (typeof target === "string" ? target.split(".").at(-1) : undefined) ??
      /(?:^|&)Action=(\w+)/.exec(body.toString("latin1"))?.[1] ??
      `${method} ${path}`,
    method,
    path,
    search: query,
    headers,
    body,
  };
}

/** A client that takes this for its HTTP proxy names the host in the request line. */
function relative(url: string): string {
  return url.replace(/^https?:\/\/[^/]+/, "") || "/";
}

export function fillFor(call: Call, services: readonly Service[]): Fill | undefined {
  for (const { name, fills } of services) {
    if (name !== call.service) continue;
    const exact = fills[call.operation];
    if (exact !== undefined) return exact;
    for (const [key, fill] of Object.entries(fills)) {
      if (key.startsWith("^") && new RegExp(key).test(call.operation)) return fill;
    }
  }
  return undefined;
}

/** Something for each account and region, made when it is first asked for. */
export function perPlace<T>(make: () => T): (call: Call) => T {
  const places = new Map<string, T>();
  return ({ account, region }) => {
    const key = `${account} ${region}`;
    const found = places.get(key) ?? make();
    places.set(key, found);
    return found;
  };
}
