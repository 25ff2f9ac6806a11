import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { QuantsError } from "../../../src/core/errors.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeTerraform, fakeTerraform, planJson } from "./fake.ts";

let base: Cli & { dispose: () => void };
let cli: Cli;
let terraform: FakeTerraform;
let stack: string;
beforeEach(() => {
  base = makeCli();
  stack = join(base.directory, "terraform", "environments", "dev");
  mkdirSync(stack, { recursive: true });
  writeFileSync(join(stack, "main.tf"), 'terraform {\n  backend "s3" {\n  }\n}\n');
  terraform = fakeTerraform(base.directory);
  terraform.answer("show", { stdout: planJson({ "terraform_data.a": ["create"] }) });
  const clock = { now: () => Date.now(), sleep: async () => undefined };
  cli = base.with({
    clock,
    env: {
      PATH: dirname(terraform.path),
      AWS_PROFILE: "real",
      AWS_SECRET_ACCESS_KEY: "real",
      AWS_ENDPOINT_URL_S3: "https://s3.example.com",
    },
  });
});
afterEach(() => {
  terraform.close();
  base.dispose();
});

test("the same stack runs in a copy, on a server for the time of the command", async () => {
  const { status } = await cli(
    "stack init dev -- -backend-config=backend.hcl -reconfigure -upgrade",
  );
  expect(status).toBe(0);
  await cli("stack apply dev --yes --region eu-west-1");

  const calls = terraform.calls();
  expect(terraform.words()[0]).toBe("init -input=false -no-color -upgrade");
  const [, { cwd, env } = { cwd: "", env: {} as Record<string, string> }] = calls;
  expect(cwd).not.toBe(stack);
  const root = join(base.directory, "sandbox", "stacks");
  expect(cwd.startsWith(root)).toBe(true);
  const aws = Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith("AWS_")));
  expect(aws).toEqual({
    AWS_ENDPOINT_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    AWS_ACCESS_KEY_ID: "sandbox",
    AWS_SECRET_ACCESS_KEY: "sandbox",
    AWS_REGION: "eu-west-1",
    AWS_DEFAULT_REGION: "eu-west-1",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: expect.stringContaining(root),
    AWS_SHARED_CREDENTIALS_FILE: expect.stringContaining(root),
  });
  expect(env["TF_DATA_DIR"]?.startsWith(root)).toBe(true);
  // One server for the whole command, and none afterwards.
  const endpoints = calls
    .filter(({ argv }) => ["plan", "show", "apply"].includes(argv[0] ?? ""))
    .map((call) => call.env["AWS_ENDPOINT_URL"]);
  expect(new Set(endpoints).size).toBe(1);
  expect((await cli("sandbox status --output name")).stdout).toBe("");

  const override = readFileSync(join(cwd, "quants_sandbox_override.tf"), "utf8");
  expect(override).toContain('backend "local"');
  expect(override).toContain(
    JSON.stringify(join(dirname(env["TF_DATA_DIR"] ?? ""), "state")).slice(0, -1),
  );
  expect(readdirSync(stack)).toEqual(["main.tf"]);
  expect(statSync(join(root, readdirSync(root)[0] ?? "", "state")).mode & 0o777).toBe(0o700);
});

test("a server that runs on the folder is used, and goes on", async () => {
  const controller = new AbortController();
  const server = cli.with({ signal: controller.signal })("sandbox start --port 0");
  let endpoint = "";
  for (let look = 0; endpoint === "" && look < 1_000; look += 1) {
    endpoint = (await cli("sandbox status --output name")).stdout.trim();
  }
  await cli("stack plan dev");
  expect(terraform.calls()[0]?.env["AWS_ENDPOINT_URL"]).toBe(endpoint);
  expect((await cli("sandbox status --output name")).stdout.trim()).toBe(endpoint);
  controller.abort(new QuantsError("terminated", "Terminated."));
  await server;
});

test("what needs no provider starts no server", async () => {
  await cli("stack instances dev");
  await cli("stack output dev");
  const endpoints = terraform.calls().map(({ env }) => env["AWS_ENDPOINT_URL"]);
  expect(new Set(endpoints)).toEqual(new Set(["http://127.0.0.1:9"]));
});

test("hints name the sandbox again; the state of each folder is its own", async () => {
  terraform.answer("plan", { status: 1, stderr: "Error: Module not installed" });
  const { stderr } = await cli("stack plan dev");
  expect(stderr).toContain("Run: quants-ctl stack init dev --provider sandbox");
  const other = join(base.directory, "elsewhere", "dev");
  mkdirSync(other, { recursive: true });
  writeFileSync(join(other, "main.tf"), "");
  await cli("stack instances --dir elsewhere/dev");
  expect(readdirSync(join(base.directory, "sandbox", "stacks"))).toHaveLength(2);
});

