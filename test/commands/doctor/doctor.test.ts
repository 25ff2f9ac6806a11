import { faultyCli } from "../../helpers/faults.ts";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";

let cli: Cli & { dispose: () => void };
let server: Server | undefined;
beforeEach(() => {
  const made = makeCli();
  cli = Object.assign(made.with({ env: { HOME: made.directory } }), { dispose: made.dispose });
});
afterEach(() => {
  server?.close();
  server = undefined;
  cli.dispose();
});

interface Finding {
  check: string;
  status: string;
  message: string;
  hint: string | null;
}

async function doctor(using: Cli, ...argv: string[]) {
  const { status, json, stderr } = await using("doctor", ...argv, "--output", "json");
  const findings = json() as Finding[];
  return {
    status,
    stderr,
    findings,
    of: (check: string) => findings.find((it) => it.check === check),
  };
}

/** Refuses all, with its own idea of the time. */
async function endpointAt(time: string): Promise<string> {
  const made = createServer((_request, response) => {
    response.sendDate = false;
    response.writeHead(403, {
      date: new Date(time).toUTCString(),
      "content-type": "application/json",
    });
    response.end('{"__type":"AccessDeniedException","message":"no"}');
  });
  server = made;
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}`;
}

const KEYS = {
  QUANTS_CTL_PROVIDER: "lightsail",
  AWS_ACCESS_KEY_ID: "AKIAEXAMPLE1234",
  AWS_SECRET_ACCESS_KEY: "canary",
};

test("on the sandbox all is well, and every check says what it saw", async () => {
  await cli("infra create --name web-1");
  const { status, findings } = await doctor(cli);
  expect(status).toBe(0);
  expect(findings.map(({ check }) => check)).toEqual([
    ...["credentials", "endpoint", "clock", "region", "permissions"],
    ...["node", "terraform", "ansible", "ssh"],
    ...["private_keys", "credential_files", "private_files", "state_folder", "unfinished"],
  ]);
  for (const finding of findings) {
    expect(Object.keys(finding)).toEqual(["check", "status", "message", "hint"]);
    expect(["ok", "skipped"]).toContain(finding.status);
  }
  expect(findings.find((it) => it.check === "permissions")?.message).toMatch(
    /GetInstancePortStates.*in account 123456789012/,
  );
});

test("rights that are denied are named, as one problem among the others", async () => {
  const endpoint = await endpointAt("2026-01-15T12:00:00.000Z");
  const { status, of, stderr } = await doctor(cli.with({ env: KEYS }), "--endpoint-url", endpoint);
  expect(status).toBe(1);
  expect(of("credentials")).toMatchObject({
    status: "ok",
    message: "long-lived keys of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, key …1234",
  });
  expect(of("endpoint")).toMatchObject({
    status: "warning",
    message: expect.stringContaining("not AWS"),
  });
  expect(of("clock")).toMatchObject({ status: "ok" });
  expect(of("permissions")).toMatchObject({
    status: "problem",
    message: expect.stringContaining("lightsail:GetStaticIps"),
  });
  expect(stderr).toContain("A problem was found: permissions.");
  expect(stderr).not.toContain("canary");
});

test.each([
  ["2026-01-15T12:10:00.000Z", "problem", "600 s behind"],
  ["2026-01-15T11:58:00.000Z", "warning", "120 s ahead of"],
])("with the service's clock at %s: %s", async (time, status, text) => {
  const endpoint = await endpointAt(time);
  const { of } = await doctor(cli.with({ env: KEYS }), "--endpoint-url", endpoint);
  expect(of("clock")).toMatchObject({
    status,
    message: expect.stringContaining(text),
    hint: expect.stringContaining("NTP"),
  });
});

test("without credentials or an endpoint nothing else is asked", async () => {
  const endpoint = await endpointAt("2026-01-15T12:00:00.000Z");
  const bare = cli.with({ env: { QUANTS_CTL_PROVIDER: "lightsail" } });
  const { of, status } = await doctor(bare, "--endpoint-url", endpoint);
  expect(status).toBe(1);
  expect(of("credentials")).toMatchObject({ status: "problem" });
  expect(of("permissions")).toMatchObject({
    status: "skipped",
    message: expect.stringContaining("credentials"),
  });
  server?.close();
  const dead = await doctor(cli.with({ env: KEYS }), "--endpoint-url", "http://127.0.0.1:9");
  expect(dead.of("endpoint")).toMatchObject({
    status: "problem",
    message: expect.stringContaining("ECONNREFUSED"),
  });
  expect(dead.of("clock")).toMatchObject({ status: "skipped" });
});

test("keys and journals that others can read are found, each with its chmod", async () => {
  const ssh = join(cli.directory, ".ssh");
  mkdirSync(ssh);
  const key = join(ssh, "fleet key.pem");
  writeFileSync(key, "-----BEGIN OPENSSH PRIVATE KEY-----\ncanary\n");
  writeFileSync(join(ssh, "config"), "Host *\n");
  chmodSync(key, 0o644);
  await cli("infra create --name web-1");
  chmodSync(join(cli.directory, "state", "journal"), 0o755);
  const { status, of, stderr } = await doctor(cli);
  expect(status).toBe(1);
  expect(of("private_keys")).toMatchObject({ status: "problem", hint: `Run: chmod 600 '${key}'` });
  expect(of("private_files")).toMatchObject({
    status: "warning",
    hint: expect.stringContaining("chmod -R go="),
  });
  expect(stderr).not.toContain("canary");
});

test("a folder that can't be looked at is told of, and the rest goes on", async () => {
  symlinkSync(".ssh", join(cli.directory, ".ssh"));
  const state = join(cli.directory, "loop");
  symlinkSync("loop", state);
  const { of } = await doctor(cli.with({ env: { QUANTS_CTL_STATE_DIR: state } }));
  expect(of("private_keys")).toEqual({
    check: "private_keys",
    status: "warning",
    message: `${join(cli.directory, ".ssh")} can't be read (ELOOP)`,
    hint: expect.stringContaining("HOME"),
  });
  expect(of("state_folder")).toMatchObject({ status: "problem" });
  expect(of("unfinished")).toMatchObject({ status: "warning" });
});

