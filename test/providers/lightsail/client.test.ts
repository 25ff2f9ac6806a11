import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { openSession } from "../../../src/providers/lightsail/session.ts";
import { LightsailManager } from "../../../src/providers/lightsail/manager.ts";
import { profileRegion } from "../../../src/providers/lightsail/profile-region.ts";
import { failure } from "../../contract/infra-manager.contract.ts";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { asked, CREDENTIALS, REGION } from "./harness.ts";

interface Seen {
  operation: string;
  authorization: string;
  userAgent: string;
  token: string | undefined;
}

/** The empty lists of every read. */
const LISTS = { instances: [], staticIps: [], bundles: [], blueprints: [], regions: [] };

/** A Lightsail with nothing in it, which breaks the connection when told to. */
async function recorder(breaks: (operation: string) => boolean = () => false) {
  const seen: Seen[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const header = (name: string): string => String(request.headers[name] ?? "");
    const operation = header("x-amz-target").split(".")[1] ?? "";
    seen.push({
      operation,
      authorization: header("authorization"),
      userAgent: header("user-agent"),
      token: request.headers["x-amz-security-token"] as string | undefined,
    });
    request.resume().on("end", () => {
      if (breaks(operation)) {
        response.socket?.destroy();
        return;
      }
      const isRead = operation !== "GetInstance";
      response.writeHead(isRead ? 200 : 400, { "content-type": "application/x-amz-json-1.1" });
      response.end(
        JSON.stringify(isRead ? LISTS : { __type: "NotFoundException", message: "Not there." }),
      );
    });
  });
  server.on("connection", () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { endpoint, seen, connections: () => connections };
}

