import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { QuantsError } from "../../../src/core/errors.ts";

let cli: Cli & { dispose: () => void };
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

test("seed adds running instances that list shows", async () => {
  const seeded = await cli("sandbox seed --instances 12 --prefix fleet --output json");
  expect(seeded.json()).toEqual({
    region: "ap-northeast-1",
    instances: 12,
    first: "fleet-1",
    last: "fleet-12",
  });
  const { stdout } = await cli("infra list --status running --output name");
  expect(stdout.split("\n")).toHaveLength(13);
});

test.each([
  [["--instances", "0"], "whole number"],
  [["--instances", "many"], "whole number"],
  [["--instances", "1", "--prefix", "-x"], "prefix"],
  [[], "--instances"],
])("seed refuses %j", async (argv, why) => {
  const { status, stderr } = await cli("sandbox seed", ...argv);
  expect(status).toBe(2);
  expect(stderr).toContain(why);
});

test("status tells the folder, the server and what there is", async () => {
  await cli("sandbox seed --instances 2 --region us-east-1");
  const { json } = await cli("sandbox status --output json");
  expect(json()).toEqual({
    directory: expect.stringContaining(cli.directory),
    endpoint: null,
    pid: null,
    upstream: null,
    regions: [{ region: "us-east-1", instances: 2, static_ips: 0, snapshots: 0 }],
    damaged: [],
  });
});

test("status tells which region's state is damaged beside what the others hold", async () => {
  await cli("sandbox seed --instances 2 --region us-east-1");
  writeFileSync(join(cli.directory, "sandbox", "eu-west-1.json"), "damaged");
  const { status, json, stderr } = await cli("sandbox status --output json");
  expect(status).toBe(1);
  expect(json()).toMatchObject({
    regions: [{ region: "us-east-1", instances: 2 }],
    damaged: [{ region: "eu-west-1", reason: expect.stringContaining("is damaged") }],
  });
  expect(stderr).toContain("The state of eu-west-1 is not usable.");
  const table = await cli("sandbox status");
  expect(table).toMatchObject({ status: 1, stdout: expect.stringMatching(/eu-west-1 is damaged/) });
});

test("reset asks on a terminal, refuses without one, and deletes everything", async () => {
  await cli("sandbox seed --instances 2");
  expect((await cli("sandbox reset")).status).toBe(2);
  expect((await cli.with({ terminal: 80, stdin: "no\n" })("sandbox reset")).status).toBe(2);
  expect((await cli("infra list --output name")).stdout).not.toBe("");
  expect((await cli("sandbox reset --yes")).status).toBe(0);
  expect((await cli("infra list --output name")).stdout).toBe("");
});

test("env without a server says how to start one", async () => {
  const { status, stderr } = await cli("sandbox env");
  expect(status).toBe(5);
  expect(stderr).toContain("quants-ctl sandbox start");
});

test("start serves until it is told to stop; env and the CLI itself find it", async () => {
  const controller = new AbortController();
  const clock = { now: () => Date.now(), sleep: async () => undefined };
  const running = cli.with({ clock, signal: controller.signal })(
    "sandbox start --port 0 --output json",
  );
  const endpoint = await untilReady(cli);
  const env = await cli("sandbox env --region eu-west-1");
  expect(env.stdout).toContain(`export AWS_ENDPOINT_URL='${endpoint}'\n`);
  expect(env.stdout).toContain("export AWS_REGION='eu-west-1'\n");

  const throughSocket = cli.with({
    env: { QUANTS_CTL_PROVIDER: "lightsail", AWS_ACCESS_KEY_ID: "x", AWS_SECRET_ACCESS_KEY: "y" },
  });
  await cli("infra create --name web-1");
  const { stdout } = await throughSocket("infra list --output name --endpoint-url", endpoint);
  expect(stdout).toBe("web-1\n");

  const second = await cli("sandbox start --port 0");
  expect(second.status).toBe(5);
  expect((await cli("sandbox reset --yes")).status).toBe(5);

  controller.abort(new QuantsError("terminated", "Terminated."));
  const ended = await running;
  expect(ended.status).toBe(0);
  expect(ended.stdout).toBe(`{"endpoint":"${endpoint}"}\n`);
  expect((await cli("sandbox status --output name")).stdout).toBe("");
});