test("programs that are not there are no problem, old ones are", async () => {
  const bin = join(cli.directory, "bin");
  mkdirSync(bin);
  const program = (name: string, says: string) =>
    writeFileSync(join(bin, name), `#!/bin/sh\necho '${says}'\n`, { mode: 0o755 });
  program("ansible-playbook", "ansible-playbook [core 2.9.27]");
  program("tofu", "OpenTofu v1.10.0");
  const { of } = await doctor(cli.with({ env: { PATH: bin } }));
  expect(of("ansible")).toMatchObject({ status: "problem", hint: "Install 2.12 or newer." });
  expect(of("terraform")).toMatchObject({ status: "ok", message: `${bin}/tofu, 1.10.0` });
  expect(of("ssh")).toMatchObject({
    status: "skipped",
    hint: expect.stringContaining("openssh-client"),
  });
});

test("operations that did not end well are told of, with the command that goes on", async () => {
  const rules = [{ operation: "AllocateStaticIp", fault: "quota" }];
  const shaky = faultyCli(cli, rules);
  expect((await shaky("infra create --name web-1 --static-ip")).status).toBe(1);
  expect((await doctor(cli)).of("unfinished")).toMatchObject({
    status: "warning",
    message: expect.stringContaining("infra create"),
    hint: expect.stringContaining("quants-ctl infra resume"),
  });
});

test("in a table each cure stands below its finding", async () => {
  const { stdout } = await cli.with({ env: { PATH: join(cli.directory, "none") } })("doctor");
  expect(stdout).toMatch(/^ok +node +Node \d+/m);
  expect(stdout).toMatch(/^skipped +ssh +not installed.*\n +cure: Install OpenSSH's client/m);
});
