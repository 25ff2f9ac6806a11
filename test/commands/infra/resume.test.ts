import { faultyCli, writeFaults } from "../../helpers/faults.ts";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { command as resume } from "../../../src/commands/infra/resume.ts";
import type { Context } from "../../../src/core/context.ts";
import type { JournalOperation } from "../../../src/core/journal/operation.ts";
import { makeCli } from "../../helpers/cli.ts";
import { type FakeClock, fakeClock } from "../../helpers/fake-clock.ts";
import { editRegionText } from "../../helpers/region-file.ts";

let clock: FakeClock;
let cli: ReturnType<typeof makeCli>;
beforeEach(() => {
  clock = fakeClock({ auto: true });
  cli = makeCli({ clock });
});
afterEach(() => cli.dispose());

const CREATE = ["infra", "create", "--name", "one", "--static-ip"];

/** The same program with one fault, at one call. */
function faulty(operation: string, fault: string, calls: number[] = [1]) {
  return faultyCli(cli, [{ operation, fault, calls }]);
}

/** Stopped by an error between the instance and the attachment of its address. */
async function interrupted(...argv: string[]): Promise<void> {
  const command = argv.length === 0 ? CREATE : argv;
  const { status } = await faulty("AttachStaticIp", "expired_credentials")(...command);
  expect(status).toBe(4);
}

async function unfinished(): Promise<{ id: string; command: string }[]> {
  return (await cli("infra log --unfinished --output json")).json() as never;
}

async function statuses(): Promise<string[]> {
  const log = await cli("infra log --output json");
  return (log.json() as { status: string }[]).map(({ status }) => status);
}

async function resources(): Promise<unknown> {
  const [region] = ((await cli("sandbox status --output json")).json() as { regions: unknown[] })
    .regions;
  return region;
}

