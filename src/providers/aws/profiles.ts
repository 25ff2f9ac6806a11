import { loadConfig, loadSharedConfigFiles } from "@smithy/core/config";
import type { ServiceFacts } from "./services.ts";
import { QuantsError } from "../../core/errors.ts";
import { ownValue } from "../../core/text/own-value.ts";

type Section = Record<string, string | undefined>;
type Env = Readonly<Record<string, string | undefined>>;

/** With any of these keys, a profile is a source of credentials. */
const CREDENTIAL_KEYS = [
  "aws_access_key_id",
  "role_arn",
  "web_identity_token_file",
  "credential_process",
  "sso_session",
  "sso_start_url",
  "login_session",
];

/**
 * True if the profile says how to get credentials. A named profile that is in neither shared file
 * is `profile_not_found`; an absent `default` is merely false.
 */
export async function profileHasCredentials(named: string | undefined): Promise<boolean> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  const profile = named ?? "default";
  const sections = [ownValue(configFile, profile), ownValue(credentialsFile, profile)];
  const section: Section = Object.assign({}, ...sections);
  const exists = sections.some((it) => it !== undefined);
  if (!exists && named !== undefined) {
    // Other sections of the config file have their kind as a prefix: `sso-session.corp`.
    const isProfile = (key: string): boolean => !/^(sso-session|services)\./.test(key);
    const known = [...new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)])]
      .filter(isProfile)
      .toSorted();
    throw profileNotFound(profile, known);
  }
  return CREDENTIAL_KEYS.some((key) => section[key] !== undefined);
}

function profileNotFound(profile: string, known: readonly string[]): QuantsError {
  return new QuantsError("profile_not_found", `There is no AWS profile "${profile}".`, {
    hint:
      known.length === 0
        ? "No profile is set up on this machine: run `aws configure`, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
        : `Choose one of: ${known.join(", ")}.`,
    resource: profile,
  });
}

/**
 * The endpoint set outside of quants-ctl, in AWS's order: the service's variable, the general
 * variable, the profile's `services` section, the profile's `endpoint_url`. Done here because the
 * SDK only looks at the profile of AWS_PROFILE.
 */
export async function configuredEndpoint(
  profile: string | undefined,
  env: Env,
  { variable }: Pick<ServiceFacts, "variable">,
): Promise<string | undefined> {
  if (env["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"]?.toLowerCase() === "true") return undefined;
  const own = `AWS_ENDPOINT_URL_${variable}`;
  const fromEnv = env[own] || env["AWS_ENDPOINT_URL"];
  if (fromEnv) return fromEnv;
  const fromProfile = await loadConfig(
    {
      environmentVariableSelector: () => undefined,
      configFileSelector: (section, config) =>
        profileEndpoint(section, variable.toLowerCase(), config),
      default: "",
    },
    profile === undefined ? {} : { profile },
  )();
  return fromProfile === "" ? undefined : fromProfile;
}

function profileEndpoint(
  profile: Section,
  service: string,
  config?: Record<string, Section>,
): string | undefined {
  if (profile["ignore_configured_endpoint_urls"] === "true") return undefined;
  const services = config?.[`services.${profile["services"]}`];
  return services?.[`${service}.endpoint_url`] ?? profile["endpoint_url"];
}
