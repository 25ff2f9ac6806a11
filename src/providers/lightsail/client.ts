import { LightsailClient, type LightsailClientConfig } from "@aws-sdk/client-lightsail";
import { NODE_MAX_ATTEMPT_CONFIG_OPTIONS } from "@smithy/core/retry";
import { loadConfig } from "@smithy/core/config";
import type { CallObserver } from "../../core/contracts/call-observer.ts";
import { QuantsError } from "../../core/errors.ts";
import { credentialsFor, profileFor } from "./credentials.ts";
import type { LightsailSession, SessionOptions } from "./options.ts";
import { configuredEndpoint } from "./profiles.ts";
import { collectBody, LightsailProtocol } from "./protocol.ts";

/** Milliseconds. The SDK's own defaults let a dead endpoint hang for minutes. */
const CONNECT_TIMEOUT = 10_000;
export const REQUEST_TIMEOUT = 30_000;
/** Unless AWS_MAX_ATTEMPTS or the profile's max_attempts says otherwise. */
const DEFAULT_ATTEMPTS = 4;
const QUIET = "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED";

/** A way to one region's Lightsail. */
export interface Link {
  client: LightsailClient;
  /** For messages: where requests go. */
  endpoint: string;
  /** Tries that one call may take, the first included. */
  maxAttempts: number;
}

/** The link to a region; the same one when asked again. */
export function connect(session: LightsailSession, region: string): Promise<Link> {
  if (!(session instanceof Session)) throw new TypeError("Not a session made by openSession().");
  return session.link(region);
}

/** What `openSession` makes. */
export class Session implements LightsailSession {
  readonly provider: string;
  readonly profile: string | undefined;
  readonly observer: CallObserver | undefined;
  readonly #options: SessionOptions;
  readonly #env: Readonly<Record<string, string | undefined>>;
  readonly #credentials: LightsailClientConfig["credentials"];
  readonly #links = new Map<string, Promise<Link>>();
  #handler: LightsailClientConfig["requestHandler"];

  constructor(options: SessionOptions) {
    const standsIn = options.requestHandler !== undefined;
    this.provider = options.provider ?? (standsIn ? "sandbox" : "lightsail");
    this.observer = options.observer;
    this.#options = options;
    this.#env = options.env ?? process.env;
    this.profile = profileFor(options, this.#env);
    this.#credentials = credentialsFor(options, this.#env);
    this.#handler = options.requestHandler as LightsailClientConfig["requestHandler"];
  }

  link(region: string): Promise<Link> {
    let link = this.#links.get(region);
    if (link === undefined) {
      link = this.#open(region);
      this.#links.set(region, link);
    }
    return link;
  }

  async #open(region: string): Promise<Link> {
    checkRegion(region);
    const { profile, requestHandler, version } = this.#options;
    const inProcess = requestHandler !== undefined;
    const endpoint = inProcess ? undefined : await this.#endpoint();
    const config = {
      region,
      credentials: this.#credentials,
      // Undefined rather than absent: the SDK's default logger does nothing, yet has a deep
      // copy of every answer made for it.
      logger: undefined,
      customUserAgent: [["quants-ctl", version ?? "unknown"]],
      requestHandler: this.#handler ?? {
        connectionTimeout: CONNECT_TIMEOUT,
        requestTimeout: REQUEST_TIMEOUT,
        throwOnRequestTimeout: true,
      },
      retryStrategy: singleAttempt,
      protocol: LightsailProtocol,
      streamCollector: collectBody,
      ignoreConfiguredEndpointUrls: true,
      ...(profile !== undefined && { profile }),
      ...(endpoint !== undefined && { endpoint }),
      ...(inProcess && { maxAttempts: DEFAULT_ATTEMPTS, ...NOTHING_TO_LOOK_UP }),
      ...(!inProcess && {
        maxAttempts: loadConfig(
          { ...NODE_MAX_ATTEMPT_CONFIG_OPTIONS, default: DEFAULT_ATTEMPTS },
          profile === undefined ? {} : { profile },
        ),
      }),
    };
    // The type does not admit the undefined logger.
    const client = construct(config as object);
    // Further regions go through the first one's connection pool.
    this.#handler = client.config.requestHandler;
    return {
      client,
      endpoint: endpoint ?? `https://lightsail.${region}.amazonaws.com`,
      maxAttempts: Math.max(1, await client.config.maxAttempts()),
    };
  }

  async #endpoint(): Promise<string | undefined> {
    const endpoint =
      this.#options.endpoint ?? (await configuredEndpoint(this.#options.profile, this.#env));
    if (endpoint !== undefined) checkEndpoint(endpoint);
    return endpoint;
  }
}

/** What a client otherwise reads from the shared files; an embedded Lightsail needs none of it. */
const NOTHING_TO_LOOK_UP = {
  retryMode: "standard",
  defaultsMode: "standard",
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  userAgentAppId: async () => undefined,
  authSchemePreference: [],
  // Its time may be a test's; against that the local clock is not wrong.
  disableClockSkewCorrection: true,
} satisfies LightsailClientConfig;

/**
 * The SDK repeats every call, CreateInstances too, after a 500 or a broken connection, and
 * does not tell. Here each call decides by itself what may be repeated and how (calls.ts).
 */
const singleAttempt = {
  acquireInitialRetryToken: async () => ({
    getRetryCount: () => 0,
    getRetryDelay: () => 0,
    getRetryCost: () => 0,
  }),
  refreshRetryTokenForRetry: async () => {
    throw new QuantsError("internal", "Calls are repeated by quants-ctl, not by the SDK.");
  },
  recordSuccess: () => {},
} satisfies LightsailClientConfig["retryStrategy"];

/** The SDK warns on stderr, once, about Node versions that it will drop. */
function construct(config: LightsailClientConfig): LightsailClient {
  const before = process.env[QUIET];
  process.env[QUIET] = "true";
  try {
    return new LightsailClient(config);
  } finally {
    if (before === undefined) delete process.env[QUIET];
    else process.env[QUIET] = before;
  }
}

function checkRegion(region: string): void {
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(region)) return;
  throw new QuantsError("invalid_input", `"${region}" is not a valid region.`, {
    hint: "A region looks like ap-northeast-1.",
    resource: region,
  });
}

function checkEndpoint(endpoint: string): void {
  if (URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol)) return;
  throw new QuantsError("config_invalid", `The endpoint "${endpoint}" is not an http(s) address.`, {
    hint: "Correct --endpoint-url, AWS_ENDPOINT_URL or the profile's endpoint_url, e.g. http://127.0.0.1:4599.",
    resource: endpoint,
  });
}
