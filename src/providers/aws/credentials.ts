import type { LightsailClientConfig } from "@aws-sdk/client-lightsail";
import {
  doesIdentityRequireRefresh,
  isIdentityExpired,
  memoizeIdentityProvider,
} from "@smithy/core";
import { QuantsError } from "../../core/errors.ts";
import type { CredentialChoice } from "./session-options.ts";
import { profileHasCredentials } from "./profiles.ts";

type Credentials = NonNullable<LightsailClientConfig["credentials"]>;
export type CredentialProvider = Extract<Credentials, (...args: never[]) => unknown>;
type Env = Readonly<Record<string, string | undefined>>;

/** Without it, the SDK's chain writes warnings to stderr. */
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * Credentials from given keys, or else a chosen profile, or else the environment's keys, or else
 * the SDK's chain (profile, SSO, process, web identity, container, instance metadata), which is
 * loaded only when needed. Keys in the environment override AWS_PROFILE, as in the AWS CLI and
 * Terraform; the SDK itself does it the other way round, with a warning.
 */
export function credentialsFor(options: CredentialChoice, env: Env): CredentialProvider {
  const fixed = givenKeys(options, env);
  if (fixed !== undefined) {
    const { accessKeyId, secretAccessKey, sessionToken } = fixed;
    const identity = { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
    const other = fixed === options.credentials ? "" : (env["AWS_PROFILE"] ?? "");
    if (other === "") return shared(async () => identity);
    let checked: Promise<void> | undefined;
    return shared(async () => {
      await (checked ??= refuseStray(other));
      return identity;
    });
  }
  const named = profileFor(options, env);
  let chain: Promise<CredentialProvider> | undefined;
  return memoized(async (properties) => {
    chain ??= loadChain(named);
    return (await chain)(properties);
  });
}

/**
 * Keys override AWS_PROFILE, but if that names no profile, the user may want another account than
 * the keys': continuing might change the wrong one.
 */
async function refuseStray(profile: string): Promise<void> {
  try {
    await profileHasCredentials(profile);
  } catch (error) {
    if (!(error instanceof QuantsError) || error.code !== "profile_not_found") throw error;
    throw new QuantsError(
      "profile_not_found",
      `AWS_PROFILE names the profile "${profile}", which does not exist, while AWS_ACCESS_KEY_ID is set: it is unclear which account to use.`,
      {
        hint: "Unset AWS_PROFILE to use the keys; or unset AWS_ACCESS_KEY_ID and correct AWS_PROFILE, see: aws configure list-profiles",
        resource: profile,
      },
    );
  }
}

/** The profile that credentials come from; undefined if none is named or used. */
export function profileFor(options: CredentialChoice, env: Env): string | undefined {
  if (givenKeys(options, env) !== undefined) return undefined;
  return options.profile ?? (env["AWS_PROFILE"] || undefined);
}

function givenKeys(options: CredentialChoice, env: Env): CredentialChoice["credentials"] {
  if (options.credentials !== undefined || options.profile !== undefined) {
    return options.credentials;
  }
  return environmentKeys(env);
}

function environmentKeys(env: Env): CredentialChoice["credentials"] {
  const accessKeyId = env["AWS_ACCESS_KEY_ID"];
  const secretAccessKey = env["AWS_SECRET_ACCESS_KEY"];
  if (!accessKeyId || !secretAccessKey) return undefined;
  return { accessKeyId, secretAccessKey, sessionToken: env["AWS_SESSION_TOKEN"] };
}

async function loadChain(profile: string | undefined): Promise<CredentialProvider> {
  const init = { logger: silent, ...(profile !== undefined && { profile }) };
  // The default chain continues after a failing profile and then hides why it failed.
  if (await profileHasCredentials(profile)) {
    const { fromIni } = await import("@aws-sdk/credential-provider-ini");
    return fromIni(init);
  }
  const { defaultProvider } = await import("@aws-sdk/credential-provider-node");
  return defaultProvider(init);
}

/** Resolved once for all regions of the process, and renewed before expiry. */
function memoized(provider: CredentialProvider): CredentialProvider {
  const cached = memoizeIdentityProvider(provider, isIdentityExpired, doesIdentityRequireRefresh);
  return shared(cached as CredentialProvider);
}

/** The mark keeps each client from wrapping the provider in its own cache. */
function shared(provider: CredentialProvider): CredentialProvider {
  return Object.assign(provider, { memoized: true });
}
