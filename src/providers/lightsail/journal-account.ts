import { accountOfKey } from "../../core/account/key-account.ts";
import type { AccountSettings } from "../../core/contracts/provider.ts";
import type { AccountOf } from "../../core/journal/journal.ts";

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Identifies the account as far as it may be written down: not by the key, but by its account
 * number.
 */
export function journalAccount(
  { provider, profile, endpointUrl }: AccountSettings,
  env: Env,
): AccountOf {
  const endpoint =
    endpointUrl ?? (env["AWS_ENDPOINT_URL_LIGHTSAIL"] || env["AWS_ENDPOINT_URL"] || null);
  const key = env["AWS_SECRET_ACCESS_KEY"] ? env["AWS_ACCESS_KEY_ID"] : undefined;
  // Keys in the environment override AWS_PROFILE, and may belong to a different account each time.
  if (profile === undefined && key) {
    return { provider, profile: null, account: accountOfKey(key), endpoint };
  }
  return { provider, profile: profile ?? (env["AWS_PROFILE"] || null), account: null, endpoint };
}
