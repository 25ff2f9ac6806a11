import { readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LEASE_MS } from "../../src/core/fleet/lock.ts";
import { fleetOf } from "../commands/fleet/fleet.ts";
import { makeCli } from "../helpers/cli.ts";
import { fakeClock } from "../helpers/fake-clock.ts";
import { writeFaults } from "../helpers/faults.ts";
import { type Finished, makeWorkplace, type Running, type Workplace } from "../helpers/process.ts";
import { editRegionText, readRegionFile } from "../helpers/region-file.ts";

const NAMES = ["web-1", "web-2", "web-3"];
const APPLY = ["fleet", "apply", "--yes", "--output", "json"];

let here: Workplace;
beforeEach(() => {
  here = makeWorkplace({ QUANTS_CTL_SANDBOX_PACE: "instant" });
  writeFileSync(
    join(here.directory, "fleet.yml"),
    JSON.stringify(fleetOf({ instances: [{ name: "web-{1..3}" }] })),
  );
});
afterEach(() => here.dispose());

/** An apply that gets this signal right before its second instance is made. */
function applyUntil(signal: NodeJS.Signals): Running {
  const rule = { operation: "CreateInstances", calls: [2], fault: "kill_before", signal };
  const env = { QUANTS_CTL_SANDBOX_FAULTS: writeFaults(here.directory, [rule]) };
  return here.start(APPLY, { env });
}

async function expectWhole(): Promise<void> {
  const run = async <T>(...argv: string[]): Promise<T> =>
    (await here.run([...argv, "--output", "json"])).json<T>();
  const list = await run<{ name: string; tags: object }[]>("infra", "list");
  expect(list.map(({ name }) => name)).toEqual(NAMES);
  expect(await run("infra", "log", "--unfinished")).toEqual([]);
  const { counts } = await run<{ counts: object }>("fleet", "plan");
  expect(counts).toMatchObject({ "no-op": 3, create: 0, delete: 0 });
  expect(locks()).toEqual([]);
}

const state = (): string => join(here.sandbox, "ap-northeast-1.json");
const locks = (): string[] =>
  readRegionFile(state())
    .resources.map(({ name }) => name)
    .filter((it) => it.startsWith("quants-ctl-lock-"));

/** Resolves once a process is stopped, as the system tells. */
async function stopped({ pid }: Running): Promise<void> {
  const status = (): string => readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1] ?? "";
  while (!status().startsWith("T")) await new Promise((resolve) => setImmediate(resolve));
}

const outcome = ({ status, stderr }: Finished): object => ({ status, stderr });

test("while one applies, another is refused, and a third that waits does what is left: nothing", async () => {
  const first = applyUntil("SIGSTOP");
  await stopped(first);
  const refused = await here.run(APPLY);
  expect(refused.status).toBe(5);
  expect(refused.error()).toMatchObject({ code: "conflict", retryable: true });
  expect(refused.error()["message"]).toContain(`(process ${first.pid})`);
  const waiting = here.start([...APPLY, "--lock-wait", "10m"]);
  first.kill("SIGCONT");
  const [one, other] = [await first.ended, await waiting.ended];
  expect([one, other].map(outcome)).toEqual([
    { status: 0, stderr: "" },
    { status: 0, stderr: "" },
  ]);
  expect(one.json()).toMatchObject({ changed: true, not_done: [] });
  await expectWhole();
});

test("a killed apply is finished by `infra resume`, and its lock holds nobody up", async () => {
  expect(await applyUntil("SIGKILL").ended).toMatchObject({ status: null, signal: "SIGKILL" });
  expect(locks()).not.toEqual([]);
  const resumed = await here.run(["infra", "resume", "--yes"]);
  expect(resumed).toMatchObject({ status: 0 });
  await expectWhole();
});

test("one that was killed on another machine blocks no longer than its lease", async () => {
  expect(await applyUntil("SIGKILL").ended).toMatchObject({ signal: "SIGKILL" });
  editRegionText(state(), (text) => text.replaceAll(` ${hostname()} `, " another-machine "));
  const refused = await here.run(APPLY);
  expect(refused.status).toBe(5);
  expect(refused.error()["message"]).toContain("on another-machine");
  const clock = fakeClock({ now: Date.now(), auto: true });
  const since = clock.now();
  const later = makeCli({
    clock,
    cwd: here.directory,
    env: { QUANTS_CTL_SANDBOX_DIR: here.sandbox },
  });
  try {
    expect((await later("fleet apply --yes --lock-wait 1h")).status).toBe(0);
  } finally {
    later.dispose();
  }
  expect(clock.now() - since).toBeLessThan(2 * LEASE_MS);
  // For whoever was killed there is nothing left.
  expect(await here.run(["infra", "resume", "--yes"])).toMatchObject({ status: 0 });
  await expectWhole();
});