describe("infra resume", () => {
  test("finishes what was interrupted, once", async () => {
    await interrupted();
    const resumed = await cli.with({ terminal: 200 })("infra resume --yes --output json");
    expect(resumed.json()).toMatchObject({ name: "one", is_static_ip: true, not_done: [] });
    expect(resumed.stderr).toContain("AttachStaticIp");
    expect(await unfinished()).toEqual([]);
    expect(await statuses()).toEqual(["settled", "done"]);
    expect(await cli("infra resume")).toMatchObject({ status: 3 });
  });

  test("with nothing to go on with is status 3", async () => {
    const { status, stderr } = await cli("infra resume");
    expect(status).toBe(3);
    expect(stderr).toContain("no operation is unfinished");
  });

  test("leaves another account's operations alone, and says that there are some", async () => {
    await interrupted();
    const elsewhere = cli.with({
      env: { QUANTS_CTL_SANDBOX_DIR: join(cli.directory, "other") },
    });
    const { status, stderr } = await elsewhere("infra resume");
    expect(status).toBe(3);
    expect(stderr).toContain(
      "1 unfinished with another --provider, --profile, account or endpoint",
    );
    expect(await unfinished()).toHaveLength(1);
  });

  test("never takes up another account's operation, though it is named", async () => {
    await cli("infra create --name one --static-ip");
    const failing = faulty("ReleaseStaticIp", "expired_credentials");
    await failing("infra", "destroy", "--name", "one", "--yes");
    const id = (await unfinished())[0]?.id ?? "";
    const elsewhere = cli.with({
      env: { QUANTS_CTL_SANDBOX_DIR: join(cli.directory, "other") },
    });
    await elsewhere("infra create --name one");
    const { status, error } = await elsewhere("infra resume --id", id, "--yes", "--output", "json");
    expect({ status, ...error() }).toMatchObject({ status: 5, code: "conflict", resource: id });
    expect((await elsewhere("infra list --output name")).stdout).toBe("one\n");
    expect(await unfinished()).toMatchObject([{ id }]);
  });

  test("leaves what a newer version began to that", async () => {
    await interrupted();
    const file = join(cli.directory, "state", "journal", `${(await unfinished())[0]?.id}.jsonl`);
    writeFileSync(file, readFileSync(file, "utf8").replace("0.0.0-test", "0.10.0"));
    const { status, stderr } = await cli("infra resume");
    expect(status).toBe(5);
    expect(stderr).toContain("quants-ctl 0.10.0 began this infra create");
    expect(await resources()).toMatchObject({ instances: 1 });
  });

  test("finds files where they were, and asks for a script that came from stdin", async () => {
    writeFileSync(join(cli.directory, "setup.sh"), "echo set-up");
    const create = ["infra", "create", "--name", "one", "--user-data"];
    const failing = faulty("CreateInstances", "reset_before", [1, 2, 3, 4, 5, 6]);
    expect(await failing(...create, "setup.sh")).toMatchObject({ status: 8 });
    const elsewhere = cli.with({ cwd: "/" });
    expect(await elsewhere("infra resume --yes")).toMatchObject({ status: 0 });
    await cli("infra destroy --name one --yes");

    await failing.with({ stdin: "echo set-up" })(...create, "-");
    const { status, stderr } = await cli("infra resume --yes");
    expect({ status, stderr }).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("quants-ctl infra resume --yes < SCRIPT") as string,
    });
    const piped = cli.with({ stdin: "echo set-up" });
    expect(await piped("infra resume --yes")).toMatchObject({ status: 0 });
  });

  test("--id chooses; one that is over or not there is refused", async () => {
    await interrupted();
    await interrupted("infra", "create", "--name", "two", "--static-ip");
    const [first, second] = await unfinished();
    expect(await cli("infra resume --yes --id", first?.id ?? "")).toMatchObject({
      status: 0,
    });
    expect(await unfinished()).toMatchObject([{ id: second?.id }]);
    expect(await cli("infra resume --id", first?.id ?? "")).toMatchObject({ status: 5 });
    expect(await cli("infra resume --id nothing")).toMatchObject({ status: 3 });
  });

  test("--dry-run changes nothing and settles nothing", async () => {
    await interrupted();
    const before = await resources();
    const planned = await cli("infra resume --dry-run --output json");
    expect(planned.json()).toMatchObject({ dry_run: true, changes: [{ kind: "static_ip" }] });
    const undone = await cli("infra resume --undo --dry-run --output json");
    expect(undone.json()).toMatchObject({ dry_run: true });
    expect(await resources()).toEqual(before);
    expect(await unfinished()).toHaveLength(1);
  });

  test("takes up what was left long ago only when it is named", async () => {
    await interrupted();
    await clock.advance(8 * 86_400_000);
    const { status, stderr } = await cli("infra resume --undo --yes");
    expect(status).toBe(5);
    const id = (await unfinished())[0]?.id ?? "";
    expect(stderr).toContain(`To resume it anyway: quants-ctl infra resume --id ${id} --undo`);
    expect(await resources()).toMatchObject({ instances: 1 });
    const named = await cli("infra resume --undo --yes --id", id);
    expect(named).toMatchObject({ status: 0 });
    expect(await resources()).toMatchObject({ instances: 0 });
  });

  test("opens to the address that my-ip was then", async () => {
    const at = (address: string) => ({ QUANTS_CTL_MY_IP: address });
    const rules = [{ operation: "PutInstancePublicPorts", fault: "expired_credentials" }];
    const file = writeFaults(cli.directory, rules);
    const create = [...CREATE, "--port", "ssh@my-ip"];
    const then = cli.with({ env: { ...at("203.0.113.7"), QUANTS_CTL_SANDBOX_FAULTS: file } });
    const failed = await then(...create, "--output", "json");
    expect(failed.status).toBe(4);
    expect(failed.json()).toMatchObject({
      finish_with: expect.stringContaining("--port tcp/22@203.0.113.7/32") as string,
    });
    const resumed = await cli.with({ env: at("192.0.2.9") })("infra resume --yes --output json");
    expect(resumed.json()).toMatchObject({ firewall_rules: [{ cidrs: ["203.0.113.7/32"] }] });
    expect(await unfinished()).toEqual([]);
  });

  test("leaves alone an instance whose name was the reason to refuse it", async () => {
    await cli("infra create --name other --port tcp/443@10.0.0.0/8");
    const both = ["--name", "other", "--name", "one", "--static-ip", "--port", "ssh@world"];
    expect((await cli("infra create", ...both)).status).toBe(6);
    expect(await cli("infra resume --yes")).toMatchObject({ status: 3 });
    const { stdout } = await cli("infra info --name other --output json");
    expect(JSON.parse(stdout)).toMatchObject({
      is_static_ip: false,
      firewall_rules: [{ from_port: 443 }],
    });
  });

  test("accepts any of the name where the command was told to", async () => {
    await cli("infra create --name one");
    await interrupted(...CREATE, "--if-not-exists");
    expect((await cli("infra resume --yes")).status).toBe(0);
  });

  test("that fails itself leaves both to be taken up", async () => {
    await interrupted();
    const { status } = await faulty("AttachStaticIp", "expired_credentials")(
      "infra",
      "resume",
      "--yes",
    );
    expect(status).toBe(4);
    expect(await unfinished()).not.toEqual([]);
    expect(await cli("infra resume --yes")).toMatchObject({ status: 0 });
    expect(await unfinished()).toEqual([]);
  });
});

