import { statSync } from "node:fs";
import { join } from "node:path";
import { homeFolder } from "../../core/files/user-folders.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** The variables that decide which account is used, and where. None of them is secret. */
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
 * Tells accounts apart without asking AWS for the identity, which would cost a request in every
 * run. Keys in the environment are identified by their id, and a profile by its name as long as the
 * shared files are unchanged: its key need not be known, and differs each time for a role or SSO.
 * Changed files or rotated keys count as another account, which costs no more than one extra
 * request.
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