/** Points the SDK to shared files of its own; it caches them by path. */
function sharedFiles(config: string, credentials = ""): string {
  const folder = mkdtempSync(join(tmpdir(), "aws-files-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "config"), config);
  writeFileSync(join(folder, "credentials"), credentials);
  vi.stubEnv("AWS_CONFIG_FILE", join(folder, "config"));
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(folder, "credentials"));
  return folder;
}

const KEYS = { AWS_ACCESS_KEY_ID: "AKIAENV", AWS_SECRET_ACCESS_KEY: "envsecret" };

const manager = (
  options: Partial<ConstructorParameters<typeof LightsailManager>[0]> = {},
): LightsailManager =>
  new LightsailManager({ region: REGION, clock: fakeClock({ auto: true }), ...options });

afterEach(() => vi.unstubAllEnvs());

describe("endpoint", () => {
  test("the option wins over the environment", async () => {
    const [chosen, other] = [await recorder(), await recorder()];
    const env = { ...KEYS, AWS_ENDPOINT_URL_LIGHTSAIL: other.endpoint };
    await manager({ endpoint: chosen.endpoint, env }).listInstances();
    expect([chosen.seen.length, other.seen.length]).toEqual([1, 0]);
  });

  test("the service's variable wins over the general one", async () => {
    const [service, general] = [await recorder(), await recorder()];
    const env = {
      ...KEYS,
      AWS_ENDPOINT_URL_LIGHTSAIL: service.endpoint,
      AWS_ENDPOINT_URL: general.endpoint,
    };
    await manager({ env }).listInstances();
    expect([service.seen.length, general.seen.length]).toEqual([1, 0]);
  });

  test("the general variable counts as well", async () => {
    const { endpoint, seen } = await recorder();
    await manager({ env: { ...KEYS, AWS_ENDPOINT_URL: endpoint } }).listInstances();
    expect(seen).toHaveLength(1);
  });

  test("a chosen profile's endpoint_url, and its services section before that", async () => {
    const [plain, service] = [await recorder(), await recorder()];
    sharedFiles(
      `[profile plain]\nendpoint_url = ${plain.endpoint}\n` +
        `[profile service]\nservices = local\nendpoint_url = ${plain.endpoint}\n` +
        `[services local]\nlightsail =\n  endpoint_url = ${service.endpoint}\n`,
      "[plain]\naws_access_key_id = A\naws_secret_access_key = B\n[service]\naws_access_key_id = A\naws_secret_access_key = B\n",
    );
    await manager({ profile: "plain", env: {} }).listInstances();
    expect([plain.seen.length, service.seen.length]).toEqual([1, 0]);
    await manager({ profile: "service", env: {} }).listInstances();
    expect([plain.seen.length, service.seen.length]).toEqual([1, 1]);
  });

  test("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS leaves only the option", async () => {
    const { endpoint, seen } = await recorder();
    const env = {
      ...KEYS,
      AWS_ENDPOINT_URL: endpoint,
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
    };
    // The test setup refuses connections to AWS itself.
    await failure(manager({ env }).listInstances());
    expect(seen).toHaveLength(0);
  });
});

describe("credentials", () => {
  test("come from the environment, session token included", async () => {
    const { endpoint, seen } = await recorder();
    const env = { ...KEYS, AWS_SESSION_TOKEN: "envtoken" };
    await manager({ endpoint, env }).listInstances();
    expect(seen[0]?.authorization).toContain(`Credential=AKIAENV/`);
    expect(seen[0]?.authorization).toContain(`/${REGION}/lightsail/aws4_request`);
    expect(seen[0]?.token).toBe("envtoken");
  });

  test("of the environment win over AWS_PROFILE, silently", async () => {
    const { endpoint, seen } = await recorder();
    sharedFiles("", "[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = x\n");
    const warn = vi.spyOn(console, "warn");
    await manager({ endpoint, env: { ...KEYS, AWS_PROFILE: "work" } }).listInstances();
    expect(seen[0]?.authorization).toContain("Credential=AKIAENV/");
    expect(warn).not.toHaveBeenCalled();
  });

  test("beside an AWS_PROFILE that names nothing are not used: whose account is not clear", async () => {
    const { endpoint, seen } = await recorder();
    sharedFiles("", "[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = x\n");
    const env = { ...KEYS, AWS_PROFILE: "prod" };
    const error = await failure(manager({ endpoint, env }).listInstances());
    expect(error).toMatchObject({ code: "profile_not_found", exitStatus: 4, resource: "prod" });
    expect(error.message).toMatch(/AWS_PROFILE.*"prod".*AWS_ACCESS_KEY_ID/);
    expect(error.hint).toContain("Unset AWS_PROFILE");
    expect(seen).toHaveLength(0);
    // Keys given in code are nobody else's.
    const credentials = { accessKeyId: "AKIAGIVEN", secretAccessKey: "x" };
    await manager({ endpoint, credentials, env: { AWS_PROFILE: "prod" } }).listInstances();
    expect(seen).toHaveLength(1);
  });

  test("of a chosen profile win over the environment, silently", async () => {
    const { endpoint, seen } = await recorder();
    sharedFiles("", "[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = x\n");
    for (const [name, value] of Object.entries(KEYS)) vi.stubEnv(name, value);
    const warn = vi.spyOn(console, "warn");
    await manager({ endpoint, profile: "work" }).listInstances();
    expect(seen[0]?.authorization).toContain("Credential=AKIAWORK/");
    expect(warn).not.toHaveBeenCalled();
  });

  test("come from AWS_PROFILE, else from the default profile", async () => {
    const { endpoint, seen } = await recorder();
    sharedFiles(
      "[profile work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = x\n",
      "[default]\naws_access_key_id = AKIADEFAULT\naws_secret_access_key = x\n",
    );
    await manager({ endpoint, env: {} }).listInstances();
    expect(seen[0]?.authorization).toContain("Credential=AKIADEFAULT/");
    await manager({ endpoint, env: { AWS_PROFILE: "work" } }).listInstances();
    expect(seen[1]?.authorization).toContain("Credential=AKIAWORK/");
  });

  test("of a process are asked for once, for all regions of a session", async () => {
    const { endpoint, seen } = await recorder();
    const folder = sharedFiles("");
    const script = join(folder, "credentials.sh");
    const identity = { Version: 1, AccessKeyId: "AKIAPROCESS", SecretAccessKey: "x" };
    writeFileSync(
      script,
      `#!/bin/sh\necho run >> ${folder}/runs\necho '${JSON.stringify(identity)}'\n`,
    );
    chmodSync(script, 0o755);
    writeFileSync(join(folder, "config"), `[profile process]\ncredential_process = ${script}\n`);
    const session = openSession({ endpoint, profile: "process", env: {} });
    await Promise.all(
      ["us-east-1", "eu-west-1", "ap-northeast-1"].map((region) =>
        manager({ region, session }).listInstances(),
      ),
    );
    expect(seen.map(({ authorization }) => authorization.includes("AKIAPROCESS"))).toEqual([
      true,
      true,
      true,
    ]);
    expect(readFileSync(join(folder, "runs"), "utf8")).toBe("run\n");
  });

  test("that are nowhere", async () => {
    sharedFiles("");
    const error = await failure(manager({ env: {} }).listInstances());
    expect(error).toMatchObject({ code: "credentials_missing", exitStatus: 4 });
    expect(error.hint).toContain("--provider sandbox");
  });

  test("of a profile that is not there: says which are", async () => {
    sharedFiles(
      "[profile work]\nregion = eu-west-1\n[sso-session corp]\nsso_region = x\n",
      "[ci]\naws_access_key_id = A\naws_secret_access_key = B\n",
    );
    // Every object has a `constructor`, and no file names it.
    for (const name of ["wrok", "constructor"]) {
      for (const options of [{ profile: name }, { env: { AWS_PROFILE: name } }]) {
        const error = await failure(manager(options).listInstances());
        expect(error).toMatchObject({ code: "profile_not_found", exitStatus: 4, resource: name });
        expect(error.hint).toBe("Choose one of: ci, work.");
      }
    }
  });

  test("of a profile without any", async () => {
    sharedFiles("[profile bare]\nregion = eu-west-1\n");
    const error = await failure(manager({ profile: "bare", env: {} }).listInstances());
    expect(error.code).toBe("credentials_missing");
    expect(error.message).toContain('"bare"');
  });

  test("of a process that fails: its command line is not shown", async () => {
    sharedFiles("[profile process]\ncredential_process = /bin/false --password TOPSECRET\n");
    const error = await failure(manager({ profile: "process", env: {} }).listInstances());
    expect(error.code).toBe("credentials_missing");
    expect(error.message).toContain("credential_process");
    expect(JSON.stringify([error.message, error.hint])).not.toContain("TOPSECRET");
  });

  test("of an SSO session that has ended: says how to renew it", async () => {
    sharedFiles(
      "[profile sso]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = ops\n" +
        "[sso-session corp]\nsso_start_url = https://corp.example/start\nsso_region = us-east-1\n",
    );
    const error = await failure(manager({ profile: "sso", env: {} }).listInstances());
    expect(error.code).toBe("credentials_expired");
    expect(error.hint).toContain("aws sso login --profile sso");
  });
});

describe("requests", () => {
  test("say who sends them", async () => {
    const { endpoint, seen } = await recorder();
    await manager({ endpoint, env: KEYS, version: "1.2.3" }).listInstances();
    expect(seen[0]?.userAgent).toContain("quants-ctl/1.2.3");
  });

  test("of several regions share the connections", async () => {
    const { endpoint, seen, connections } = await recorder();
    const session = openSession({ endpoint, env: KEYS });
    for (const region of ["us-east-1", "eu-west-1", "us-east-1"]) {
      await manager({ region, session }).listInstances();
    }
    expect(
      seen.map(({ authorization }) => /\/([a-z0-9-]+)\/lightsail/.exec(authorization)?.[1]),
    ).toEqual(["us-east-1", "eu-west-1", "us-east-1"]);
    expect(connections()).toBe(1);
  });

  test("to create are sent by the SDK once; AWS_MAX_ATTEMPTS counts ours", async () => {
    const isCreate = (operation: string): boolean => operation === "CreateInstances";
    for (const [attempts, expected] of [
      ["1", 1],
      ["2", 2],
    ] as const) {
      vi.stubEnv("AWS_MAX_ATTEMPTS", attempts);
      const { endpoint, seen } = await recorder(isCreate);
      const clock = fakeClock({ auto: true });
      await failure(manager({ endpoint, env: KEYS, clock }).createInstance(asked("web-1")));
      expect(seen.filter(({ operation }) => isCreate(operation))).toHaveLength(expected);
    }
  });

  test("stop when the credentials take too long and the user does not", async () => {
    sharedFiles("[profile slow]\ncredential_process = sleep 5\n");
    const signal = AbortSignal.timeout(50);
    const error = await failure(manager({ profile: "slow", env: {} }).listInstances({ signal }));
    expect(error.code).toBe("interrupted");
  });
});

test("many calls may share a signal without a warning", async () => {
  const warnings: Error[] = [];
  const note = (warning: Error): number => warnings.push(warning);
  process.on("warning", note);
  onTestFinished(() => void process.off("warning", note));
  const { endpoint } = await recorder();
  const { signal } = new AbortController();
  const one = manager({ endpoint, env: KEYS });
  await Promise.all(Array.from({ length: 30 }, () => one.listInstances({ signal })));
  await new Promise((resolve) => setImmediate(resolve));
  expect(warnings).toEqual([]);
});

test("nothing is written to stderr, and the environment is left as it was", async () => {
  const warnings: Error[] = [];
  const note = (warning: Error): number => warnings.push(warning);
  process.on("warning", note);
  onTestFinished(() => void process.off("warning", note));
  const { endpoint } = await recorder();
  const before = { ...process.env };
  await manager({ endpoint, env: KEYS }).listInstances();
  await new Promise((resolve) => setImmediate(resolve));
  expect(warnings).toEqual([]);
  expect({ ...process.env }).toEqual(before);
});

test("a manager is what it was made for, and asks nothing before it is used", () => {
  const { provider, region } = new LightsailManager({
    region: "nowhere",
    credentials: CREDENTIALS,
  });
  expect({ provider, region }).toEqual({ provider: "lightsail", region: "nowhere" });
});

test("the region of a profile", async () => {
  sharedFiles(
    "[default]\nregion = eu-west-1\n[profile work]\nregion = eu-north-1\n[profile bare]\n",
  );
  expect(await profileRegion(undefined, {})).toBe("eu-west-1");
  expect(await profileRegion("work", {})).toBe("eu-north-1");
  expect(await profileRegion(undefined, { AWS_PROFILE: "work" })).toBe("eu-north-1");
  expect(await profileRegion("bare", {})).toBeUndefined();
  expect(await profileRegion("missing", {})).toBeUndefined();
});
