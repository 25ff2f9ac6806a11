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

/** Without it the SDK's chain writes its warnings to stderr. */
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * Given keys, else a chosen profile, else the environment's keys, else the SDK's chain
 * (profile, SSO, process, web identity, container, instance metadata), which is loaded
 * only when it is needed. Keys in the environment win over AWS_PROFILE, as they do for
 * the AWS CLI and Terraform; the SDK by itself does it the other way round, with a warning.
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
 * Keys win over AWS_PROFILE, but one that names nothing was meant for something else than them:
 * going on would change another account than the one in mind.
 */
async function refuseStray(profile: string): Promise<void> {
  try {
    await profileHasCredentials(profile);
  } catch (error) {
    if (!(error instanceof QuantsError) || error.code !== "profile_not_found") throw error;
    throw new QuantsError(
      "profile_not_found",
      `AWS_PROFILE names the profile "${profile}", which does not exist, and AWS_ACCESS_KEY_ID holds keys: it is not clear which account is meant.`,
      {
        hint: "Unset AWS_PROFILE to use the keys; or unset AWS_ACCESS_KEY_ID and correct AWS_PROFILE, see: aws configure list-profiles",
        resource: profile,
      },
    );
  }
}

/** The profile that credentials come from; undefined when none is named or asked. */
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
  // The default chain goes on after a profile that fails and then hides why it failed.
  if (await profileHasCredentials(profile)) {
    const { fromIni } = await import("@aws-sdk/credential-provider-ini");
    return fromIni(init);
  }
  const { defaultProvider } = await import("@aws-sdk/credential-provider-node");
  return defaultProvider(init);
}

/** One resolution for all regions of the process, renewed before it expires. */
function memoized(provider: CredentialProvider): CredentialProvider {
  const cached = memoizeIdentityProvider(provider, isIdentityExpired, doesIdentityRequireRefresh);
  return shared(cached as CredentialProvider);
}

/** The mark keeps each client from putting a cache of its own around the provider. */
function shared(provider: CredentialProvider): CredentialProvider {
  return Object.assign(provider, { memoized: true });
}
