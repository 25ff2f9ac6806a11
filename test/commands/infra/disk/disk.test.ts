import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cli, makeCli } from "../../../helpers/cli.ts";
import { faultyCli } from "../../../helpers/faults.ts";

let cli: Cli & { dispose: () => void };
beforeEach(async () => {
  cli = makeCli();
  await cli("infra create --name one --name two");
});
afterEach(() => cli.dispose());

const disk = (line: string): ReturnType<Cli> => cli(`infra disk ${line} --output json`);
const create = (line = "--attach-to one"): ReturnType<Cli> => disk(`create data --size 64 ${line}`);
const listed = async (line = ""): Promise<unknown> => (await disk(`list ${line}`)).json();

describe("list", () => {
  test("tells who has each, where, and what it costs", async () => {
    await create();
    await disk("create spare --size 8 --az us-east-1b --region us-east-1");
    expect(await listed("--region all")).toMatchObject([
      { name: "data", attached_to: "one", path: "/dev/xvdf", monthly_cost_usd: 6.4 },
      { name: "spare", attached_to: null, path: null, size_gb: 8, monthly_cost_usd: 0.8 },
    ]);
    expect(await listed("--region all --unattached")).toMatchObject([{ name: "spare" }]);
    const { stdout } = await cli("infra disk list");
    expect(stdout).toMatch(/data +64 +one +\/dev\/xvdf +in-use +ap-northeast-1a +\$6\.40/);
  });

  test("of none is [] with a note", async () => {
    expect(await listed()).toEqual([]);
    expect((await cli("infra disk list")).stderr).toContain("No disks in ap-northeast-1");
  });
});

describe("create", () => {
  test("makes a disk in the zone of the instance, and attaches it at the next free path", async () => {
    expect((await create()).json()).toMatchObject({
      ...{ action: "create", changed: true, size_gb: 64, availability_zone: "ap-northeast-1a" },
      ...{ attached_to: "one", path: "/dev/xvdf", finish_with: null },
    });
    const second = await disk("create logs --size 8 --attach-to one --tag Team=Quants");
    expect(second.json()).toMatchObject({ path: "/dev/xvdg", tags: { Team: "Quants" } });
  });

  test("--dry-run shows what it would cost, and makes nothing", async () => {
    expect((await create("--attach-to one --dry-run")).json()).toMatchObject({
      changes: [
        { action: "create", kind: "disk", detail: "64 GB in ap-northeast-1a", monthly_usd: 6.4 },
        { action: "attach", kind: "disk", detail: "to one at /dev/xvdf" },
      ],
      monthly_usd: 6.4,
    });
    expect(await listed()).toEqual([]);
  });

  test.each([
    ["--size 64", 2, "In which zone?"],
    ["--like one", 2, "How large?"],
    ["--size 7 --like one", 2, "no size of a disk"],
    ["--size 64 --like one --path /dev/xvdg", 2, "--path is for --attach-to"],
    ["--size 64 --attach-to one --path /dev/xvda", 2, "no path for a disk"],
    ["--size 64 --az ap-northeast-1c --attach-to one", 2, "at once"],
    ["--size 64 --attach-to nobody", 3, "does not exist"],
    ["--snapshot nothing --like one", 3, "does not exist"],
  ])("%s is refused before anything is made", async (line, status, message) => {
    const ended = await disk(`create data ${line}`);
    expect(ended.status).toBe(status);
    expect(ended.error()["message"]).toContain(message);
    expect(await listed()).toEqual([]);
  });

  test("a name that is taken is accepted with --if-not-exists, if it is the same", async () => {
    await create();
    expect((await create()).error()).toMatchObject({ code: "name_in_use" });
    expect((await create("--attach-to one --if-not-exists")).json()).toMatchObject({
      changed: false,
    });
    const larger = await disk("create data --size 128 --like one --if-not-exists");
    expect(larger.error()).toMatchObject({ code: "conflict" });
    expect((await create("--attach-to two --if-not-exists")).error()).toMatchObject({
      code: "conflict",
    });
  });

  test("what was made and not attached is shown, with what finishes it", async () => {
    const faulty = faultyCli(cli, [{ operation: "AttachDisk", fault: "server_error" }]);
    const ended = await faulty("infra disk create data --size 64 --attach-to one -o json");
    expect(ended.status).toBe(8);
    const made = ended.json() as { attached_to: unknown; finish_with: string };
    expect(made.attached_to).toBeNull();
    expect(ended.error()["message"]).toContain("is made, and billed, but not ready");
    expect((await cli(made.finish_with.replace("quants-ctl ", ""))).status).toBe(0);
    expect(await listed()).toMatchObject([{ name: "data", attached_to: "one" }]);
  });

  test("an interrupted one goes on with its own disk, and is undone by deleting it", async () => {
    const line = "infra disk create data --size 64 --attach-to one";
    const rules = [{ operation: "AttachDisk", fault: "expired_credentials" }];
    expect((await faultyCli(cli, rules)(line)).status).toBe(4);
    expect((await cli("infra resume --yes")).status).toBe(0);
    expect(await listed()).toMatchObject([{ attached_to: "one" }]);

    const other = line.replace("data", "more");
    expect((await faultyCli(cli, rules)(other)).status).toBe(4);
    expect((await cli("infra resume --undo --yes")).status).toBe(0);
    expect(await listed()).toMatchObject([{ name: "data" }]);
  });
});

