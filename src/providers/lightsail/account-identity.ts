import { statSync } from "node:fs";
import { join } from "node:path";
import { homeFolder } from "../../core/files/user-folders.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Whatever decides whose account is asked, and where. None of them is a secret. */
const VARIABLES = [
  "AWS_ACCESS_KEY_ID",
  "AWS_PROFILE",
  "AWS_ROLE_ARN",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
  "AWS_ENDPOINT_URL",
  "AWS_ENDPOINT_URL_LIGHTSAIL",
  "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
];

/**
 * Tells accounts apart without asking AWS who one is, which would cost a request at every
 * run. Keys in the environment tell by their id. A profile tells by its name as long as the
 * shared files are untouched: its id need not be known, and for a role or SSO would be another
 * one each time. A change of the files, or of keys that are renewed, is taken for another
 * account, which costs no more than one question too many.
 */
export function accountIdentity(
  { profile, endpointUrl }: { profile: string | undefined; endpointUrl: string | undefined },
  env: Env,
): unknown[] {
  const aws = join(homeFolder(env), ".aws");
  return [
    profile ?? null,
    endpointUrl ?? null,
    VARIABLES.map((name) => env[name] ?? null),
    stamp(env["AWS_CONFIG_FILE"] || join(aws, "config")),
    stamp(env["AWS_SHARED_CREDENTIALS_FILE"] || join(aws, "credentials")),
  ];
}

function stamp(path: string): unknown[] {
  const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stat === undefined ? [path] : [path, String(stat.mtimeNs), String(stat.size)];
}
