import { faultyCli, writeFaults } from "../../helpers/faults.ts";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { JournalOperation } from "../../../src/core/journal/operation.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeClock, fakeClock } from "../../helpers/fake-clock.ts";

let clock: FakeClock;
let cli: ReturnType<typeof makeCli>;
/** Somebody else in the same account, with a journal of their own. */
let other: Cli;
beforeEach(() => {
  clock = fakeClock({ auto: true });
  cli = makeCli({ clock });
  other = cli.with({ env: { QUANTS_CTL_STATE_DIR: join(cli.directory, "other") } });
});
afterEach(() => cli.dispose());

function faulty(operation: string, fault: string, calls: number[] = [1]) {
  return faultyCli(cli, [{ operation, fault, calls }]);
}

async function unfinished(): Promise<JournalOperation[]> {
  return (await cli("infra log --unfinished --output json")).json() as never;
}

const names = async (...argv: string[]): Promise<string[]> =>
  (await cli("infra", ...argv, "--output", "name")).stdout.split("\n").filter(Boolean);

/** Made, with its address allocated and not attached. */
async function halfMade(name = "web-9"): Promise<void> {
  const failing = faulty("AttachStaticIp", "expired_credentials");
  const { status } = await failing("infra", "create", "--name", name, "--static-ip");
  expect(status).toBe(4);
  await clock.advance(1_000);
}

/** Whether it was made nobody was told; it was not. */
async function neverMade(name = "web-9"): Promise<void> {
  const failing = faulty("CreateInstances", "reset_before", [1, 2, 3, 4, 5, 6]);
  expect(await failing("infra", "create", "--name", name)).toMatchObject({ status: 8 });
  await clock.advance(1_000);
}

describe("a creation is settled by whatever removes what it made (#11.17)", () => {
  test.each([
    ["a pattern", ["--name", "web-*"]],
    ["a pattern in all regions", ["--name", "web-*", "--region", "all"]],
    ["another list of names", ["--name", "web-1", "--name", "web-9"]],
    ["a selector", ["--selector", "name=web-9"]],
    ["a status", ["--status", "running,pending"]],
  ])("destroy by %s", async (_, choice) => {
    await cli("infra create --name web-1");
    await halfMade();
    expect(await cli("infra destroy", ...choice, "--yes")).toMatchObject({ status: 0 });
    expect(await unfinished()).toEqual([]);
    expect(await cli("infra resume --yes")).toMatchObject({ status: 3 });
    expect(await names("list")).not.toContain("web-9");
    expect(await names("ip", "list")).toEqual([]);
  });

  test("a destroy that fails for others settles those that it has done", async () => {
    await cli("infra create --name web-1");
    await cli("infra tag set --name web-1 --tag Protected=true");
    await halfMade();
    const { status } = await cli("infra destroy --name web-* --yes");
    expect(status).toBe(6);
    expect(await unfinished()).toEqual([]);
  });

  test("one that was never carried out, by the destruction of all of such a name", async () => {
    await cli("infra create --name web-1");
    await neverMade();
    await cli("infra destroy --name web-* --yes");
    expect(await unfinished()).toEqual([]);
  });

  test("one of several is settled alone, and the others are gone on with", async () => {
    const failing = faulty("AttachStaticIp", "expired_credentials", [1, 2]);
    const both = ["infra", "create", "--name", "a-1", "--name", "b-1", "--static-ip"];
    expect((await failing(...both)).status).not.toBe(0);
    await cli("infra destroy --name a-* --yes");
    expect((await unfinished())[0]?.targets).toMatchObject([
      { name: "a-1", status: "settled" },
      { name: "b-1", status: "open" },
    ]);
    expect(await cli("infra resume --yes")).toMatchObject({ status: 0 });
    expect(await names("list")).toEqual(["b-1"]);
    expect(await names("ip", "list")).toEqual(["b-1-static-ip"]);
    expect(await unfinished()).toEqual([]);
  });
});