describe("attach", () => {
  beforeEach(() => create("--like one"));

  test("attaches a free disk, and is safe to repeat", async () => {
    expect((await disk("attach data --to one --path /dev/xvdh")).json()).toMatchObject({
      ...{ action: "attach", changed: true, attached_to: "one", path: "/dev/xvdh" },
    });
    expect((await disk("attach data --to one")).json()).toMatchObject({ changed: false });
    const moved = await disk("attach data --to one --path /dev/xvdf");
    expect(moved.error()["message"]).toContain("has the disk data already, at /dev/xvdh");
  });

  test("takes it from nobody, and says what does", async () => {
    await disk("attach data --to one");
    const { status, error } = await disk("attach data --to two");
    expect(status).toBe(5);
    expect(error()["hint"]).toContain("quants-ctl infra disk detach --name data --stop");
    expect((await disk("attach dat --to two")).error()).toMatchObject({
      ...{ code: "not_found", hint: "Did you mean data?" },
    });
  });

  test("another zone, and a path that is taken, are refused first", async () => {
    await disk("create far --size 8 --az ap-northeast-1c");
    const { error } = await disk("attach far --to one");
    expect(error()).toMatchObject({ code: "conflict" });
    expect(error()["hint"]).toContain("quants-ctl infra disk snapshot --name far");
    await disk("attach data --to one --path /dev/sdf");
    await disk("create near --size 8 --like one");
    const taken = await disk("attach near --to one --path /dev/xvdf");
    expect(taken.error()["message"]).toBe("one has the disk data at /dev/sdf.");
  });

  test("is undone by detaching it, once the instance is stopped", async () => {
    await disk("attach data --to one");
    const log = (await cli("infra log -o json")).json() as { id: string; command: string }[];
    const id = log.findLast(({ command }) => command === "infra disk attach")?.id;
    const refused = await cli(`infra undo ${id} --yes -o json`);
    expect(refused.error()).toMatchObject({ code: "invalid_state" });
    await cli("infra stop one");
    expect((await cli(`infra undo ${id} --yes`)).status).toBe(0);
    expect(await listed()).toMatchObject([{ attached_to: null }]);
  });
});

describe("snapshot", () => {
  beforeEach(() => create("--attach-to one --tag Team=Quants"));

  test("copies the disk with its tags, and disks are made from it", async () => {
    const { json } = await disk("snapshot data");
    const { name } = json() as { name: string };
    expect(json()).toMatchObject({
      ...{ disk: "data", status: "available", changed: true, monthly_cost_usd: 3.2 },
      ...{ tags: { Team: "Quants" }, dropped_tags: [] },
    });
    expect(name).toMatch(/^data-\d{8}-\d{6}$/);
    const made = await disk(`create copy --snapshot ${name} --attach-to two`);
    expect(made.json()).toMatchObject({ size_gb: 64, attached_to: "two" });
    const small = await disk(`create small --size 32 --snapshot ${name} --like two`);
    expect(small.error()["message"]).toContain("needs 64 GB");
  });

  test("a name that is taken is accepted with --if-not-exists, of this disk alone", async () => {
    await disk("snapshot data --snapshot-name s-1");
    const again = "--snapshot-name s-1 --if-not-exists";
    expect((await disk("snapshot data --snapshot-name s-1")).error()).toMatchObject({
      code: "name_in_use",
    });
    expect((await disk(`snapshot data ${again}`)).json()).toMatchObject({ changed: false });
    await disk("create other --size 8 --like one");
    expect((await disk(`snapshot other ${again}`)).error()).toMatchObject({ code: "conflict" });
  });
});

describe("delete", () => {
  beforeEach(() => create("--like one"));

  test("needs a terminal or --yes, and shows what is lost", async () => {
    expect((await disk("delete data")).error()).toMatchObject({ code: "confirmation_required" });
    const asked = cli.with({ terminal: 100, stdin: "dat\n" });
    expect((await asked("infra disk delete data")).status).toBe(2);
    expect(await listed()).toHaveLength(1);
    const typed = await cli.with({ terminal: 100, stdin: "data\n" })("infra disk delete data");
    expect(typed.status).toBe(0);
    expect(typed.stderr).toContain("These disks will be lost with all data:");
    expect(await listed()).toEqual([]);
  });

  test("refuses one that an instance has, and deletes the others", async () => {
    await disk("attach data --to one");
    await disk("create spare --size 8 --like one");
    const { status, json } = await disk("delete data spare --yes");
    expect(status).toBe(6);
    expect(json()).toMatchObject([
      { name: "data", changed: false, error: { code: "conflict" } },
      { name: "spare", action: "delete", changed: true, monthly_cost_usd: 0 },
    ]);
    expect(await listed()).toMatchObject([{ name: "data" }]);
  });

  test("of one that is not there fails, unless that is all right", async () => {
    expect((await disk("delete nothing --yes")).status).toBe(3);
    expect((await disk("delete nothing --yes --if-exists")).status).toBe(0);
    expect((await disk("delete data --dry-run")).json()).toMatchObject({ monthly_usd: -6.4 });
  });
});
