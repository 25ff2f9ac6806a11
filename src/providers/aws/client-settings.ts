import { QuantsError } from "../../core/errors.ts";

/** Milliseconds. The SDK's own default lets a dead endpoint hang for minutes. */
export const CONNECT_TIMEOUT = 10_000;
/** Unless AWS_MAX_ATTEMPTS or the profile's max_attempts says otherwise. */
export const DEFAULT_ATTEMPTS = 4;
const QUIET = "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED";

/**
 * Settings that a client otherwise reads from the shared files; a service in this process needs
 * none of them.
 */
export const NOTHING_TO_LOOK_UP = {
  retryMode: "standard",
  defaultsMode: "standard",
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  userAgentAppId: async () => undefined,
  authSchemePreference: [],
  // Its time may be a test's; the local clock is not wrong just because it differs.
  disableClockSkewCorrection: true,
};

/**
 * The SDK silently repeats every call, even one that changes something, after a 500 or a broken
 * connection. Here each call decides what may be repeated and how.
 */
export const singleAttempt = {
  acquireInitialRetryToken: async () => ({
    getRetryCount: () => 0,
    getRetryDelay: () => 0,
    getRetryCost: () => 0,
  }),
  refreshRetryTokenForRetry: async () => {
    throw new QuantsError("internal", "Calls are repeated by quants-ctl, not by the SDK.");
  },
  recordSuccess: () => {},
};

/** The SDK warns once on stderr about Node versions that it will drop. */
export function constructQuietly<T>(construct: () => T): T {
  const before = process.env[QUIET];
  process.env[QUIET] = "true";
  try {
    return construct();
  } finally {
    if (before === undefined) delete process.env[QUIET];
    else process.env[QUIET] = before;
  }
}

export function checkRegion(region: string): void {
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(region)) return;
  throw new QuantsError("invalid_input", `"${region}" is not a valid region.`, {
    hint: "A region looks like ap-northeast-1.",
    resource: region,
  });
}

export function checkEndpoint(endpoint: string): void {
  if (URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol)) return;
  throw new QuantsError("config_invalid", `The endpoint "${endpoint}" is not an http(s) address.`, {
    hint: "Correct --endpoint-url, AWS_ENDPOINT_URL or the profile's endpoint_url, e.g. http://127.0.0.1:4599.",
    resource: endpoint,
  });
}
