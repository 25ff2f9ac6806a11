import { loadSharedConfigFiles } from "@smithy/core/config";
import type { AccountProbe, CredentialsReport } from "../../core/contracts/account-probe.ts";
import type { Clock } from "../../core/clock.ts";
import { QuantsError } from "../../core/errors.ts";
import { abortReason } from "../../core/time/wait.ts";
import { credentialsFor, profileFor } from "../aws/credentials.ts";
import { explain } from "./errors.ts";
import type { SessionOptions } from "./options.ts";
import { configuredEndpoint } from "../aws/profiles.ts";
import { LIGHTSAIL } from "../aws/services.ts";

type Env = Readonly<Record<string, string | undefined>>;

const TIMEOUT_MS = 10_000;

export function createProbe(
  options: SessionOptions & { env: Env; clock: Clock; signal: AbortSignal },
): Omit<AccountProbe, "caller" | "accountOf" | "rights"> {
  const { env, clock, signal } = options;
  return {
    async credentials() {
      const occasion = { operation: "GetInstances", region: "", endpoint: "" };
      try {
        const identity = await credentialsFor(options, env)({});
        return reportOf(identity, options, env);
      } catch (error) {
        throw explain(error, { ...occasion, profile: profileFor(options, env) }).error;
      }
    },

    async endpoint(region) {
      const configured =
        options.endpoint ??
        (await configuredEndpoint(options.profile, env, LIGHTSAIL)) ??
        undefined;
      const endpoint = configured ?? `https://lightsail.${region}.amazonaws.com`;
      const url = parse(endpoint);
      const date = await serverTime(url, signal);
      const ahead = date === null ? null : date - clock.now();
      return {
        endpoint: url.origin,
        kind: kindOf(url.hostname),
        clockAheadMs: ahead === null || Number.isNaN(ahead) ? null : ahead,
      };
    },

    async profileValue(key) {
      const { configFile, credentialsFile } = await loadSharedConfigFiles();
      const profile = options.profile ?? (env["AWS_PROFILE"] || "default");
      const inConfig = configFile[profile]?.[key];
      if (inConfig !== undefined) return { value: inConfig, profile, file: "the config file" };
      const value = credentialsFile[profile]?.[key];
      return value === undefined ? null : { value, profile, file: "the credentials file" };
    },
  };
}

function reportOf(
  identity: { accessKeyId: string; sessionToken?: string; expiration?: Date },
  options: SessionOptions,
  env: Env,
): CredentialsReport {
  const { accessKeyId, sessionToken, expiration } = identity;
  const profile = profileFor(options, env);
  const isFromKeys = profile === undefined && Boolean(env["AWS_ACCESS_KEY_ID"]);
  const other = env["AWS_PROFILE"];
  return {
    source: sourceOf(profile, isFromKeys),
    kind: sessionToken === undefined ? "long-lived keys" : "temporary keys",
    keyIdEnd: accessKeyId.slice(-4),
    expiresAt: expiration?.toISOString() ?? null,
    ignored: isFromKeys && other ? `AWS_PROFILE=${other}` : null,
  };
}

function sourceOf(profile: string | undefined, isFromKeys: boolean): string {
  if (profile !== undefined) return `the profile ${profile}`;
  if (isFromKeys) return "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
  return "the default profile, or the role of this machine";
}

function parse(endpoint: string): URL {
  if (URL.canParse(endpoint)) return new URL(endpoint);
  throw new QuantsError("config_invalid", `The endpoint "${endpoint}" is not a valid address.`, {
    hint: "Correct --endpoint-url, AWS_ENDPOINT_URL or the profile's endpoint_url.",
    resource: endpoint,
  });
}

/**
 * Any answer counts, even a refusal, because it contains the time. Not fetch, which refuses some
 * ports.
 */
async function serverTime(url: URL, signal: AbortSignal): Promise<number | null> {
  const { request } =
    url.protocol === "https:" ? await import("node:https") : await import("node:http");
  try {
    const date = await new Promise<string | undefined>((resolve, reject) => {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
      const asked = request(url, { signal: limit, agent: false }, (response) => {
        resolve(response.headers.date);
        response.destroy();
      });
      asked.once("error", reject);
      asked.end();
    });
    return date === undefined ? null : Date.parse(date);
  } catch (error) {
    if (signal.aborted) throw abortReason(signal);
    const { code, name, message } = error as NodeJS.ErrnoException;
    const why = name === "AbortError" ? `not within ${TIMEOUT_MS / 1_000} s` : (code ?? message);
    throw new QuantsError("endpoint_unreachable", `${url.origin} does not answer: ${why}.`, {
      hint: "Check the name of the region, the network, a firewall or proxy in between, and AWS_ENDPOINT_URL.",
      resource: url.origin,
      retryable: true,
      cause: error,
    });
  }
}

function kindOf(host: string): "aws" | "local" | "other" {
  if (/(^|\.)(amazonaws\.com(\.cn)?|api\.aws)$/.test(host)) return "aws";
  return /^(127\.|localhost$|\[::1\]$)/.test(host) ? "local" : "other";
}
