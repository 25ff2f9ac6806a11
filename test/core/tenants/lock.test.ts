import { expect, test } from "vitest";
import type { LockHolder } from "../../../src/core/contracts/tenant-engine.ts";
import { clearEndedLocks, withLock } from "../../../src/core/tenants/lock.ts";
import { FakeEngine } from "../../helpers/fake-engine.ts";

const own: LockHolder = { host: "here", pid: process.pid, started: null, command: "tenant move" };
const gone: LockHolder = { ...own, pid: 2 ** 22 + 1 };
const far: LockHolder = { ...own, host: "elsewhere" };

function lock(fake: FakeEngine, breaks = false): Promise<string> {
  const say = (): void => undefined;
  return withLock(fake.client(), { tenant: "ada", holder: own, breaks, say }, () => {
    expect(fake.locks.get("ada")?.holder).toEqual(own);
    return Promise.resolve("done");
  });
}

test("is held during the work, and given back, also when that fails", async () => {
  const fake = new FakeEngine(["one"]);
  expect(await lock(fake)).toBe("done");
  expect(fake.locks.size).toBe(0);
  const failing = withLock(
    fake.client(),
    { tenant: "ada", holder: own, breaks: false, say: () => undefined },
    () => Promise.reject(new Error("no")),
  );
  await expect(failing).rejects.toThrow("no");
  expect(fake.locks.size).toBe(0);
});

test("of another machine is respected, until told otherwise", async () => {
  const fake = new FakeEngine(["one"]);
  await fake.client().lock("ada", far);
  await expect(lock(fake)).rejects.toMatchObject({ code: "conflict" });
  expect(fake.locks.get("ada")?.holder).toEqual(far);
  expect(await lock(fake, true)).toBe("done");
});

test("of a process of this machine that has ended is taken over", async () => {
  const fake = new FakeEngine(["one"]);
  await fake.client().lock("ada", gone);
  expect(await lock(fake)).toBe("done");
});

test("what ended processes of this machine hold is given back, and nothing else", async () => {
  const fake = new FakeEngine(["one"]);
  const engine = fake.client();
  await engine.lock("ada", gone);
  await engine.lock("bob", own);
  await engine.lock("eve", { ...gone, host: "elsewhere" });
  await clearEndedLocks(engine, "here");
  expect([...fake.locks.keys()]).toEqual(["bob", "eve"]);
});
