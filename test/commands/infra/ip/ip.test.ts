import { faultyCli } from "../../../helpers/faults.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cli, makeCli } from "../../../helpers/cli.ts";

let cli: Cli & { dispose: () => void };
beforeEach(async () => {
  cli = makeCli();
  await cli("infra create --name one --name two");
});
afterEach(() => cli.dispose());

const ip = (...argv: string[]): ReturnType<Cli> => cli("infra ip", ...argv, "--output", "json");
const listed = async (...argv: string[]): Promise<unknown> => (await ip("list", ...argv)).json();
const allocate = (...argv: string[]): ReturnType<Cli> => ip("allocate", "--name", "ip-a", ...argv);

describe("list", () => {
  test("tells who holds each, what the others cost, and the quota", async () => {
    await allocate("--attach-to", "one");
    await ip("allocate", "--name", "ip-b");
    await ip("allocate", "--name", "ip-c", "--region", "us-east-1");
    const { json } = await ip("list", "--region", "all");
    expect(json()).toMatchObject([
      { name: "ip-a", attached_to: "one", is_attached: true, monthly_cost_usd: 0 },
      { name: "ip-b", attached_to: null, region: "ap-northeast-1", monthly_cost_usd: 3.65 },
      { name: "ip-c", region: "us-east-1", monthly_cost_usd: 3.65 },
    ]);
    const shown = await cli("infra ip list --region all");
    expect(shown.stderr).toContain("ap-northeast-1: 2 used of 5");
    expect(await listed("--unattached")).toMatchObject([{ name: "ip-b" }]);
    const { stdout } = await cli("infra ip list");
    expect(stdout).toMatch(/ip-b +198\.51\.100\.4 +- +ap-northeast-1 +\$3\.65/);
  });

  test("of none is [] with a note", async () => {
    expect(await listed()).toEqual([]);
    expect((await cli("infra ip list")).stderr).toContain("No static IPs in ap-northeast-1");
  });
});

describe("allocate", () => {
  test("allocates once, and says that it is billed", async () => {
    const first = await allocate();
    expect(first.json()).toMatchObject({
      action: "allocate",
      changed: true,
      name: "ip-a",
      attached_to: null,
      monthly_cost_usd: 3.65,
      finish_with: null,
    });
    expect(first.stderr).toContain("billed until it is attached");
    expect((await allocate()).json()).toMatchObject({ changed: false });
    expect((await allocate("--attach-to", "one")).json()).toMatchObject({
      changed: true,
      attached_to: "one",
      addresses: [{ instance: "one", before: "198.51.100.1", after: "198.51.100.3" }],
    });
    expect(await listed()).toHaveLength(1);
  });

  test("allocates nothing for an instance that can't take it", async () => {
    await allocate("--attach-to", "one");
    for (const [to, status] of [
      ["one", 5],
      ["nobody", 3],
    ] as const) {
      expect((await ip("allocate", "--name", "ip-b", "--attach-to", to)).status).toBe(status);
    }
    expect(await listed()).toHaveLength(1);
    expect((await allocate("--attach-to", "two")).error()).toMatchObject({ code: "name_in_use" });
  });

  test("what was allocated and not attached is shown, with what finishes it", async () => {
    const rules = [{ operation: "AttachStaticIp", fault: "server_error" }];
    const faulty = faultyCli(cli, rules);
    const ended = await faulty("infra ip allocate --name ip-a --attach-to one -o json");
    expect(ended.status).toBe(8);
    const finish = "quants-ctl infra ip attach --name ip-a --to one --region ap-northeast-1";
    expect(ended.json()).toMatchObject({ attached_to: null, finish_with: finish });
    expect(ended.error()["message"]).toContain("allocated, but not attached, and billed");
    expect((await cli(...finish.split(" ").slice(1))).status).toBe(0);
    expect(await listed()).toMatchObject([{ attached_to: "one" }]);
  });
});

describe("attach and move", () => {
  beforeEach(async () => {
    await allocate("--attach-to", "one");
  });

  test("attach does not take it from another, and says what does", async () => {
    const { status, error } = await ip("attach", "--name", "ip-a", "--to", "two");
    expect(status).toBe(5);
    expect(error()["hint"]).toContain("quants-ctl infra ip move ip-a --to two");
    expect((await ip("attach", "--name", "ip-a", "--to", "one")).json()).toMatchObject({
      changed: false,
    });
    expect((await ip("attach", "--name", "ip-x", "--to", "one")).error()).toMatchObject({
      code: "not_found",
      hint: "Did you mean ip-a?",
    });
  });

  test("move does, and shows the addresses of both before and after", async () => {
    const { status, json } = await ip("move", "ip-a", "--to", "two");
    expect(status).toBe(0);
    expect(json()).toMatchObject({
      action: "move",
      changed: true,
      attached_to: "two",
      previously_attached_to: "one",
      addresses: [
        { instance: "one", before: "198.51.100.3", after: "198.51.100.4" },
        { instance: "two", before: "198.51.100.2", after: "198.51.100.3" },
      ],
    });
    expect((await ip("move", "ip-a", "--to", "two")).json()).toMatchObject({ changed: false });
  });

  test("--dry-run shows both steps and takes none", async () => {
    const { json } = await ip("move", "ip-a", "--to", "two", "--dry-run");
    expect(json()).toMatchObject({
      dry_run: true,
      changes: [{ action: "detach" }, { action: "attach" }],
    });
    expect(await listed()).toMatchObject([{ attached_to: "one" }]);
  });

  test("an instance that holds another, or is stopped, is refused first", async () => {
    await ip("allocate", "--name", "ip-b", "--attach-to", "two");
    expect((await ip("move", "ip-a", "--to", "two")).error()["hint"]).toContain(
      "infra ip detach --name ip-b",
    );
    await ip("detach", "--name", "ip-b", "--yes");
    await cli("infra manage --name two --action stop");
    expect((await ip("move", "ip-a", "--to", "two")).error()).toMatchObject({
      code: "invalid_state",
    });
    expect(await listed("--sort", "name")).toMatchObject([{ attached_to: "one" }, {}]);
  });

  test("a move that stops half-way is finished by infra resume, or undone", async () => {
    const rules = [{ operation: "AttachStaticIp", fault: "server_error" }];
    const faulty = faultyCli(cli, rules);
    for (const [argv, holder] of [
      [[], "two"],
      [["--undo"], "two"],
    ] as const) {
      const to = holder === "two" && argv.length === 0 ? "two" : "one";
      const ended = await faulty("infra ip move ip-a --to", to, "-o", "json");
      expect(ended.status).toBe(8);
      expect(ended.error()["hint"]).toContain(`quants-ctl infra ip move ip-a --to ${to}`);
      expect(await listed()).toMatchObject([{ attached_to: null }]);
      expect((await cli("infra resume --yes", ...argv)).status).toBe(0);
      expect(await listed()).toMatchObject([{ attached_to: holder }]);
    }
  });
});