describe("what somebody else removed is not made again (#11.17)", () => {
  test("an instance; what is left of it, and billed, is named", async () => {
    await halfMade();
    expect(
      await other("infra", "destroy", "--name", "web-9", "--keep-static-ip", "--yes"),
    ).toMatchObject({ status: 0 });
    const { status, stderr } = await cli("infra resume --yes");
    expect(status).toBe(0);
    expect(stderr).toContain("web-9 existed, and has been removed since: it is not created again");
    expect(stderr).toContain("quants-ctl infra ip release --name web-9-static-ip");
    expect(await names("list")).toEqual([]);
    expect(await unfinished()).toEqual([]);
  });

  test("an instance of which nobody had heard whether it was made", async () => {
    const failing = faulty("CreateInstances", "reset_after", [1, 2, 3, 4, 5, 6]);
    const rules = [
      { operation: "CreateInstances", fault: "reset_after" },
      { operation: "GetInstance", fault: "expired_credentials" },
    ];
    writeFaults(cli.directory, rules);
    expect((await failing("infra", "create", "--name", "web-9")).status).not.toBe(0);
    expect(await unfinished()).toHaveLength(1);
    await clock.advance(1_000);
    await other("infra", "destroy", "--name", "web-9", "--yes");
    expect(await cli("infra resume --yes")).toMatchObject({ status: 0 });
    expect(await names("list")).toEqual([]);
    expect(await unfinished()).toEqual([]);
  });

  test("one that was adopted", async () => {
    await cli("infra create --name web-9");
    const failing = faulty("AttachStaticIp", "expired_credentials");
    const adopting = ["infra", "create", "--name", "web-9", "--static-ip", "--if-not-exists"];
    expect(await failing(...adopting)).toMatchObject({ status: 4 });
    await other("infra", "destroy", "--name", "web-9", "--yes");
    expect(await cli("infra resume --yes")).toMatchObject({ status: 0 });
    expect(await names("list")).toEqual([]);
  });

  test("one in its place stays as it is", async () => {
    await halfMade();
    await other("infra", "destroy", "--name", "web-9", "--yes");
    await other("infra", "create", "--name", "web-9");
    const { status, stderr } = await cli("infra resume --yes");
    expect(status).toBe(0);
    expect(stderr).toContain("web-9 is a different instance now");
    expect(await names("ip", "list")).toEqual([]);
    expect(await names("list")).toEqual(["web-9"]);
    expect(await unfinished()).toEqual([]);
  });

  test("a static IP that was released", async () => {
    await halfMade();
    await other("infra", "ip", "release", "--name", "web-9-static-ip", "--yes");
    const { status, stderr } = await cli("infra resume --yes");
    expect({ status, stderr }).toMatchObject({
      status: 0,
      stderr: expect.stringContaining("web-9-static-ip has been released since") as string,
    });
    expect(await names("ip", "list")).toEqual([]);
  });

  test("a snapshot", async () => {
    await cli("infra create --name one");
    const make = ["infra", "snapshot", "create", "--name", "one", "--snapshot-name", "copy"];
    const failing = faulty("GetInstanceSnapshot", "expired_credentials", [2]);
    expect((await failing(...make)).status).toBe(4);
    await clock.advance(600_000);
    await other("infra", "snapshot", "delete", "--name", "copy", "--yes");
    expect(await cli("infra resume --yes")).toMatchObject({ status: 0 });
    expect(await names("snapshot", "list")).toEqual([]);
    expect(await unfinished()).toEqual([]);
  });

  test("a resize's new instance, nor is its old one's last copy deleted", async () => {
    await cli("infra create --name one");
    const resize = ["infra", "resize", "--name", "one", "--bundle", "medium_3_0", "--yes"];
    expect((await faulty("DeleteInstance", "expired_credentials")(...resize)).status).toBe(4);
    await other("infra", "destroy", "--name", "one-medium", "--yes");
    const { status, stderr } = await cli("infra resume --yes");
    expect(status).toBe(0);
    expect(stderr).toContain(
      "one-medium, made from one, has been removed since, and is not created again",
    );
    const [snapshot = ""] = await names("snapshot", "list");
    expect(stderr).toContain(`quants-ctl infra snapshot delete --name ${snapshot}`);
    expect(await names("list")).toEqual(["one"]);
    const [back = ""] = /infra resize .*--undo --region \S+/.exec(stderr) ?? [];
    expect(await cli(...back.split(" "), "--yes")).toMatchObject({ status: 0 });
    expect(await names("snapshot", "list")).toEqual([]);
  });

  test("a resize's old instance: what was made of it is named and stays", async () => {
    await cli("infra create --name one");
    const resize = ["infra", "resize", "--name", "one", "--bundle", "medium_3_0", "--yes"];
    expect((await faulty("DeleteInstance", "expired_credentials")(...resize)).status).toBe(4);
    await other("infra", "destroy", "--name", "one", "--yes");
    const { status, stderr } = await cli("infra resume --yes");
    expect(status).toBe(0);
    expect(stderr).toContain("quants-ctl infra destroy --name one-medium");
    expect(stderr).toContain("quants-ctl infra snapshot delete --name one-");
    expect(await names("list")).toEqual(["one-medium"]);
    expect(await names("snapshot", "list")).toHaveLength(1);
  });

  test("an instance that a static IP was to move to", async () => {
    await cli("infra create --name one --static-ip");
    await cli("infra create --name two");
    const move = ["infra", "ip", "move", "one-static-ip", "--to", "two"];
    expect((await faulty("AttachStaticIp", "expired_credentials")(...move)).status).toBe(4);
    await other("infra", "destroy", "--name", "two", "--yes");
    const { status, stderr } = await cli("infra resume --yes");
    expect(status).toBe(0);
    expect(stderr).toContain("quants-ctl infra ip release --name one-static-ip");
    expect(await unfinished()).toEqual([]);
  });

  test("an instance that was to be stopped, and has a namesake by now", async () => {
    await cli("infra create --name web-1 --name web-2");
    const stop = ["infra", "manage", "--name", "web-*", "--action", "stop"];
    expect((await faulty("StopInstance", "expired_credentials", [2])(...stop)).status).toBe(6);
    const [left = ""] = await names("list", "--status", "running");
    await other("infra", "destroy", "--name", left, "--yes");
    await other("infra", "create", "--name", left);
    const { status, stderr } = await cli("infra resume --yes");
    expect({ status, stderr }).toMatchObject({
      status: 0,
      stderr: expect.stringContaining(`${left} is a different instance now`) as string,
    });
    expect(await names("list", "--status", "running")).toEqual([left]);
  });
});

