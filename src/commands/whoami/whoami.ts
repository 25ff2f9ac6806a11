import type { spec } from "./whoami.spec.ts";
import type { Command } from "../definition/command.ts";
import type { WhoamiRecord } from "../../core/records/whoami.ts";
import { oneRegionName } from "../shared/regions.ts";

export const command: Command<typeof spec> = async (_options, context) => {
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
    data,
    names: data.arn === null ? [] : [data.arn],
  };
};
