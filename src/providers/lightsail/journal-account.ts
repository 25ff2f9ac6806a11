import { accountOfKey } from "../../core/account/key-account.ts";
import type { AccountSettings } from "../../core/contracts/provider.ts";
import type { AccountOf } from "../../core/journal/journal.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** What tells one account from another and may be written down: no key, but the account's number. */
export function journalAccount(
  { provider, profile, endpointUrl }: AccountSettings,
  env: Env,
): AccountOf {
  const endpoint =
    endpointUrl ?? (env["AWS_ENDPOINT_URL_LIGHTSAIL"] || env["AWS_ENDPOINT_URL"] || null);
  const key = env["AWS_SECRET_ACCESS_KEY"] ? env["AWS_ACCESS_KEY_ID"] : undefined;
  // Keys in the environment win over AWS_PROFILE, and several accounts' come and go there.
  if (profile === undefined && key) {
    return { provider, profile: null, account: accountOfKey(key), endpoint };
  }
  return { provider, profile: profile ?? (env["AWS_PROFILE"] || null), account: null, endpoint };
}