describe("detach", () => {
  beforeEach(async () => {
    await allocate("--attach-to", "one");
  });

  test("says what it costs, and gives the instance another address", async () => {
    const { status, json, stderr } = await ip("detach", "--name", "ip-a", "--yes");
    expect(status).toBe(0);
    expect(stderr).toContain("$3.65 a month");
    expect(json()).toMatchObject({
      changed: true,
      attached_to: null,
      previously_attached_to: "one",
      addresses: [{ instance: "one", before: "198.51.100.3", after: "198.51.100.4" }],
    });
    expect((await ip("detach", "--name", "ip-a")).json()).toMatchObject({ changed: false });
  });

  test("asks for the name on a terminal, and refuses without one", async () => {
    expect((await ip("detach", "--name", "ip-a")).error()).toMatchObject({
      code: "confirmation_required",
    });
    expect((await ip("detach", "--name", "ip-a", "--dry-run")).json()).toMatchObject({
      changes: [{ action: "detach", detail: "198.51.100.3 from one" }],
    });
    const typing = cli.with({ terminal: 100, stdin: "ip-a\n" });
    expect((await typing("infra ip detach --name ip-a")).status).toBe(0);
    expect(await listed()).toMatchObject([{ attached_to: null }]);
  });
});

describe("release", () => {
  test("gives several back, each with its result", async () => {
    await allocate("--attach-to", "one");
    await ip("allocate", "--name", "ip-b");
    const names = ["--name", "ip-a", "--name", "ip-b", "--name", "ip-x"];
    const dry = await ip("release", ...names, "--dry-run");
    expect(dry.status).toBe(6);
    expect(dry.json()).toMatchObject({ changes: [{ action: "delete", name: "ip-b" }] });
    const ended = await ip("release", ...names, "--yes");
    expect(ended.status).toBe(6);
    expect(ended.json()).toMatchObject([
      { name: "ip-a", changed: false, error: { code: "conflict" } },
      { name: "ip-b", action: "release", changed: true },
      { name: "ip-x", changed: false, error: { code: "not_found" } },
    ]);
    expect(ended.error()).toMatchObject({ errors: [{ code: "conflict" }, { code: "not_found" }] });
    const forced = await ip("release", ...names, "--yes", "--force", "--if-exists");
    expect(forced.status).toBe(0);
    expect(forced.json()).toMatchObject([{ name: "ip-a", previously_attached_to: "one" }]);
    expect(await listed()).toEqual([]);
  });

  test("of one that could only be detached, that is told, and repeating it finishes", async () => {
    await allocate("--attach-to", "one");
    const rules = [{ operation: "ReleaseStaticIp", fault: "server_error" }];
    const shaky = faultyCli(cli, rules);
    const release = ["infra", "ip", "release", "--name", "ip-a", "--force", "--yes", "-o", "json"];
    const broken = await shaky(...release);
    expect(broken.status).toBe(8);
    expect(broken.error()["message"]).toContain("is detached from one, but may not be released");
    expect((await cli(...release)).status).toBe(0);
    expect(await listed()).toEqual([]);
  });

  test("asks for the name of one and the count of several", async () => {
    for (const name of ["ip-a", "ip-b", "ip-c"]) await ip("allocate", "--name", name);
    const release = (stdin: string, ...names: string[]): ReturnType<Cli> =>
      cli.with({ terminal: 100, stdin })(
        ...["infra", "ip", "release", ...names.flatMap((name) => ["--name", name])],
      );
    expect((await release("ip-b\n", "ip-a")).status).toBe(2);
    const one = await release("ip-a\n", "ip-a");
    expect(one.status).toBe(0);
    expect(one.stderr).toContain("can't be recovered");
    expect((await release("2\n", "ip-b", "ip-c")).status).toBe(0);
    expect(await listed()).toEqual([]);
    expect((await ip("release", "--name", "ip-a")).error()).toMatchObject({
      code: "confirmation_required",
    });
  });

  test("what is in use can only be released with --force, and a dry run says so", async () => {
    await allocate("--attach-to", "one");
    expect((await ip("release", "--name", "ip-a", "--dry-run")).status).toBe(5);
    expect((await ip("release", "--name", "ip-a", "--dry-run", "--force")).json()).toMatchObject({
      changes: [{ action: "delete", detail: "198.51.100.3, detached from one" }],
    });
    expect(await listed()).toHaveLength(1);
  });
});