describe("a later command's will counts (#11.17)", () => {
  beforeEach(async () => {
    await cli("infra create --name web-1 --name web-2");
  });
  const changed = async (operation: string, ...argv: string[]): Promise<void> => {
    const failing = faulty(operation, "expired_credentials", [2]);
    expect(await failing("infra", ...argv)).toMatchObject({ status: 6 });
  };

  test("a start after a stop that was cut off", async () => {
    await changed("StopInstance", "manage", "--name", "web-*", "--action", "stop");
    await cli("infra manage --name web-* --action start");
    const all = ["--name", "web-1", "--name", "web-2", "--action", "reboot"];
    await cli("infra manage", ...all);
    expect(await unfinished()).toEqual([]);
    expect(await names("list", "--status", "running")).toEqual(["web-1", "web-2"]);
  });

  test.each([[[]], [["--if-not-exists"]]])(
    "a tag that was set to what a creation made, %j",
    async (more) => {
      const failing = faulty("AttachStaticIp", "expired_credentials");
      const create = ["infra", "create", "--name", "web-9", "--static-ip", "--tag", "a=1", ...more];
      expect(await failing(...create)).toMatchObject({ status: 4 });
      await cli("infra tag set --name web-9 --tag a=2");
      expect(await cli("infra resume --yes")).toMatchObject({ status: 0 });
      const { json } = await cli("infra info --name web-9 --output json");
      expect(json()).toMatchObject({ tags: { a: "2" }, is_static_ip: true });
      expect(await unfinished()).toEqual([]);
    },
  );

  test("the same tag with another value, and what is given up is told", async () => {
    await changed("TagResource", "tag", "set", "--name", "web-*", "--tag", "a=1", "--tag", "b=1");
    const untagged = ["infra", "tag", "set", "--name", "web-1", "--name", "web-2", "--tag"];
    expect((await cli(...untagged, "c=3")).stderr).not.toContain("given up");
    expect(await unfinished()).toHaveLength(1);
    const { status, stderr } = await cli(...untagged, "a=2");
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^warning: dropped, as this command replaces it: b of web-\d \(infra tag set/m,
    );
    expect(await unfinished()).toEqual([]);
  });

  test("rules of the same port, and others leave it open", async () => {
    const open = ["ports", "open", "https@world", "--name", "web-*", "--yes"];
    await changed("OpenInstancePublicPorts", ...open);
    const close = ["infra", "ports", "close", "--name", "web-1", "--name", "web-2", "--yes"];
    await cli(...close, "http");
    expect(await unfinished()).toHaveLength(1);
    const set = ["infra", "ports", "set", "ssh@world", "https@203.0.113.0/24", "--yes"];
    await cli(...set, "--name", "web-1", "--name", "web-2");
    expect(await unfinished()).toEqual([]);
  });
});

