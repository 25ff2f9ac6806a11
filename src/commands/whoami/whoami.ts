import type { Command } from "../command.ts";
import { oneRegionName } from "../shared/regions.ts";

/** `whoami` in JSON. Nothing of it is secret. */
export interface WhoamiRecord {
  provider: string;
  /** Twelve digits; null when the endpoint has no token service to say it. */
  account: string | null;
  /** The user, or the session of a role. */
  arn: string | null;
  region: string;
  /** Null when requests do not leave this process. */
  endpoint: string | null;
  /** `aws`, `local` or `other`; null without an endpoint. */
  endpoint_kind: string | null;
  /** Given by flag, environment or config file. */
  profile: string | null;
  /** Where the credentials come from; null when none are needed. */
  credentials: string | null;
  credentials_expire_at: string | null;
  /** The last four characters of the access key's id. */
  key_id_end: string | null;
  config_file: string | null;
}

export const command: Command<object> = async (_options, context) => {
  const { settings, narrator, host } = context;
  const region = await oneRegionName(context);
  const account = await context.account();
  // Without good credentials nothing else is worth asking, and this is the better error.
  const credentials = await account.credentials();
  narrator.waiting("asking who that is");
  const [endpoint, caller] = await Promise.all([
    account.endpoint(region),
    account.caller(region),
  ]).finally(() => narrator.idle());
  if (caller === null) {
    narrator.warn(
      "the account is not known: what answers has no token service (sts:GetCallerIdentity)",
    );
  }
  if (credentials !== null && credentials.ignored !== null) {
    narrator.warn(`${credentials.ignored} is not used: keys in the environment win over it`);
  }
  const data: WhoamiRecord = {
    provider: settings.provider,
    account: caller?.account ?? null,
    arn: caller?.arn ?? null,
    region,
    endpoint: endpoint?.endpoint ?? null,
    endpoint_kind: endpoint?.kind ?? null,
    profile: settings.profile ?? (host.env["AWS_PROFILE"] || null),
    credentials: credentials === null ? null : `${credentials.kind} of ${credentials.source}`,
    credentials_expire_at: credentials?.expiresAt ?? null,
    key_id_end: credentials?.keyIdEnd ?? null,
    config_file: settings.configFile,
  };
  return {
    kind: "report",
    view: "whoami",
    data,
    names: data.arn === null ? [] : [data.arn],
  };
};
