import { faultyCli } from "../../helpers/faults.ts";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeCli } from "../../helpers/cli.ts";
import { type FakeClock, fakeClock } from "../../helpers/fake-clock.ts";

let clock: FakeClock;
let cli: ReturnType<typeof makeCli>;
beforeEach(async () => {
  clock = fakeClock({ auto: true });
  cli = makeCli({ clock });
  await cli("infra create --name web-1 --name web-2 --tag Team=x");
  await clock.advance(1_000);
});
afterEach(() => cli.dispose());

interface Entry {
  id: string;
  command: string;
  action: string;
}

async function log(...argv: string[]): Promise<Entry[]> {
  return (await cli("infra log --output json", ...argv)).json() as Entry[];
}

/** Runs a command and tells the id of its entry. */
async function done(...argv: string[]): Promise<string> {
  await clock.advance(1_000);
  const { status } = await cli("infra", ...argv);
  expect(status).toBe(0);
  await clock.advance(1_000);
  return (await log()).at(-1)?.id ?? "";
}

const undo = (id: string, ...argv: string[]) => cli("infra undo", id, "--output", "json", ...argv);
const field = async (name: string, key: string): Promise<string> =>
  (await cli("infra info --name", name, "--field", key)).stdout.trim();
const tagsOf = async (name: string): Promise<Record<string, string>> => {
  const { json } = await cli("infra info --name", name, "--output", "json");
  return (json() as { tags: Record<string, string> }).tags;
};
const rulesOf = async (name: string): Promise<string> =>
  (await cli("infra ports list --name", name, "--output", "json")).stdout;
const holder = async (): Promise<string | null> => {
  const { json } = await cli("infra ip list --output json");
  return (json() as { attached_to: string | null }[])[0]?.attached_to ?? null;
};

describe("infra undo gives back what was there (#11.37)", () => {
  test("tags, each with its own value", async () => {
    await done("tag", "set", "--name", "web-2", "--tag", "Team=y");
    const set = ["tag", "set", "--name", "web-*", "--tag", "Team=z", "--tag", "New=1"];
    const id = await done(...set);
    const plan = await undo(id, "--dry-run");
    expect(plan.json()).toMatchObject({
      dry_run: true,
      changes: [
        { name: "web-1", detail: 'tag Team: "z" → "x"' },
        { name: "web-1", detail: 'tag New: "1" → not there' },
        { name: "web-2", detail: 'tag Team: "z" → "y"' },
        { name: "web-2" },
      ],
    });
    expect(await undo(id)).toMatchObject({ status: 2 });
    expect(await tagsOf("web-1")).toMatchObject({ Team: "z", New: "1" });
    const undone = await undo(id, "--yes");
    expect(undone.status).toBe(0);
    expect(undone.json()).toMatchObject([
      { name: "web-1", what: "tag Team", before: '"z"', after: '"x"', changed: true },
      {},
      {},
      {},
    ]);
    expect(await tagsOf("web-1")).not.toHaveProperty("New");
    expect((await tagsOf("web-1"))["Team"]).toBe("x");
    expect((await tagsOf("web-2"))["Team"]).toBe("y");
    expect((await log()).at(-1)).toMatchObject({ command: "infra undo", status: "done" });
    expect(await undo(id, "--yes")).toMatchObject({ status: 5 });
  });

  test("removed tags", async () => {
    const id = await done("tag", "remove", "--name", "web-1", "--key", "Team");
    expect(await undo(id, "--yes")).toMatchObject({ status: 0 });
    expect((await tagsOf("web-1"))["Team"]).toBe("x");
  });

  test("firewalls of several", async () => {
    const before = await rulesOf("web-1");
    const id = await done(
      "ports",
      "set",
      "https@world",
      "ssh@10.0.0.0/8",
      "--name",
      "web-*",
      "--yes",
    );
    expect(await rulesOf("web-1")).not.toBe(before);
    expect(await undo(id, "--yes")).toMatchObject({ status: 0 });
    expect(await rulesOf("web-1")).toBe(before);
  });

  test("a stop, and a start", async () => {
    const stop = await done("manage", "--name", "web-*", "--action", "stop");
    expect(await undo(stop, "--yes")).toMatchObject({ status: 0 });
    expect(await field("web-2", "status")).toBe("running");
    await done("manage", "--name", "web-1", "--action", "stop");
    const start = await done("manage", "--name", "web-1", "--action", "start");
    expect(await undo(start, "--yes")).toMatchObject({ status: 0 });
    expect(await field("web-1", "status")).toBe("stopped");
  });

  test("addresses: attached, moved, detached, allocated", async () => {
    const allocate = await done("ip", "allocate", "--name", "ip-a");
    const attach = await done("ip", "attach", "--name", "ip-a", "--to", "web-1");
    const move = await done("ip", "move", "ip-a", "--to", "web-2");
    expect(await undo(attach, "--yes")).toMatchObject({ status: 5 });
    expect(await undo(move, "--yes")).toMatchObject({ status: 0 });
    expect(await holder()).toBe("web-1");
    const detach = await done("ip", "detach", "--name", "ip-a", "--yes");
    expect(await undo(detach, "--yes")).toMatchObject({ status: 0 });
    expect(await holder()).toBe("web-1");
    expect(await undo(attach, "--yes")).toMatchObject({ status: 0 });
    expect(await holder()).toBeNull();
    expect(await undo(allocate, "--yes")).toMatchObject({ status: 0 });
    expect((await cli("infra ip list --output name")).stdout).toBe("");
  });
});