test.each([
  [{ QUANTS_CTL_SANDBOX_PACE: "slow" }, "slow"],
  [{ QUANTS_CTL_SANDBOX_FAULTS: "nowhere.json" }, "nowhere.json"],
  [{ QUANTS_CTL_SANDBOX_ADDRESS_POOL: "web-1" }, "web-1"],
  [{ QUANTS_CTL_SANDBOX_ACCOUNT_ID: "1234" }, "1234"],
])("start goes by %j, as a sandbox in process does", async (env, named) => {
  const { status, stderr } = await cli.with({ env })("sandbox start --port 0");
  expect(status).not.toBe(0);
  expect(stderr).toContain(named);
});

test.each([
  ["nowhere", "is not a URL"],
  ["ftp://127.0.0.1", "is not an http or https URL"],
  ["http://example.com:5000", "is not on this machine"],
  ["http://127.0.0.1.example.com", "is not on this machine"],
  ["http://0.0.0.0:5000", "is not on this machine"],
  ["http://user:secret@localhost:5000", "has more than a scheme, a host and a port"],
  ["http://localhost:5000/base?x=1", "has more than a scheme, a host and a port"],
])("--upstream %j is refused before anything is served (#13)", async (url, why) => {
  const ended = await cli("sandbox start --port 0 --upstream", url);
  expect(ended.status).toBe(2);
  expect(ended.stderr).toContain(why);
  const env = { QUANTS_CTL_SANDBOX_UPSTREAM: url };
  expect((await cli.with({ env })("infra list")).stderr).toContain(why);
});

test("start and status tell of the upstream (#13)", async () => {
  const controller = new AbortController();
  const clock = { now: () => Date.now(), sleep: async () => undefined };
  const running = cli.with({ clock, signal: controller.signal })(
    "sandbox start --port 0 --upstream http://LOCALHOST:5000/",
  );
  const endpoint = await untilReady(cli);
  expect((await cli("sandbox status --output json")).json()).toMatchObject({
    endpoint,
    upstream: "http://localhost:5000",
  });
  expect((await cli("sandbox status")).stdout).toMatch(/^Upstream +http:\/\/localhost:5000$/m);
  controller.abort(new QuantsError("terminated", "Terminated."));
  expect((await running).stdout).toContain(
    `at ${endpoint}, other services at http://localhost:5000`,
  );
});

test.each(["1234", "12345678901a", ""])("--account-id %j is refused (#11.8)", async (id) => {
  const ended = await cli("sandbox start --port 0 --account-id", id);
  expect(ended.status).toBe(2);
  expect(ended.stderr).toContain(`"${id}" is not an AWS account id.`);
});

test("the sandbox in process has the account of the environment (#11.8)", async () => {
  const own = cli.with({ env: { QUANTS_CTL_SANDBOX_ACCOUNT_ID: "111122223333" } });
  const { json } = await own("infra create --name web-1 --output json");
  expect(json()).toMatchObject({ arn: expect.stringContaining(":111122223333:Instance/") });
});

test("env --unset takes back what env sets, and needs no server (#11.40)", async () => {
  const { status, stdout } = await cli.with({ env: { QUANTS_CTL_OUTPUT: "json" } })(
    "sandbox env --unset",
  );
  expect(status).toBe(0);
  expect(stdout).toBe(
    "unset AWS_ENDPOINT_URL AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_REGION AWS_DEFAULT_REGION AWS_EC2_METADATA_DISABLED AWS_DISABLE_HOST_PREFIX_INJECTION\n",
  );
});

test("stop is content when no server runs (#11.40)", async () => {
  expect((await cli("sandbox stop --output json")).json()).toEqual({
    endpoint: null,
    pid: null,
    changed: false,
  });
  expect((await cli("sandbox stop")).stdout).toBe("No sandbox server runs.\n");
});

async function untilReady(client: Cli): Promise<string> {
  for (let look = 0; look < 200; look += 1) {
    const { stdout } = await client("sandbox", "status", "--output", "name");
    if (stdout !== "") return stdout.trim();
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error("the sandbox did not start");
}
