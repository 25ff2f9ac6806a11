import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { systemClock } from "../../../../src/core/clock.ts";
import { QuantsError } from "../../../../src/core/errors.ts";
import { bundle } from "../../../helpers/bundle.ts";
import { run } from "../../../helpers/run.ts";
import { authorization, call, harness, newInstances, tempDirectory } from "../harness.ts";

const SANDBOX = join(import.meta.dirname, "../../../../src/providers/sandbox/index.ts");

const names = async (sandbox: ReturnType<typeof harness>): Promise<unknown> =>
  (await call(sandbox, "GetActiveNames")).body["activeNames"];

test("the folder and its files are the user's alone", async () => {
  const directory = join(tempDirectory(), "deep", "sandbox");
  const sandbox = harness({ directory });
  await call(sandbox, "GetInstances");
  expect(() => statSync(directory)).toThrow(/ENOENT/);
  await call(sandbox, "CreateInstances", newInstances("web-1"));
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  expect(readdirSync(directory).toSorted()).toEqual(["addresses.json", "us-east-1.json"]);
  for (const name of readdirSync(directory)) {
    expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
  }
});

test("what one handler writes another one reads at once", async () => {
  const one = harness();
  const other = harness({ directory: one.directory });
  for (let number = 0; number < 40; number += 1) {
    const [writer, reader] = number % 2 === 0 ? [one, other] : [other, one];
    await call(writer, "AllocateStaticIp", { staticIpName: "ip-1" });
    expect(await names(reader)).toEqual(["ip-1"]);
    await call(reader, "ReleaseStaticIp", { staticIpName: "ip-1" });
    expect(await names(writer)).toEqual([]);
  }
});

test("many handlers at once lose nothing and share no address", async () => {
  const { directory } = harness();
  const handlers = Array.from({ length: 8 }, () => harness({ directory }));
  await Promise.all(
    handlers.flatMap((handler, h) =>
      Array.from({ length: 10 }, (_, i) =>
        call(handler, "CreateInstances", newInstances(`web-${h}-${i}`)),
      ),
    ),
  );
  const { body } = await call(harness({ directory }), "GetInstances");
  const instances = body["instances"] as { publicIpAddress: string; privateIpAddress: string }[];
  expect(instances).toHaveLength(80);
  expect(new Set(instances.map((instance) => instance.publicIpAddress)).size).toBe(80);
  expect(new Set(instances.map((instance) => instance.privateIpAddress)).size).toBe(80);
});

test("only one of many creates of the same name succeeds", async () => {
  const { directory } = harness();
  const answers = await Promise.all(
    Array.from({ length: 10 }, () =>
      call(harness({ directory }), "CreateInstances", newInstances("web-1")),
    ),
  );
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
});

/** Creates instances one by one: `child STATE PREFIX COUNT`. */
const CHILD = `
import { createSandbox } from ${JSON.stringify(SANDBOX)};
const [directory, prefix, count] = process.argv.slice(2);
const { dispatch } = createSandbox({ directory, pace: "instant" });
const headers = {
  "x-amz-target": "Lightsail_20161128.CreateInstances",
  authorization: ${JSON.stringify(authorization())},
};
const create = (name) => dispatch({
  method: "POST",
  path: "/",
  headers,
  body: JSON.stringify({ ...${JSON.stringify(newInstances())}, instanceNames: [name] }),
});
(async () => {
  for (let number = 1; number <= Number(count); number += 1) {
    if ((await create(prefix + "-" + number)).status !== 200) process.exitCode = 1;
  }
})();
`;

test("several processes at once lose nothing", async () => {
  const directory = tempDirectory();
  const script = await bundle(directory, CHILD);
  const state = join(directory, "state");
  const ended = await Promise.all(
    [1, 2, 3, 4].map((child) => run(process.execPath, [script, state, `web-${child}`, "8"])),
  );
  expect(ended.map(({ status }) => status)).toEqual([0, 0, 0, 0]);
  const { body } = await call(harness({ directory: state, clock: systemClock }), "GetInstances");
  const instances = body["instances"] as { publicIpAddress: string }[];
  expect(instances).toHaveLength(32);
  expect(new Set(instances.map((instance) => instance.publicIpAddress)).size).toBe(32);
});

test("a failed mutation leaves nothing behind, not even in memory", async () => {
  const sandbox = harness({ addressPool: "127.0.9.0/30" });
  const { status, body } = await call(sandbox, "CreateInstances", newInstances("aa", "bb", "cc"));
  expect(status).toBe(400);
  expect(body["message"]).toMatch(/pool is used up/);
  expect(await names(sandbox)).toEqual([]);
});

test("a torn temporary file is ignored", async () => {
  const sandbox = harness();
  await call(sandbox, "CreateInstances", newInstances("web-1"));
  writeFileSync(join(sandbox.directory, "us-east-1.json.123456"), '{"version":1,"reg');
  await call(sandbox, "CreateInstances", newInstances("web-2"));
  expect(await names(harness({ directory: sandbox.directory }))).toEqual(["web-1", "web-2"]);
});

test("the lock of a killed process is taken over", async () => {
  const sandbox = harness();
  const lock = join(sandbox.directory, ".lock");
  mkdirSync(lock);
  const old = Date.now() / 1000 - 4;
  utimesSync(lock, old, old);
  expect((await call(sandbox, "CreateInstances", newInstances("web-1"))).status).toBe(200);
  expect(readdirSync(sandbox.directory)).not.toContain(".lock");
});

test.each([
  ["a torn file", '{"version":1,"region":"us-ea'],
  ["no object", "[]"],
  [
    "another region's",
    '{"version":1,"region":"eu-west-1","revision":1,"sequence":0,"resources":[],"operations":[]}',
  ],
  [
    "an unknown resource",
    '{"version":1,"region":"us-east-1","revision":1,"sequence":0,"resources":[{"name":"a","resourceType":"Disk"}],"operations":[]}',
  ],
])("%s is a clear error and is not overwritten", async (_what, text) => {
  const sandbox = harness();
  const path = join(sandbox.directory, "us-east-1.json");
  writeFileSync(path, text);
  for (const attempt of [
    call(sandbox, "GetInstances"),
    call(sandbox, "CreateInstances", newInstances("ab")),
  ]) {
    await expect(attempt).rejects.toThrow(QuantsError);
    await expect(attempt).rejects.toThrow(path);
  }
  expect(readFileSync(path, "utf8")).toBe(text);
});

test("a newer format is refused by name", async () => {
  const sandbox = harness();
  writeFileSync(join(sandbox.directory, "us-east-1.json"), '{"version":2}');
  await expect(call(sandbox, "GetInstances")).rejects.toThrow(/written by a newer quants-ctl/);
});

// Under a file and in /proc, because root may write into every other folder.
test.each([
  ["a file", () => join(someFile(), "sandbox")],
  ["/proc", () => "/proc/quants-ctl/sandbox"],
])("a folder that can't be made in %s is a clear error", async (_, directory) => {
  const attempt = call(
    harness({ directory: directory() }),
    "CreateInstances",
    newInstances("web-1"),
  );
  await expect(attempt).rejects.toMatchObject({ name: "QuantsError" });
  await expect(attempt).rejects.toThrow(/can't be written/);
});

function someFile(): string {
  const file = join(tempDirectory(), "file");
  writeFileSync(file, "");
  return file;
}