describe("infra resume --dismiss", () => {
  const dismiss = async (...more: string[]) => {
    const id = (await unfinished())[0]?.id ?? "";
    return cli.with({ terminal: 200 })("infra resume --dismiss --id", id, ...more);
  };

  test("has the journal forget it, and touches nothing else", async () => {
    await interrupted();
    const before = await resources();
    const { status, stderr, json } = await dismiss("--output", "json");
    expect(status).toBe(0);
    expect(stderr).toMatch(/dismissed infra create of .*; what it created stays/);
    expect(json()).toMatchObject({ status: "settled", settled_by: "dismissed" });
    expect(await unfinished()).toEqual([]);
    expect(await resources()).toEqual(before);
    expect(await cli("infra resume")).toMatchObject({ status: 3 });
  });

  test("--dry-run forgets nothing", async () => {
    await interrupted();
    expect(await dismiss("--dry-run")).toMatchObject({ status: 0 });
    expect(await unfinished()).toHaveLength(1);
  });

  test("what another account left as well", async () => {
    await interrupted();
    const id = (await unfinished())[0]?.id ?? "";
    const folder = join(cli.directory, "another");
    const elsewhere = cli.with({ env: { QUANTS_CTL_SANDBOX_DIR: folder } });
    const done = await elsewhere("infra resume --dismiss --id", id);
    expect(done).toMatchObject({ status: 0 });
    expect(await unfinished()).toEqual([]);
  });

  test("has to be told which, and is no way to undo", async () => {
    await interrupted();
    const unnamed = await cli("infra resume --dismiss");
    expect(unnamed).toMatchObject({ status: 2 });
    expect(unnamed.stderr).toContain("infra log --unfinished");
    expect(await dismiss("--undo")).toMatchObject({ status: 2 });
    expect(await cli("infra resume --dismiss --id none")).toMatchObject({ status: 3 });
    expect(await unfinished()).toHaveLength(1);
    await dismiss();
    const log = await cli("infra log --output json");
    const id = (log.json() as { id: string }[])[0]?.id ?? "";
    expect(await cli("infra resume --dismiss --id", id)).toMatchObject({ status: 5 });
  });

  test("fails where the journal can't be written", async () => {
    await interrupted();
    const log = await cli("infra log --unfinished --output json");
    const operations = log.json() as JournalOperation[];
    const journal = { settle: () => undefined, read: async () => ({ operations, damaged: [] }) };
    const attempt = resume({ id: operations[0]?.id ?? "", dismiss: true }, {
      journal,
    } as unknown as Context);
    await expect(attempt).rejects.toMatchObject({ code: "failed" });
  });
});

