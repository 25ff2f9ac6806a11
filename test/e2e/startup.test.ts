import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { executable, makeWorkplace, type Finished, type Workplace } from "../helpers/process.ts";
import { startSandbox, type SandboxServer } from "../helpers/sandbox-server.ts";

const TRACER = fileURLToPath(new URL("fixtures/loaded.cjs", import.meta.url));
const SDK = /^@(aws-sdk|smithy)\//;

interface Traced extends Finished {
  /** The files that were loaded. */
  paths: string[];
  /** Their names. */
  files: string[];
  /** The packages of which something is in those files. */
  packages: string[];
}

let here: Workplace;
let runs = 0;
beforeAll(() => {
  here = makeWorkplace();
});
afterAll(() => here.dispose());

async function traced(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Traced> {
  runs += 1;
  const report = join(here.directory, `loaded-${runs}.json`);
  const finished = await here.spawn(
    process.execPath,
    ["--require", TRACER, executable(), ...argv],
    { env: { ...env, LOADED_FILES: report } },
  ).ended;
  const loaded = JSON.parse(readFileSync(report, "utf8")) as string[];
  return {
    ...finished,
    paths: loaded,
    files: loaded.map((file) => basename(file)),
    packages: [...new Set(loaded.flatMap(packagesIn))],
  };
}

/** Above each module the bundler writes where it comes from. */
function packagesIn(file: string): string[] {
  const origins = readFileSync(file, "utf8").matchAll(
    /^\/\/ .*node_modules\/((?:@[^/\n]+\/)?[^/\n]+)\//gm,
  );
  return [...origins].map(([, name = ""]) => name);
}

const heavy = (packages: readonly string[]): string[] =>
  packages.filter(
    (name) =>
      SDK.test(name) ||
      /^@?inquirer(\/|$)/.test(name) ||
      ["zod", "yaml", "execa", "cli-table3", "ora"].includes(name),
  );

test("the tracer sees what it is to see", async () => {
  const { packages } = await traced(["infra", "info", "--name", "none-such", "--output", "yaml"]);
  expect(packages).toContain("commander");
  expect(packages).toContain("@aws-sdk/client-lightsail");
});

test.each(["--version", "-V"])("%s is answered before anything is loaded", async (word) => {
  const { status, files } = await traced([word]);
  expect(status).toBe(0);
  expect(files).toEqual(["bin.cjs"]);
});

describe("nothing heavy is loaded for", () => {
  test.each([
    { argv: ["--help"], status: 0 },
    { argv: [], status: 0 },
    { argv: ["help", "infra"], status: 0 },
    { argv: ["infra", "--help"], status: 0 },
    { argv: ["infra", "create", "--help"], status: 0 },
    { argv: ["completion", "bash"], status: 0 },
    { argv: ["complete", "--", "infra", "li"], status: 0 },
    { argv: ["infr"], status: 2 },
    { argv: ["infra", "lst"], status: 2 },
    { argv: ["infra", "list", "--colums", "name"], status: 2 },
    { argv: ["infra", "list", "--output", "xml"], status: 2 },
    { argv: ["infra", "info"], status: 2 },
    { argv: ["infra", "manage", "--name", "web", "--action", "dance"], status: 2 },
  ])("$argv", async ({ argv, status }) => {
    const run = await traced(argv);
    expect(run.status).toBe(status);
    expect(heavy(run.packages)).toEqual([]);
  });
});

test("what every start loads is ASCII: V8 keeps it in half the room, and reads it faster", async () => {
  const { paths } = await traced(["--help"]);
  const lines = paths.flatMap((path) => readFileSync(path, "utf8").split("\n"));
  expect(lines.length).toBeGreaterThan(1000);
  expect(lines.filter((line) => /[^\0-\x7f]/.test(line))).toEqual([]);
});

describe("infra list", () => {
  test.each(["table", "json", "name"])("--output %s loads the SDK only", async (output) => {
    const { status, packages } = await traced(["infra", "list", "--output", output]);
    expect(status).toBe(0);
    expect(heavy(packages).filter((name) => !SDK.test(name))).toEqual([]);
  });

  test("draws a table without any more", async () => {
    expect((await here.run(["sandbox", "seed", "--instances", "3"])).status).toBe(0);
    const { stdout, packages } = await traced(["infra", "list"]);
    expect(stdout).toContain("seed-3");
    expect(heavy(packages).filter((name) => !SDK.test(name))).toEqual([]);
  });

  test("in the sandbox needs no credentials, so loads no way to get some", async () => {
    const { packages } = await traced(["infra", "list"]);
    expect(packages.filter((name) => name.includes("credential"))).toEqual([]);
  });
});

describe("credentials", () => {
  let server: SandboxServer;
  beforeAll(async () => {
    server = await startSandbox(here);
  });
  afterAll(() => server.stop());

  const list = (env: Record<string, string | undefined>): Promise<Traced> =>
    traced(["infra", "list", "--output", "json"], {
      QUANTS_CTL_PROVIDER: "lightsail",
      AWS_ENDPOINT_URL: server.endpoint,
      AWS_REGION: "ap-northeast-1",
      ...env,
    });

  const providers = ({ packages }: Traced): string[] =>
    packages.filter((name) => name.includes("credential-provider"));

  const profiles = (name: string, text: string): Record<string, string> => {
    const file = join(here.directory, name);
    writeFileSync(file, text);
    return { AWS_CONFIG_FILE: file };
  };

  test("keys in the environment load no other way", async () => {
    const run = await list({ AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" });
    expect(run.status).toBe(0);
    expect(providers(run)).toEqual([]);
  });

  test("a profile with keys", async () => {
    const run = await list({
      ...profiles("keys", "[profile p]\naws_access_key_id = AKID\naws_secret_access_key = s\n"),
      AWS_PROFILE: "p",
    });
    expect(run.status).toBe(0);
    expect(providers(run)).toContain("@aws-sdk/credential-provider-ini");
  });

  test("a profile with a process", async () => {
    const program = join(here.directory, "keys.sh");
    const keys = JSON.stringify({ Version: 1, AccessKeyId: "AKID", SecretAccessKey: "s" });
    writeFileSync(program, `#!/bin/sh\necho '${keys}'\n`);
    chmodSync(program, 0o755);
    const run = await list({
      ...profiles("process", `[profile p]\ncredential_process = ${program}\n`),
      AWS_PROFILE: "p",
    });
    expect(run.status).toBe(0);
    expect(providers(run)).toContain("@aws-sdk/credential-provider-process");
  });

  test("the default profile, without a word about it", async () => {
    const run = await list(
      profiles("default", "[default]\naws_access_key_id = AKID\naws_secret_access_key = s\n"),
    );
    expect(run.status).toBe(0);
  });

  test("a profile of single sign-on, not signed on", async () => {
    const run = await list({
      ...profiles(
        "sso",
        "[profile p]\nsso_session = s\nsso_account_id = 123456789012\nsso_role_name = r\n" +
          "[sso-session s]\nsso_region = us-east-1\nsso_start_url = https://example.invalid/start\n",
      ),
      AWS_PROFILE: "p",
    });
    expect(run.status).toBe(4);
    expect(providers(run)).toContain("@aws-sdk/credential-provider-sso");
    expect(run.error()["hint"]).toContain("aws sso login");
  });

  test("a profile with a role asks the token service for it", async () => {
    const run = await list({
      ...profiles(
        "role",
        "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = q\n" +
          "[profile q]\naws_access_key_id = AKID\naws_secret_access_key = s\n",
      ),
      AWS_PROFILE: "p",
      AWS_ENDPOINT_URL_STS: "http://127.0.0.1:9",
      AWS_ENDPOINT_URL_LIGHTSAIL: server.endpoint,
      AWS_MAX_ATTEMPTS: "1",
    });
    expect(run.status).not.toBe(0);
    expect(run.packages).toContain("@aws-sdk/nested-clients");
    expect(run.stderr).not.toContain("Cannot find module");
  });

  test("none at all: the whole chain is asked, and says so", async () => {
    const run = await list({});
    expect(run.status).toBe(4);
    expect(run.error()).toMatchObject({ code: "credentials_missing" });
    expect(providers(run)).toContain("@aws-sdk/credential-provider-node");
  });
});