describe("infra undo refuses (#11.37)", () => {
  test("what somebody changed since, unless with --force", async () => {
    const id = await done("tag", "set", "--name", "web-*", "--tag", "Team=z");
    const other = cli.with({ env: { QUANTS_CTL_STATE_DIR: join(cli.directory, "other") } });
    await other("infra tag set --name web-1 --tag Team=other");
    for (const more of [["--dry-run"], ["--yes"]]) {
      const { status, stderr } = await undo(id, ...more);
      expect(status).not.toBe(0);
      expect(stderr).toContain('Team is \\"other\\"');
    }
    expect((await tagsOf("web-2"))["Team"]).toBe("z");
    expect(await undo(id, "--yes", "--force")).toMatchObject({ status: 0 });
    expect((await tagsOf("web-1"))["Team"]).toBe("x");
  });

  test("an instance that has the name by now", async () => {
    const id = await done("manage", "--name", "web-1", "--action", "stop");
    await cli("infra destroy --name web-1 --yes");
    await cli("infra create --name web-1");
    const { status, error } = await undo(id, "--yes", "--force");
    expect({ status, ...error() }).toMatchObject({ status: 5, code: "conflict" });
  });

  test.each([
    ["infra create", []],
    ["infra destroy", ["destroy", "--name", "web-1", "--yes"]],
    ["infra snapshot create", ["snapshot", "create", "--name", "web-1", "--snapshot-name", "copy"]],
    ["infra manage", ["manage", "--name", "web-1", "--action", "reboot"]],
  ])("%s, with a reason and what to do instead", async (command, argv) => {
    const id = argv.length === 0 ? ((await log())[0]?.id ?? "") : await done(...argv);
    const { status, error } = await undo(id, "--yes");
    expect({ status, ...error() }).toMatchObject({
      status: 5,
      code: "invalid_state",
      message: expect.stringContaining(`quants-ctl ${command} can't be undone`) as string,
      hint: expect.stringMatching(/./) as string,
    });
  });

  test("what is not in the journal, or another account's", async () => {
    expect(await undo("nothing", "--yes")).toMatchObject({ status: 3 });
    const id = await done("tag", "set", "--name", "web-1", "--tag", "Team=z");
    const elsewhere = cli.with({ env: { QUANTS_CTL_SANDBOX_DIR: join(cli.directory, "else") } });
    expect(await elsewhere("infra undo", id, "--yes")).toMatchObject({ status: 5 });
  });

  test("to start the old one of a resize beside the new one", async () => {
    const resize = ["resize", "web-1", "--bundle", "medium_3_0", "--keep-old", "--yes"];
    await done("manage", "--name", "web-1", "--action", "stop");
    const id = (await log()).at(-1)?.id ?? "";
    await done(...resize);
    expect(await undo(id, "--yes")).toMatchObject({ status: 5 });
    expect(await field("web-1", "status")).toBe("stopped");
  });
});

test("an undo that was cut off is finished by infra resume (#11.37)", async () => {
  const id = await done("tag", "set", "--name", "web-*", "--tag", "Team=z");
  const rules = [{ operation: "TagResource", fault: "expired_credentials", calls: [2] }];
  const failing = faultyCli(cli, rules);
  expect(await failing("infra undo", id, "--yes")).toMatchObject({ status: 6 });
  expect(await cli("infra resume --yes")).toMatchObject({ status: 0 });
  expect((await tagsOf("web-1"))["Team"]).toBe("x");
  expect((await tagsOf("web-2"))["Team"]).toBe("x");
  expect(await log("--unfinished")).toEqual([]);
});

describe("infra log tells what was done, and finds it (#11.37)", () => {
  test("the action of each", async () => {
    await done("manage", "--name", "web-1", "--action", "stop");
    await done("manage", "--name", "web-1", "--action", "start");
    await done("tag", "set", "--name", "web-1", "--tag", "Team=z");
    await done("tag", "remove", "--name", "web-1", "--key", "Team");
    await done("ports", "open", "https@world", "--name", "web-1", "--yes");
    expect((await log()).map(({ action }) => action)).toEqual([
      "create",
      "stop",
      "start",
      "set Team=z",
      "remove Team",
      "open https@world",
    ]);
    expect((await cli("infra log")).stdout).toContain("set Team=z");
  });

  test("by time, name and user", async () => {
    await clock.advance(2 * 86_400_000);
    await cli("infra manage --name web-2 --action stop");
    const commands = async (...argv: string[]) => (await log(...argv)).map((it) => it.action);
    expect(await commands("--since", "1d")).toEqual(["stop"]);
    expect(await commands("--since", "yesterday")).toEqual(["stop"]);
    expect(await commands("--until", "1d")).toEqual(["create"]);
    expect(await commands("--name", "web-2")).toEqual(["create", "stop"]);
    expect(await commands("--name", "*-1")).toEqual(["create"]);
    expect(await commands("--user", "nobody-of-that-name")).toEqual([]);
    const [first] = (await log()) as unknown as { user: string }[];
    expect(await commands("--user", first?.user ?? "")).toEqual(["create", "stop"]);
    const none = await cli("infra log --name absent");
    expect(none.stderr).toContain("No operation matches (2 checked).");
    expect(await cli("infra log --since soon")).toMatchObject({ status: 2 });
  });
});