describe("infra resume --undo", () => {
  test("removes what was made", async () => {
    await interrupted();
    expect(await cli("infra resume --undo --yes")).toMatchObject({ status: 0 });
    expect(await resources()).toMatchObject({ instances: 0, static_ips: 0 });
    expect(await unfinished()).toEqual([]);
  });

  test("asks first, as destroy does", async () => {
    await interrupted();
    expect(await cli("infra resume --undo")).toMatchObject({ status: 2 });
    expect(await resources()).toMatchObject({ instances: 1, static_ips: 1 });
  });

  test("never deletes an instance that was there before", async () => {
    await cli("infra create --name one");
    await interrupted(...CREATE, "--if-not-exists");
    const undone = await cli("infra resume --undo --yes --output json");
    expect(undone.status).toBe(5);
    expect(undone.error()).toMatchObject({ code: "conflict", resource: "one" });
    expect(await resources()).toMatchObject({ instances: 1 });
  });

  test("deletes what a first try made and a second one adopted", async () => {
    await interrupted();
    await interrupted(...CREATE, "--if-not-exists");
    expect(await cli("infra resume --undo --yes")).toMatchObject({ status: 0 });
    expect(await resources()).toMatchObject({ instances: 0, static_ips: 0 });
    expect(await unfinished()).toEqual([]);
  });

  test("keeps a static IP that was there before", async () => {
    await cli(...CREATE);
    await cli("infra destroy --name one --keep-static-ip --yes");
    await interrupted();
    expect(await cli("infra resume --undo --yes")).toMatchObject({ status: 0 });
    expect(await resources()).toMatchObject({ instances: 0, static_ips: 1 });
  });

  test("of a create that was refused is not to be had", async () => {
    await cli("infra create --name one");
    expect(await cli("infra create --name one")).toMatchObject({ status: 5 });
    expect(await unfinished()).toEqual([]);
    expect(await cli("infra resume --undo --yes")).toMatchObject({ status: 3 });
    expect(await resources()).toMatchObject({ instances: 1 });
  });
});

describe("infra resume --undo of a restore", () => {
  const RESTORE = ["infra", "snapshot", "restore", "--snapshot", "copy", "--name", "two"];
  beforeEach(async () => {
    await cli("infra create --name one");
    await cli("infra snapshot create --name one --snapshot-name copy");
  });

  test("removes what was made", async () => {
    await interrupted(...RESTORE, "--static-ip");
    expect(await cli("infra resume --undo --yes")).toMatchObject({ status: 0 });
    expect(await resources()).toMatchObject({ instances: 1, static_ips: 0 });
    expect(await unfinished()).toEqual([]);
  });

  test("never deletes an instance, or releases an address, that was there before", async () => {
    await cli("infra create --name two");
    await interrupted(...RESTORE, "--static-ip", "--if-not-exists");
    const undone = await cli("infra resume --undo --yes --output json");
    expect(undone.error()).toMatchObject({ code: "conflict", resource: "two" });
    expect(await resources()).toMatchObject({ instances: 2 });
  });

  test("is done when nothing came of it", async () => {
    const operation = "CreateInstancesFromSnapshot";
    const { status } = await faulty(operation, "reset_before", [1, 2, 3, 4, 5, 6])(...RESTORE);
    expect(status).toBe(8);
    expect(await cli("infra resume --undo --yes")).toMatchObject({ status: 0 });
    expect(await unfinished()).toEqual([]);
  });
});

