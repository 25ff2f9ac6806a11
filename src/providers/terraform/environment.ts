type Env = Readonly<Record<string, string | undefined>>;

export interface AwsChoice {
  profile: string | undefined;
  region: string | undefined;
  endpoint: string | undefined;
}

/**
 * The child's environment: the user's, less what would change what Terraform prints or does
 * behind our back. The workspace is set only once it is known to exist, because Terraform
 * makes one of any name it finds in TF_WORKSPACE.
 */
export function childEnvironment(env: Env, aws: AwsChoice): Record<string, string> {
  const child = withoutTraps(env);
  if (aws.region !== undefined) {
    child["AWS_REGION"] = aws.region;
    child["AWS_DEFAULT_REGION"] = aws.region;
  }
  if (aws.profile !== undefined) {
    child["AWS_PROFILE"] = aws.profile;
    // Keys in the environment would win over a profile that was asked for by name.
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
 * For a run against the sandbox: nothing of the user's AWS settings is left, so that a
 * provider block with a profile or an endpoint of its own fails instead of reaching AWS.
 */
export function sandboxEnvironment(
  env: Env,
  sandbox: { endpoint: string | undefined; region: string; emptyFile: string; dataDir: string },
): Record<string, string> {
  const child = withoutTraps(env);
  for (const name of Object.keys(child)) if (name.startsWith("AWS_")) delete child[name];
  return {
    ...child,
    // Where nothing listens, unless a command starts the server.
    AWS_ENDPOINT_URL: sandbox.endpoint ?? "http://127.0.0.1:9",
    AWS_ACCESS_KEY_ID: "sandbox",
    AWS_SECRET_ACCESS_KEY: "sandbox",
    AWS_REGION: sandbox.region,
    AWS_DEFAULT_REGION: sandbox.region,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: sandbox.emptyFile,
    AWS_SHARED_CREDENTIALS_FILE: sandbox.emptyFile,
    NO_PROXY: [child["NO_PROXY"], "127.0.0.1"].filter((it) => it).join(","),
    TF_DATA_DIR: sandbox.dataDir,
  };
}

/** Logs and extra arguments mix into what is read; a workspace in the environment makes itself. */
function withoutTraps(env: Env): Record<string, string> {
  const child: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || /^TF_(LOG|CLI_ARGS)/.test(name) || name === "TF_WORKSPACE") continue;
    child[name] = value;
  }
  return { ...child, TF_IN_AUTOMATION: "1", TF_INPUT: "0", CHECKPOINT_DISABLE: "1" };
}
