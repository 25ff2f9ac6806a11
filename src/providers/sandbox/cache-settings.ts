import { invalidInput } from "./protocol/service-error.ts";
import { boolean, enumeration, type Infer, integer, list, string, structure } from "./shapes.ts";
import type { CacheSettingsRecord, DistributionRecord } from "./state/distribution-record.ts";

const ALLOWED = ["GET,HEAD", "GET,HEAD,OPTIONS", "GET,HEAD,OPTIONS,PUT,PATCH,POST,DELETE"];
const CACHED = ["GET,HEAD", "GET,HEAD,OPTIONS"];

const seconds = integer({ min: 0 });

export const cacheSettings = structure({
  defaultTTL: seconds,
  minimumTTL: seconds,
  maximumTTL: seconds,
  allowedHTTPMethods: string(),
  cachedHTTPMethods: string(),
  forwardedCookies: structure({
    option: enumeration(["none", "allow-list", "all"]),
    cookiesAllowList: list(string()),
  }),
  forwardedHeaders: structure({
    // Beyond the model's values: what is answered when nothing was said, which clients send back.
    option: enumeration(["none", "allow-list", "all", "default"]),
    headersAllowList: list(
      enumeration([
        ...["Accept", "Accept-Charset", "Accept-Datetime", "Accept-Encoding", "Accept-Language"],
        ...["Authorization", "CloudFront-Forwarded-Proto", "CloudFront-Is-Desktop-Viewer"],
        ...["CloudFront-Is-Mobile-Viewer", "CloudFront-Is-SmartTV-Viewer"],
        ...["CloudFront-Is-Tablet-Viewer", "CloudFront-Viewer-Country", "Host", "Origin"],
        "Referer",
      ]),
    ),
  }),
  forwardedQueryStrings: structure({ option: boolean(), queryStringsAllowList: list(string()) }),
});

const DEFAULTS: CacheSettingsRecord = {
  allowedHTTPMethods: "GET,HEAD,OPTIONS,PUT,PATCH,POST,DELETE",
  cachedHTTPMethods: "GET,HEAD",
  defaultTTL: 86_400,
  minimumTTL: 0,
  maximumTTL: 31_536_000,
  forwardedCookies: { option: "none", cookiesAllowList: [] },
  forwardedHeaders: { option: "default", headersAllowList: [] },
  forwardedQueryStrings: { option: false, queryStringsAllowList: [] },
};

/** What was said, else the defaults, which a distribution that caches nothing does not have. */
export const settingsOf = ({
  settings,
  defaultBehavior,
}: DistributionRecord): Partial<CacheSettingsRecord> =>
  settings ?? (defaultBehavior === "cache" ? DEFAULTS : {});

/** All of them, with the defaults for what is not said. */
export function checkSettings(given: Infer<typeof cacheSettings>): CacheSettingsRecord {
  const { forwardedCookies: cookies, forwardedHeaders: headers } = given;
  const settings: CacheSettingsRecord = {
    allowedHTTPMethods: given.allowedHTTPMethods ?? DEFAULTS.allowedHTTPMethods,
    cachedHTTPMethods: given.cachedHTTPMethods ?? DEFAULTS.cachedHTTPMethods,
    defaultTTL: given.defaultTTL ?? DEFAULTS.defaultTTL,
    minimumTTL: given.minimumTTL ?? DEFAULTS.minimumTTL,
    maximumTTL: given.maximumTTL ?? DEFAULTS.maximumTTL,
    forwardedCookies: {
      option: cookies?.option ?? "none",
      cookiesAllowList: cookies?.cookiesAllowList ?? [],
    },
    forwardedHeaders: {
      option: headers?.option ?? "default",
      headersAllowList: headers?.headersAllowList ?? [],
    },
    forwardedQueryStrings: {
      option: given.forwardedQueryStrings?.option ?? false,
      queryStringsAllowList: given.forwardedQueryStrings?.queryStringsAllowList ?? [],
    },
  };
  assertConsistent(settings);
  return settings;
}

function assertConsistent(settings: CacheSettingsRecord): void {
  const { allowedHTTPMethods: allowed, cachedHTTPMethods: cached } = settings;
  if (!ALLOWED.includes(allowed)) {
    throw invalidInput(`The allowed HTTP methods are not valid: ${allowed}`);
  }
  if (!CACHED.includes(cached) || !allowed.startsWith(cached)) {
    throw invalidInput(`The cached HTTP methods are not valid: ${cached}`);
  }
  const { defaultTTL, minimumTTL, maximumTTL, forwardedHeaders, forwardedCookies } = settings;
  if (minimumTTL > defaultTTL || defaultTTL > maximumTTL) {
    throw invalidInput("The default TTL must be between the minimum and the maximum TTL.");
  }
  if (forwardedHeaders.option === "all" && minimumTTL !== 0) {
    throw invalidInput("The minimum TTL must be 0 when all headers are forwarded.");
  }
  for (const [what, option, names] of [
    ["headers", forwardedHeaders.option, forwardedHeaders.headersAllowList],
    ["cookies", forwardedCookies.option, forwardedCookies.cookiesAllowList],
  ] as const) {
    if ((option === "allow-list") !== names.length > 0) {
      throw invalidInput(`A list of ${what} goes with the option allow-list, and with no other.`);
    }
  }
}