describe("what came after the interruption stays when a deletion is resumed", () => {
  const names = async (...argv: string[]): Promise<string[]> =>
    (await cli("infra", ...argv, "--output", "name")).stdout.trimEnd().split("\n");

  test("an instance in the place of the destroyed one", async () => {
    await cli(...CREATE);
    const failing = faulty("ReleaseStaticIp", "expired_credentials");
    expect(await failing("infra", "destroy", "--name", "one", "--yes")).toMatchObject({
      status: 4,
    });
    await cli("infra create --name one");
    const resumed = await cli("infra resume --yes");
    expect(resumed).toMatchObject({ status: 0 });
    expect(resumed.stderr).toContain("one: is a different instance now, and was left alone");
    expect(await resources()).toMatchObject({ instances: 1, static_ips: 0 });
    expect(await unfinished()).toEqual([]);
  });

  test("an instance that took over the static IP: then nothing is left", async () => {
    await cli(...CREATE);
    const failing = faulty("ReleaseStaticIp", "expired_credentials");
    await failing("infra", "destroy", "--name", "one", "--yes");
    await cli(...CREATE);
    expect(await unfinished()).toEqual([]);
    expect(await cli("infra resume --yes")).toMatchObject({ status: 3 });
    expect(await cli("infra info --name one --field is_static_ip")).toMatchObject({
      stdout: "true\n",
    });
  });

  test("an instance that the pattern would meet by now", async () => {
    await cli("infra create --name dev-1 --name dev-2");
    const destroy = ["infra", "destroy", "--name", "dev-*", "--yes"];
    await faulty("DeleteInstance", "expired_credentials", [2])(...destroy);
    await cli("infra create --name dev-3");
    expect(await cli("infra resume --dry-run")).toMatchObject({ status: 0 });
    expect(await cli("infra resume --yes")).toMatchObject({ status: 0 });
    expect(await names("list")).toEqual(["dev-3"]);
    expect(await unfinished()).toEqual([]);
  });

  test("an instance that the selector would meet by now", async () => {
    await cli("infra create --name old --tag Team=x");
    const destroy = ["infra", "destroy", "--selector", "Team=x", "--yes"];
    await faulty("DeleteInstance", "server_error", [1, 2, 3, 4, 5, 6])(...destroy);
    await cli("infra create --name new --tag Team=x");
    expect(await cli("infra resume --yes")).toMatchObject({ status: 0 });
    expect(await names("list")).toEqual(["new"]);
  });

  test("nothing of what the pattern met is left: then that is done", async () => {
    await cli("infra create --name dev-1 --name dev-2");
    const destroy = ["infra", "destroy", "--name", "dev-*", "--yes"];
    await faulty("DeleteInstance", "expired_credentials", [2])(...destroy);
    for (const name of await names("list")) await cli("infra destroy --name", name, "--yes");
    expect(await unfinished()).toEqual([]);
  });

  test("a snapshot that the pattern would meet by now", async () => {
    await cli("infra create --name one");
    const make = (name: string) => cli("infra snapshot create --name one --snapshot-name", name);
    for (const name of ["one-a", "one-b"]) await make(name);
    const clean = ["infra", "snapshot", "delete", "--name", "one-*", "--yes"];
    await faulty("DeleteInstanceSnapshot", "expired_credentials", [2])(...clean);
    for (const name of ["one-c", "one-a"]) await make(name);
    expect(await cli("infra resume --yes")).toMatchObject({ status: 0 });
    expect(await names("snapshot", "list")).toEqual(["one-a", "one-c"]);
    expect(await unfinished()).toEqual([]);
  });

  test("a static IP of the same name", async () => {
    const allocate = ["infra", "ip", "allocate"];
    for (const name of ["ip-a", "ip-b"]) await cli(...allocate, "--name", name);
    const release = ["infra", "ip", "release", "--name", "ip-a", "--name", "ip-b", "--yes"];
    await faulty("ReleaseStaticIp", "expired_credentials", [2])(...release);
    const [left] = await names("ip", "list");
    const other = left === "ip-a" ? "ip-b" : "ip-a";
    await cli(...allocate, "--name", other);
    expect(await cli("infra resume --yes")).toMatchObject({ status: 0 });
    expect(await names("ip", "list")).toEqual([other]);
    expect(await unfinished()).toEqual([]);
  });
});

describe("of many instances", () => {
  const dev = ["infra", "manage", "--name", "dev-*", "--action"];
  const state = (name: string) => cli("infra info --name", name, "--field", "status");
  beforeEach(async () => {
    await cli("infra create --name dev-1 --name dev-2");
  });

  test("one that came later is left alone", async () => {
    await faulty("StopInstance", "expired_credentials", [2])(...dev, "stop");
    await cli("infra create --name dev-3");
    expect(await cli("infra resume --yes")).toMatchObject({ status: 0 });
    expect((await state("dev-2")).stdout + (await state("dev-3")).stdout).toBe(
      "stopped\nrunning\n",
    );
    expect(await unfinished()).toEqual([]);
  });

  test("those that are there no more keep nothing from being over", async () => {
    await faulty("StopInstance", "expired_credentials", [2])(...dev, "stop");
    await cli("infra destroy --name dev-1 --name dev-2 --yes");
    expect(await unfinished()).toEqual([]);
  });

  test("none is rebooted twice", async () => {
    await faulty("RebootInstance", "expired_credentials", [2])(...dev, "reboot");
    const resumed = await cli("infra resume --yes --output json");
    const records = resumed.json() as { changed: boolean }[];
    expect(records).toMatchObject([{ changed: true }]);
  });

  test("nor does a dry run announce it (issue 12)", async () => {
    const failing = faulty("GetInstance", "expired_credentials", [2, 3, 4]);
    const one = ["infra", "manage", "--name", "dev-1", "--action", "reboot"];
    expect((await failing(...one)).status).toBe(4);
    const planned = await cli("infra resume --dry-run --output json");
    expect(planned.json()).toMatchObject({ changes: [] });
  });
});

