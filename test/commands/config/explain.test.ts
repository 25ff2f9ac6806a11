import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";

let cli: Cli & { dispose: () => void };
let file: string;
beforeEach(() => {
  cli = makeCli();
  file = join(cli.directory, "settings.yml");
  writeFileSync(
    file,
    "region: eu-west-1\ntimeout: 3m\ninfra:\n  create: { bundle: nano_3_0, tag: { Team: quant } }\nstack: { var: { password: canary } }\n",
  );
});
afterEach(() => cli.dispose());

interface Row {
  setting: string;
  value: string | null;
  source: string;
  where: string | null;
  fault: string | null;
}

async function explain(using: Cli, ...argv: string[]): Promise<Map<string, Row>> {
  const { status, json } = await using("config explain", ...argv, "--output", "json");
  expect(status).toBe(0);
  return new Map((json() as Row[]).map((row) => [row.setting, row]));
}

test("each value with the flag, variable, key or default that it comes from", async () => {
  const using = cli.with({ env: { AWS_REGION: "us-west-2", AWS_DEFAULT_REGION: "us-east-1" } });
  const rows = await explain(using, "infra", "create", "--config", file, "--profile", "ops");
  expect([...rows.values()]).toEqual(
    expect.arrayContaining([
      { setting: "--profile", value: "ops", source: "flag", where: "--profile", fault: null },
      {
        setting: "--region",
        value: "us-west-2",
        source: "environment",
        where: "AWS_REGION",
        fault: null,
      },
      {
        setting: "--bundle",
        value: "nano_3_0",
        source: "config",
        where: `${file}: infra.create.bundle`,
        fault: null,
      },
      {
        setting: "--tag",
        value: "Team=quant",
        source: "config",
        where: `${file}: infra.create.tag`,
        fault: null,
      },
      {
        setting: "--timeout",
        value: "3m",
        source: "config",
        where: `${file}: timeout`,
        fault: null,
      },
      {
        setting: "--blueprint",
        value: "ubuntu_22_04",
        source: "default",
        where: null,
        fault: null,
      },
      { setting: "--user-data", value: null, source: "unset", where: null, fault: null },
      {
        setting: "--provider",
        value: "sandbox",
        source: "environment",
        where: "QUANTS_CTL_PROVIDER",
        fault: null,
      },
    ]),
  );
});

test("what the AWS profile says is told with its name", async () => {
  const config = join(cli.directory, "aws-config");
  writeFileSync(
    config,
    "[profile ops]\nregion = eu-north-1\nendpoint_url = http://u:canary@127.0.0.1\n",
  );
  process.env["AWS_CONFIG_FILE"] = config;
  const using = cli.with({ env: { AWS_PROFILE: "ops" } });
  const rows = await explain(using, "--provider", "lightsail");
  expect(rows.get("--profile")).toMatchObject({ value: "ops", where: "AWS_PROFILE" });
  expect(rows.get("--region")).toMatchObject({
    value: "eu-north-1",
    source: "profile",
    where: "the config file of AWS: profile ops",
  });
  expect(rows.get("--endpoint-url")).toMatchObject({ value: "http://…@127.0.0.1" });
});

test("secrets are only said to be set", async () => {
  const using = cli.with({
    env: {
      AWS_ACCESS_KEY_ID: "AKIAcanary",
      AWS_SECRET_ACCESS_KEY: "canary",
      AWS_SESSION_TOKEN: "",
      AWS_ENDPOINT_URL: "http://user:canary@127.0.0.1:1",
    },
  });
  const { stdout } = await using("config explain stack apply --config", file);
  expect(stdout).not.toContain("canary");
  expect(stdout).toMatch(/--var +password=… +config/);
  expect(stdout).toMatch(/AWS_SECRET_ACCESS_KEY +set +environment/);
  expect(stdout).toMatch(/AWS_SESSION_TOKEN +not set/);
});

test("a value that the command would refuse is shown with the reason", async () => {
  writeFileSync(file, "timeout: soon\n");
  const rows = await explain(cli, "infra", "list", "--config", file);
  expect(rows.get("--timeout")).toMatchObject({
    value: "soon",
    fault: '"soon" is not a valid timeout.',
  });
});

test.each([["infra"], ["infra", "crate"]])("no command: %j", async (...words) => {
  const { status, stderr } = await cli("config explain", ...words);
  expect(status).toBe(2);
  expect(stderr).toContain("There is no command");
});