test("list says of the sandbox's copy whether it is initialised, not of the stack's folder (#11.27)", async () => {
  const initialised = async (client: Cli): Promise<unknown> =>
    (await client("stack", "list", "-o", "json")).json();
  expect(await initialised(cli)).toMatchObject([{ name: "dev", initialised: false }]);
  await cli("stack init dev");
  const data = terraform.calls()[0]?.env["TF_DATA_DIR"] ?? "";
  mkdirSync(data);
  expect(await initialised(cli)).toMatchObject([{ name: "dev", initialised: true }]);
  const aws = cli.with({ env: { QUANTS_CTL_PROVIDER: "lightsail" } });
  expect(await initialised(aws)).toMatchObject([{ initialised: false }]);
  mkdirSync(join(stack, "elsewhere"));
  const elsewhere = aws.with({ env: { TF_DATA_DIR: "elsewhere" } });
  expect(await initialised(elsewhere)).toMatchObject([{ initialised: true }]);
});

test("--endpoint-url reaches nothing: the sandbox is the sandbox", async () => {
  await cli("stack plan dev --endpoint-url http://127.0.0.1:1");
  expect(terraform.calls()[0]?.env["AWS_ENDPOINT_URL"]).not.toBe("http://127.0.0.1:1");
});

const OTHERS = {
  "module.network.aws_vpc.this": ["create"],
  "aws_subnet.a[0]": ["create"],
  "aws_lb.web": ["delete", "create"],
  "aws_ecs_service.api": ["create"],
  "aws_lightsail_instance.web": ["create"],
  "aws_mwaa_environment.ci": ["create"],
  "data.aws_iam_policy_document.role": ["read"],
  "aws_s3_bucket.there": ["no-op"],
};

test("apply refuses what the sandbox does not build, and says how to start an upstream (#13)", async () => {
  terraform.answer("show", { stdout: planJson(OTHERS) });
  const { status, stderr } = await cli("stack apply dev --yes --output json");
  expect(status).toBe(4);
  expect(JSON.parse(stderr.slice(stderr.search(/^\{/m)))).toMatchObject({
    error: {
      code: "config_invalid",
      message:
        "Stack dev needs an upstream, as the sandbox does not build aws_ecs_service, aws_lb, aws_subnet, 1 more kinds.",
      hint: expect.stringContaining("quants-ctl sandbox start --upstream http://127.0.0.1:5000"),
    },
  });
  expect(terraform.calls().map(({ argv }) => argv[0])).not.toContain("apply");
});

test("apply goes on where there is an upstream, or nothing to pass on to it (#13)", async () => {
  const env = { QUANTS_CTL_SANDBOX_UPSTREAM: "http://127.0.0.1:5000" };
  terraform.answer("show", { stdout: planJson(OTHERS) });
  expect((await cli.with({ env })("stack apply dev --yes")).status).toBe(0);
  const { "aws_mwaa_environment.ci": ci, "aws_lightsail_instance.web": web } = OTHERS;
  const own = { "aws_mwaa_environment.ci": ci, "aws_lightsail_instance.web": web };
  terraform.answer("show", { stdout: planJson(own) });
  expect((await cli("stack apply dev --yes")).status).toBe(0);
});

test("a plan that the sandbox refused says the same (#13)", async () => {
  const refusal =
    "Error: reading EC2 VPCs: InvalidAction: The sandbox does not build ec2:DescribeVpcs. That is EC2";
  terraform.answer("plan", { status: 1, stderr: refusal });
  const { status, stderr } = await cli("stack plan dev");
  expect(status).toBe(4);
  expect(stderr).toContain("quants-ctl sandbox start --upstream");
});

test("a server with another upstream than the environment names is not used (#13)", async () => {
  const controller = new AbortController();
  const server = cli.with({ signal: controller.signal })("sandbox start --port 0");
  let endpoint = "";
  for (let look = 0; endpoint === "" && look < 1_000; look += 1) {
    endpoint = (await cli("sandbox status --output name")).stdout.trim();
  }
  const env = { QUANTS_CTL_SANDBOX_UPSTREAM: "http://localhost:5000" };
  const { status, stderr } = await cli.with({ env })("stack plan dev");
  expect(status).toBe(5);
  expect(stderr).toContain(`The sandbox server ${endpoint} has no upstream.`);
  controller.abort(new QuantsError("terminated", "Terminated."));
  await server;
});
