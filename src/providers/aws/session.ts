import { loadConfig } from "@smithy/core/config";
import { NODE_MAX_ATTEMPT_CONFIG_OPTIONS } from "@smithy/core/retry";
import type { CallObserver } from "../../core/contracts/call-observer.ts";
import { REQUEST_TIMEOUT } from "./answer-limit.ts";
import {
  checkEndpoint,
  checkRegion,
  CONNECT_TIMEOUT,
  constructQuietly,
  DEFAULT_ATTEMPTS,
  NOTHING_TO_LOOK_UP,
  singleAttempt,
} from "./client-settings.ts";
import { type CredentialProvider, credentialsFor, profileFor } from "./credentials.ts";
import { configuredEndpoint } from "./profiles.ts";
import type { ServiceFacts } from "./services.ts";
import type { AwsSessionOptions } from "./session-options.ts";

/** The part of an SDK client that is used here. */
export interface SdkClient {
  readonly config: {
    readonly requestHandler: unknown;
    maxAttempts: () => Promise<number>;
  };
}

/** A connection to one region's service. */
export interface Link<Client> {
  client: Client;
  /** Where requests go, for messages. */
  endpoint: string;
  /** The maximum number of tries for one call, including the first. */
  maxAttempts: number;
}

/** Shared by the clients of all services and regions: credentials, connections, endpoint. */
export class AwsSession {
  readonly profile: string | undefined;
  readonly observer: CallObserver | undefined;
  readonly #options: AwsSessionOptions;
  readonly #env: Readonly<Record<string, string | undefined>>;
  readonly #credentials: CredentialProvider;
  readonly #links = new Map<string, Promise<Link<unknown>>>();
  #handler: unknown;

  constructor(options: AwsSessionOptions) {
    this.observer = options.observer;
    this.#options = options;
    this.#env = options.env ?? process.env;
    this.profile = profileFor(options, this.#env);
    this.#credentials = credentialsFor(options, this.#env);
    this.#handler = options.requestHandler;
  }

  /** The link to a region's service, always the same one. `more` is passed to the client. */
  link<Client extends SdkClient>(
    service: ServiceFacts,
    region: string,
    Client: new (config: never) => Client,
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<Link<Client>> {
    const key = `${service.id} ${region}`;
    let link = this.#links.get(key);
    if (link === undefined) {
      link = this.#open(service, region, Client, more);
      this.#links.set(key, link);
    }
    return link as Promise<Link<Client>>;
  }

  async #open<Client extends SdkClient>(
    service: ServiceFacts,
    region: string,
    Client: new (config: never) => Client,
    more: Readonly<Record<string, unknown>>,
  ): Promise<Link<Client>> {
    checkRegion(region);
    const { profile, requestHandler, version } = this.#options;
    const inProcess = requestHandler !== undefined;
    const endpoint = inProcess ? undefined : await this.endpoint(service);
    const config = {
      region,
      credentials: this.#credentials,
      // Undefined rather than absent: the SDK's default logger does nothing, yet makes it deep-copy
      // every answer.
      logger: undefined,
      customUserAgent: [["quants-ctl", version ?? "unknown"]],
      requestHandler: this.#handler ?? {
        connectionTimeout: CONNECT_TIMEOUT,
        requestTimeout: REQUEST_TIMEOUT,
        throwOnRequestTimeout: true,
      },
      retryStrategy: singleAttempt,
      ignoreConfiguredEndpointUrls: true,
      ...more,
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
    const client = constructQuietly(() => new Client(config as never));
    // Further clients use the first one's connection pool.
    this.#handler = client.config.requestHandler;
    return {
      client,
      endpoint: endpoint ?? `https://${service.id}.${region}.amazonaws.com`,
      maxAttempts: Math.max(1, await client.config.maxAttempts()),
    };
  }

  /** Whether it is AWS itself that answers, so that the addresses it tells lead somewhere. */
  async isAws(service: ServiceFacts): Promise<boolean> {
    return (
      this.#options.requestHandler === undefined && (await this.endpoint(service)) === undefined
    );
  }

  /** The endpoint set for a service; undefined: AWS's own. */
  async endpoint(service: ServiceFacts): Promise<string | undefined> {
    const { endpoint: chosen, profile } = this.#options;
    const endpoint = chosen ?? (await configuredEndpoint(profile, this.#env, service));
    if (endpoint !== undefined) checkEndpoint(endpoint);
    return endpoint;
  }
}
