import { faultyCli } from "../../helpers/faults.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { JournalOperation } from "../../../src/core/journal/operation.ts";
import { makeCli } from "../../helpers/cli.ts";
import { type FakeClock, fakeClock } from "../../helpers/fake-clock.ts";

let clock: FakeClock;
let cli: ReturnType<typeof makeCli>;
beforeEach(() => {
  clock = fakeClock({ auto: true });
  cli = makeCli({ clock });
});
afterEach(() => cli.dispose());

function faulty(operation: string, fault: string, calls: number[]) {
  return faultyCli(cli, [{ operation, fault, calls }]);
}

async function unfinished(): Promise<JournalOperation[]> {
  return (await cli("infra log --unfinished --output json")).json() as never;
}

const STOP = ["--action", "stop"];

/** An interrupted creation: the address is allocated and not attached. */
async function interrupted(name: string): Promise<string> {
  const failing = faulty("AttachStaticIp", "expired_credentials", [1]);
  expect(await failing("infra", "create", "--name", name, "--static-ip")).toMatchObject({
    status: 4,
  });
  return (await unfinished()).at(-1)?.id ?? "";
}

describe("a refusal among several is no interruption (#11.18)", () => {
  test.each([
    ["a name in use", ["infra", "create", "--name", "web-4", "--name", "web-1"]],
    ["a protected one", ["infra", "manage", "--name", "web-*", ...STOP]],
    ["a protected one", ["infra", "tag", "set", "--name", "web-*", "--tag", "a=b"]],
    ["a protected one", ["infra", "ports", "open", "https@world", "--name", "web-*", "--yes"]],
    ["a protected one", ["infra", "destroy", "--name", "web-*", "--yes"]],
    ["one that is not there", ["infra", "manage", "--name", "web-1", "--name", "web-9", ...STOP]],
    [
      "one that is in use",
      ["infra", "ip", "release", "--name", "free", "--name", "web-3-static-ip", "--yes"],
    ],
  ])("%s leaves nothing to go on with: %j", async (_, argv) => {
    await cli("infra create --name web-1 --name web-2");
    await cli("infra create --name web-3 --static-ip");
    await cli("infra ip allocate --name free");
    await cli("infra tag set --name web-2 --tag Protected=true");
    expect(await cli(...argv)).toMatchObject({ status: 6 });
    expect(await unfinished()).toEqual([]);
    expect(await cli("infra resume --yes")).toMatchObject({ status: 3 });
  });

  test("and does not stand before an older entry", async () => {
    await interrupted("one");
    await cli("infra create --name two --name two-b");
    expect(await cli("infra create --name two --name three")).toMatchObject({
      status: 6,
    });
    expect(await cli("infra resume --yes")).toMatchObject({ status: 0 });
    expect(await unfinished()).toEqual([]);
  });

  test("while what was cut off beside it is gone on with, alone", async () => {
    await cli("infra create --name web-1 --name web-2 --name web-3");
    await cli("infra tag set --name web-1 --tag Protected=true");
    const failing = faulty("StopInstance", "expired_credentials", [2]);
    const argv = ["infra", "manage", "--name", "web-*", "--action", "stop"];
    expect(await failing(...argv)).toMatchObject({ status: 6 });
    const [left] = await unfinished();
    expect(left?.targets.map(({ status }) => status).toSorted()).toEqual([
      "done",
      "open",
      "refused",
    ]);
    expect(await cli("infra resume --yes")).toMatchObject({ status: 0 });
    const running = await cli("infra list --status running --output name");
    expect(running.stdout).toBe("web-1\n");
    expect(await unfinished()).toEqual([]);
  });
});

describe("dismissing several (#11.18)", () => {
  test("--all needs --yes without a terminal, and then leaves nothing unfinished", async () => {
    await interrupted("one");
    await interrupted("two");
    const all = ["infra", "resume", "--dismiss", "--all"];
    expect(await cli(...all)).toMatchObject({ status: 2 });
    expect(await cli(...all, "--dry-run")).toMatchObject({ status: 0 });
    expect(await unfinished()).toHaveLength(2);
    const dismissed = await cli(...all, "--yes", "--output", "json");
    expect(dismissed.json()).toMatchObject([{ status: "settled" }, { status: "settled" }]);
    expect(await unfinished()).toEqual([]);
    expect(await cli(...all, "--yes")).toMatchObject({ status: 0 });
  });

  test("--all shows them on a terminal and asks for their number", async () => {
    await interrupted("one");
    await interrupted("two");
    const typing = cli.with({ terminal: 100, stdin: "2\r" });
    const { status, stderr } = await typing("infra resume --dismiss --all");
    expect({ status, stderr }).toMatchObject({
      status: 0,
      stderr: expect.stringMatching(/infra create {2}one[\s\S]*infra create {2}two/) as string,
    });
    expect(await unfinished()).toEqual([]);
  });

  test("--before takes those that began earlier", async () => {
    await interrupted("one");
    await clock.advance(2 * 86_400_000);
    const later = await interrupted("two");
    const before = ["infra", "resume", "--dismiss", "--yes", "--before"];
    expect(await cli(...before, "3d")).toMatchObject({ status: 0 });
    expect(await unfinished()).toHaveLength(2);
    expect(await cli(...before, "yesterday")).toMatchObject({ status: 0 });
    expect(await unfinished()).toMatchObject([{ id: later }]);
  });

  test.each([
    [["--dismiss", "--all", "--before", "2h"]],
    [["--dismiss", "--all", "--id", "x"]],
    [["--all"]],
    [["--before", "2h"]],
    [["--dismiss", "--before", "2026-02-31"]],
    [["--dismiss", "--before", "soon"]],
  ])("%j is a usage error", async (argv) => {
    expect(await cli("infra resume", ...argv, "--yes")).toMatchObject({ status: 2 });
  });
});

test("doctor counts what infra log --unfinished shows, and its command clears it (#11.50)", async () => {
  interface Finding {
    check: string;
    status: string;
    message: string;
    hint: string;
  }
  const verdict = async (): Promise<Finding | undefined> => {
    const { json } = await cli("doctor --output json");
    return (json() as Finding[]).find(({ check }) => check === "unfinished");
  };
  const attempts = Array.from({ length: 12 }, (_, index) => index + 1);
  const failing = faulty("CreateInstances", "throttle", attempts);
  expect(await failing("infra", "create", "--name", "one")).toMatchObject({ status: 8 });
  expect(await unfinished()).toEqual([]);
  expect(await verdict()).toMatchObject({ status: "ok" });

  const id = await interrupted("two");
  expect(await unfinished()).toHaveLength(1);
  const { message = "", hint = "" } = (await verdict()) ?? {};
  expect(message).toBe(`1 operation is unfinished, the last one infra create (${id})`);
  const [, command = ""] = /quants-ctl (infra resume --dismiss --id \S+)/.exec(hint) ?? [];
  expect(await cli(...command.split(" "))).toMatchObject({ status: 0 });
  expect(await verdict()).toMatchObject({ status: "ok" });
});

test("a name that proves to be another's after a lost answer is a refusal too (#11.18)", async () => {
  await cli("infra create --name web-9");
  const failing = faulty("CreateInstances", "server_error", [1]);
  expect(await failing("infra", "create", "--name", "web-9")).toMatchObject({ status: 5 });
  expect(await unfinished()).toEqual([]);
});