describe("a journal that an older version wrote (#11.17)", () => {
  /** Without what it did not know. */
  function age(): void {
    const folder = join(cli.directory, "state", "journal");
    for (const name of readdirSync(folder)) {
      const lines = readFileSync(join(folder, name), "utf8").split("\n");
      const old = lines
        .filter((line) => !/"type":"(meant|target)"/.test(line))
        .map((line) => line.replace(/,"(target|user)":("[^"]*"|null)/g, ""));
      writeFileSync(join(folder, name), old.join("\n"));
    }
  }

  test("is settled, and never has anything made again", async () => {
    await halfMade("web-8");
    age();
    await cli("infra destroy --name web-* --yes");
    expect(await unfinished()).toEqual([]);
    await halfMade("web-9");
    age();
    await other("infra", "destroy", "--name", "web-*", "--yes");
    expect(await cli("infra resume --yes")).toMatchObject({ status: 0 });
    expect(await names("list")).toEqual([]);
    expect(await unfinished()).toEqual([]);
  });

  test("is gone on with", async () => {
    await halfMade();
    age();
    expect(await cli("infra resume --yes")).toMatchObject({ status: 0 });
    expect(await names("ip", "list")).toEqual(["web-9-static-ip"]);
    expect(await unfinished()).toEqual([]);
  });
});

describe("infra resume says what it is going to do (#11.17)", () => {
  test("and what it costs, and without a terminal does nothing without --yes", async () => {
    await neverMade();
    const { status, stderr } = await cli("infra resume");
    expect(status).toBe(2);
    expect(stderr).toMatch(/create instance web-9 \(ap-northeast-1\): .*\$12\.00 a month/);
    expect(await names("list")).toEqual([]);
    expect(await unfinished()).toHaveLength(1);
    expect(await cli("infra resume --yes")).toMatchObject({ status: 0 });
    expect(await names("list")).toEqual(["web-9"]);
  });

  test.each([
    ["yes\r", 0, ["web-9"]],
    ["no\r", 2, []],
  ])("on a terminal %j is status %i", async (stdin, status, left) => {
    await neverMade();
    const typing = cli.with({ terminal: 100, stdin });
    expect(await typing("infra resume")).toMatchObject({ status });
    expect(await names("list")).toEqual(left);
  });

  test("--dry-run shows what is over, and settles nothing", async () => {
    await halfMade();
    await other("infra", "destroy", "--name", "web-9", "--yes");
    const { status, stderr } = await cli("infra resume --dry-run");
    expect(status).toBe(0);
    expect(stderr).toContain("has been removed since");
    expect(await unfinished()).toHaveLength(1);
  });
});
