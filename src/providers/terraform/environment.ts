type Env = Readonly<Record<string, string | undefined>>;

export interface AwsChoice {
  profile: string | undefined;
  region: string | undefined;
  endpoint: string | undefined;
}

/**
 * The child's environment: the user's, without variables that would change what Terraform prints or
 * does unnoticed. The workspace is set only once it is known to exist, because Terraform creates
 * one for any name in TF_WORKSPACE.
 */
export function childEnvironment(env: Env, aws: AwsChoice): Record<string, string> {
  const child = withoutTraps(env);
  if (aws.region !== undefined) {
    child["AWS_REGION"] = aws.region;
    child["AWS_DEFAULT_REGION"] = aws.region;
  }
  if (aws.profile !== undefined) {
    child["AWS_PROFILE"] = aws.profile;
    // Keys in the environment would override a profile that was named explicitly.
    for (const name of ["ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN"]) {
      delete child[`AWS_${name}`];
    }
  }
  if (aws.endpoint !== undefined) {
    child["AWS_ENDPOINT_URL"] = aws.endpoint;
    delete child["AWS_ENDPOINT_URL_LIGHTSAIL"];
  }
  return child;
}

/**
 * For a run against the sandbox: without any of the user's AWS settings, so that a provider block
 * with its own profile or endpoint fails instead of reaching AWS.
 */
export function sandboxEnvironment(
  env: Env,
  sandbox: { endpoint: string | undefined; region: string; emptyFile: string; dataDir: string },
): Record<string, string> {
  const child = withoutTraps(env);
  for (const name of Object.keys(child)) if (name.startsWith("AWS_")) delete child[name];
  return {
    ...proxied(child, sandbox.endpoint),
    // Nothing listens there, unless a command starts the server.
    AWS_ENDPOINT_URL: sandbox.endpoint ?? "http://127.0.0.1:9",
    AWS_ACCESS_KEY_ID: "sandbox",
    AWS_SECRET_ACCESS_KEY: "sandbox",
    AWS_REGION: sandbox.region,
    AWS_DEFAULT_REGION: sandbox.region,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: sandbox.emptyFile,
    AWS_SHARED_CREDENTIALS_FILE: sandbox.emptyFile,
    TF_DATA_DIR: sandbox.dataDir,
  };
}

/**
 * The client of Amazon MWAA puts `api.` before the host, and no resolver knows `api.127.0.0.1`. A proxy
 * is told the name as it is, so the sandbox is made the one for http; a registry is asked over https.
 */
function proxied(
  child: Readonly<Record<string, string>>,
  endpoint: string | undefined,
): Record<string, string> {
  const { http_proxy: _, no_proxy: lower, NO_PROXY: upper, ...rest } = child;
  const direct = (upper ?? lower ?? "").split(",").map((it) => it.trim());
  const names = direct.filter((it) => it !== "" && (it !== "*" || endpoint === undefined));
  const settled: Record<string, string> = { ...rest, NO_PROXY: [...names, "127.0.0.1"].join(",") };
  if (endpoint === undefined) return settled;
  if (direct.includes("*")) {
    // It would keep the sandbox's requests from the proxy too: the others are kept from it this way.
    for (const name of ["HTTPS_PROXY", "https_proxy"]) delete settled[name];
  }
  return { ...settled, HTTP_PROXY: endpoint };
}

/**
 * Logs and extra arguments would mix into output that is parsed; TF_WORKSPACE creates a workspace.
 */
function withoutTraps(env: Env): Record<string, string> {
  const child: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || /^TF_(LOG|CLI_ARGS)/.test(name) || name === "TF_WORKSPACE") continue;
    child[name] = value;
  }
  return { ...child, TF_IN_AUTOMATION: "1", TF_INPUT: "0", CHECKPOINT_DISABLE: "1" };
}