describe("the same command repeated", () => {
  test("settles what it has finished", async () => {
    await interrupted();
    await cli(...CREATE, "--if-not-exists", "--no-wait");
    expect(await statuses()).toEqual(["settled", "done"]);
  });

  test("with other names among its own does so too", async () => {
    await interrupted();
    await cli(...CREATE, "--name", "two", "--if-not-exists");
    expect(await unfinished()).toEqual([]);
  });

  test.each([
    ["another name", ["infra", "create", "--name", "two", "--static-ip"]],
    ["another wish", ["infra", "create", "--name", "one", "--if-not-exists"]],
    ["another region", [...CREATE, "--region", "eu-west-1"]],
    ["a plan only", [...CREATE, "--if-not-exists", "--dry-run"]],
  ])("but with %s it settles nothing", async (_, argv) => {
    await interrupted();
    expect(await cli(...argv)).toMatchObject({ status: 0 });
    expect(await unfinished()).toMatchObject([{ command: "infra create" }]);
  });

  test("as its opposite, destroy, settles a create", async () => {
    await interrupted();
    await cli("infra destroy --name one --yes");
    expect(await unfinished()).toEqual([]);
  });
});

describe("a destroy that stopped after the instance was gone", () => {
  /** A static IP of a name that the instance's own does not lead to. */
  async function withFrontDoor(): Promise<void> {
    await cli("infra create --name door --static-ip");
    await cli("infra destroy --name door --keep-static-ip --yes");
    await cli("infra create --name one");
    rewriteState((text) =>
      text
        .replace('"name":"door-static-ip"', '"name":"door-static-ip","attachedTo":"one"')
        .replace(
          '"resourceType":"Instance"',
          '"resourceType":"Instance","staticIp":"door-static-ip"',
        ),
    );
    const { status } = await faulty(
      "ReleaseStaticIp",
      "expired_credentials",
    )(...["infra", "destroy", "--name", "one", "--yes"]);
    expect(status).toBe(4);
    expect(await resources()).toMatchObject({ instances: 0, static_ips: 1 });
  }

  function rewriteState(change: (text: string) => string): void {
    const folder = join(cli.directory, "sandbox");
    const name = readdirSync(folder).find((it) => it.startsWith("ap-northeast-1")) ?? "";
    const file = join(folder, name);
    editRegionText(file, change);
  }

  test.each([
    ["repeated", ["infra", "destroy", "--name", "one", "--yes"]],
    ["resumed", ["infra", "resume", "--yes"]],
  ])("and is %s releases its static IP of another name", async (_, argv) => {
    await withFrontDoor();
    expect(await cli(...argv)).toMatchObject({ status: 0 });
    expect(await resources()).toMatchObject({ instances: 0, static_ips: 0 });
    expect(await unfinished()).toEqual([]);
  });

  test("does not touch it once it is another's", async () => {
    await withFrontDoor();
    await cli("infra create --name two");
    rewriteState((text) =>
      text
        .replace('"name":"door-static-ip"', '"name":"door-static-ip","attachedTo":"two"')
        .replace(
          '"resourceType":"Instance"',
          '"resourceType":"Instance","staticIp":"door-static-ip"',
        ),
    );
    expect(await cli("infra destroy --name one --yes")).toMatchObject({ status: 0 });
    expect(await resources()).toMatchObject({ instances: 1, static_ips: 1 });
  });
});
