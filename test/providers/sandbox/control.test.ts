import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createSandbox } from "../../../src/providers/sandbox/index.ts";
import { call, harness, newInstances } from "./harness.ts";

async function started(sandbox = harness()) {
  const server = await sandbox.control.start({ port: 0, pace: "instant" });
  onTestFinished(() => server.stop());
  return { sandbox, server, file: join(sandbox.directory, "server.json") };
}

test("a running server is known to everybody on the folder, until it stops", async () => {
  const { sandbox, server, file } = await started();
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
    endpoint: server.endpoint,
    pid: process.pid,
  });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await harness({ directory: sandbox.directory }).control.status()).toMatchObject({
    endpoint: server.endpoint,
    pid: process.pid,
  });
  await server.stop();
  expect(existsSync(file)).toBe(false);
  expect(await sandbox.control.status()).toMatchObject({ endpoint: null, pid: null });
});

test("a second server and a reset are refused while it runs", async () => {
  const { sandbox, server } = await started();
  const again = sandbox.control.start({ port: 0, pace: "fast" });
  await expect(again).rejects.toMatchObject({ code: "conflict" });
  await expect(again).rejects.toThrow(server.endpoint);
  await expect(sandbox.control.reset()).rejects.toMatchObject({ code: "conflict" });
});

test("of several that start at once one wins", async () => {
  const { directory } = harness();
  const attempts = await Promise.allSettled(
    Array.from({ length: 4 }, () =>
      harness({ directory }).control.start({ port: 0, pace: "fast" }),
    ),
  );
  const won = attempts.filter((attempt) => attempt.status === "fulfilled");
  expect(won).toHaveLength(1);
  await won[0]?.value.stop();
});

test.each([
  ["of a dead process", '{"endpoint":"http://127.0.0.1:9","pid":4194304}'],
  [
    "whose number is another process's now",
    `{"endpoint":"http://127.0.0.1:9","pid":${process.pid}}`,
  ],
  ["torn", '{"endp'],
])("an entry %s does not count", async (_what, text) => {
  const sandbox = harness();
  writeFileSync(join(sandbox.directory, "server.json"), text);
  expect((await sandbox.control.status()).endpoint).toBeNull();
  const { server } = await started(sandbox);
  expect((await sandbox.control.status()).endpoint).toBe(server.endpoint);
});

test("status counts what is there, by region", async () => {
  const sandbox = harness();
  expect(await sandbox.control.status()).toEqual({
    directory: sandbox.directory,
    endpoint: null,
    pid: null,
    upstream: null,
    regions: [],
    damaged: [],
  });
  await call(sandbox, "CreateInstances", newInstances("web-1"));
  await call(sandbox, "AllocateStaticIp", { staticIpName: "ip-1" }, "eu-west-1");
  expect((await sandbox.control.status()).regions).toEqual([
    { region: "us-east-1", instances: 1, static_ips: 0, snapshots: 0 },
    { region: "eu-west-1", instances: 0, static_ips: 1, snapshots: 0 },
  ]);
});

test("seeded instances run since long; seeding again goes on behind them", async () => {
  const sandbox = harness({ pace: "real" });
  const seed = (instances: number) =>
    sandbox.control.seed({ instances, region: "ap-southeast-2", prefix: "web" });
  expect(await seed(2)).toEqual(["web-1", "web-2"]);
  expect(await seed(2)).toEqual(["web-3", "web-4"]);
  const { body } = await call(sandbox, "GetInstances", {}, "ap-southeast-2");
  expect(body["instances"]).toMatchObject([
    { name: "web-1", state: { name: "running" }, bundleId: "micro_3_2" },
    { name: "web-2", location: { availabilityZone: "ap-southeast-2b" } },
    {},
    {},
  ]);
});

test.each([
  { instances: 0 },
  { instances: 1.5 },
  { instances: 100_001 },
  { region: "mars" },
  { prefix: "-" },
  { prefix: "" },
])("refuses to seed %j", async (change) => {
  const sandbox = harness();
  const options = { instances: 1, region: "us-east-1", prefix: "web", ...change };
  await expect(sandbox.control.seed(options)).rejects.toMatchObject({ code: "invalid_input" });
});

test("reset deletes the state, even a damaged one, and nothing else", async () => {
  const sandbox = harness();
  const other = harness({ directory: sandbox.directory });
  await call(sandbox, "CreateInstances", newInstances("web-1"));
  writeFileSync(join(sandbox.directory, "eu-west-1.json"), "{");
  writeFileSync(join(sandbox.directory, "us-east-1.json.4711"), "{");
  writeFileSync(join(sandbox.directory, "notes.json"), "mine");
  await sandbox.control.reset();
  expect(readdirSync(sandbox.directory)).toEqual(["notes.json"]);
  expect((await call(other, "GetInstances")).body).toEqual({ instances: [] });
});

test("the folder: option, then QUANTS_CTL_SANDBOX_DIR, then the user's state folder", async () => {
  const of = async (options: object) => (await createSandbox(options).control.status()).directory;
  const root = "/nowhere";
  const env = {
    HOME: "/home/u",
    XDG_STATE_HOME: `${root}/xdg`,
    QUANTS_CTL_SANDBOX_DIR: `${root}/set`,
  };
  expect(await of({ directory: `${root}/given`, env })).toBe(`${root}/given`);
  expect(await of({ env })).toBe(`${root}/set`);
  expect(await of({ env: { ...env, QUANTS_CTL_SANDBOX_DIR: "" } })).toBe(
    `${root}/xdg/quants-ctl/sandbox`,
  );
  expect(await of({ env: { HOME: "/home/u" } })).toBe("/home/u/.local/state/quants-ctl/sandbox");
});
