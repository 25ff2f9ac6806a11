import { faultyCli } from "../../helpers/faults.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ResizedRecord } from "../../../src/core/records/resized.ts";
import { defaultTargetName } from "../../../src/core/resize/marks.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeClock, fakeClock } from "../../helpers/fake-clock.ts";

const WEB = ["infra", "create", "--name", "web", "--bundle", "nano_3_0"];
const PORT = ["--port", "tcp/22@203.0.113.0/24"];
const TO = ["--bundle", "small_3_0"];

let clock: FakeClock;
let cli: Cli & { dispose: () => void };
beforeEach(() => {
  clock = fakeClock({ auto: true });
  cli = makeCli({ clock });
});
afterEach(() => cli.dispose());

type Run = ReturnType<Cli>;
const withWeb = (...argv: string[]): Run => cli(...WEB, ...PORT, "--tag", "Service=web", ...argv);
const resize = (...argv: string[]): Run =>
  cli.with({ env: { QUANTS_CTL_OUTPUT: "json" } })("infra resize --name web", ...argv);
const list = async (...argv: string[]): Promise<string> =>
  (await cli("infra", ...argv, "--output", "name")).stdout;
const instances = (): Promise<string> => list("list");
const snapshots = (): Promise<string> => list("snapshot", "list");
const record = async (run: Run): Promise<ResizedRecord> => (await run).json() as ResizedRecord;
const fieldOf = async (name: string, field: string): Promise<string> =>
  (await cli("infra info --name", name, "--field", field)).stdout.trim();

function withFaults(rules: object[]): Cli {
  return faultyCli(cli, rules);
}

/** Stopped before the new instance is made. */
const brokenEarly = (): Run =>
  withFaults([{ operation: "CreateInstancesFromSnapshot", fault: "capacity" }])(
    ...["infra", "resize", "--name", "web", ...TO, "--yes", "--output", "json"],
  );

test.each([
  ["web", "medium_3_0", "web-medium"],
  ["web-medium", "large_3_0", "web-large"],
  ["web-small", "small_3_1", "web-small-3-1"],
  ["web-1", "2xlarge_3_0", "web-1-2xlarge"],
  ["web-2xlarge", "4xlarge_3_0", "web-4xlarge"],
])("%s on %s is called %s", (name, bundle, target) => {
  expect(defaultTargetName(name, bundle)).toBe(target);
});

test("moves tags, firewall, static IP and zone to a larger plan, and leaves nothing else", async () => {
  await withWeb("--static-ip", "--az", "ap-northeast-1c");
  const address = await fieldOf("web", "public_ip");
  const resized = await record(resize(...TO, "--yes"));
  expect(resized).toMatchObject({
    name: "web-small",
    status: "running",
    bundle_id: "small_3_0",
    availability_zone: "ap-northeast-1c",
    public_ip: address,
    is_static_ip: true,
    monthly_price_usd: 12,
    changed: true,
    undone: false,
    resized_from: "web",
    static_ip_name: "web-static-ip",
    snapshot: null,
    old_instance: "removed",
    not_done: [],
    finish_with: null,
    undo_with: null,
    tags: { Service: "web" },
    firewall_rules: [{ from_port: 22, cidrs: ["203.0.113.0/24"] }],
  });
  expect(await instances()).toBe("web-small\n");
  expect(await snapshots()).toBe("");

  const again = await record(resize(...TO, "--yes"));
  expect(again).toMatchObject({ name: "web-small", changed: false, old_instance: "removed" });
});

test("without a static IP the address is another, and that is said before", async () => {
  await withWeb();
  const typed = cli.with({ terminal: 120, stdin: "web\n" });
  const { status, stderr, stdout } = await typed("infra resize web", ...TO);
  expect(status).toBe(0);
  expect(stderr).toContain("plan       nano_3_0 $5.00 -> small_3_0 $12.00 a month");
  expect(stderr).toContain("198.51.100.1 is lost: there is no static IP");
  expect(stderr).toContain("web and web-small run side by side until then");
  expect(stdout).toContain("resized");
});

test("--keep-old stops the old one, --keep-snapshot keeps what was made of it", async () => {
  await withWeb("--static-ip");
  const argv = [...TO, "--keep-old", "--keep-snapshot", "--to", "web-b", "--yes"];
  const resized = await record(resize(...argv));
  expect(resized).toMatchObject({ name: "web-b", old_instance: "kept", is_static_ip: true });
  expect(await fieldOf("web", "status")).toBe("stopped");
  expect(await snapshots()).toBe(`${resized.snapshot}\n`);
  expect(await record(resize(...argv))).toMatchObject({ changed: false, old_instance: "kept" });

  const undone = await record(resize(...TO, "--to", "web-b", "--undo", "--yes"));
  expect(undone).toMatchObject({
    name: "web",
    undone: true,
    status: "running",
    is_static_ip: true,
  });
  expect(await instances()).toBe("web\n");
  expect(await snapshots()).toBe("");
  expect(Object.keys(undone.tags)).not.toContain("quants-ctl:resize");
});

test("--stop stops the old one before the snapshot; a stopped one is resized to a stopped one", async () => {
  await withWeb("--static-ip");
  const { stderr } = await resize(...TO, "--stop", "--yes", "--output", "table");
  expect(stderr.indexOf("web: stopped")).toBeLessThan(stderr.indexOf("started"));
  expect(await fieldOf("web-small", "status")).toBe("running");

  await cli("infra manage --name web-small --action stop");
  const next = ["infra", "resize", "web-small", "--bundle", "medium_3_0", "--yes"];
  expect((await cli(...next)).status).toBe(0);
  expect(await fieldOf("web-medium", "status")).toBe("stopped");
  expect(await fieldOf("web-medium", "is_static_ip")).toBe("true");
});

describe("--dry-run", () => {
  /** Action, kind and name of each change; a snapshot's name without the id behind it. */
  const rows = async (...argv: string[]): Promise<string[]> => {
    const { json } = await resize(...TO, ...argv, "--dry-run");
    const { changes } = json() as { changes: { action: string; kind: string; name: string }[] };
    return changes.map(({ action, kind, name }) =>
      [action, kind, name.replace(/-resize-.*/, "-resize")].join(" "),
    );
  };

  test("lists what would be done, and does nothing", async () => {
    await withWeb("--static-ip");
    expect(await rows("--stop")).toEqual([
      "set tag web",
      "stop instance web",
      "create snapshot web-resize",
      "create instance web-small",
      "set firewall web-small",
      "move static_ip web-static-ip",
      "delete instance web",
      "delete snapshot web-resize",
    ]);
    expect(await instances()).toBe("web\n");
  });

  test("stops an instance once that is stopped first, and kept (issue 12)", async () => {
    await withWeb();
    const stops = (await rows("--stop", "--keep-old")).filter((it) => it.startsWith("stop"));
    expect(stops).toEqual(["stop instance web"]);
    const kept = await rows("--keep-old");
    expect(kept.indexOf("stop instance web")).toBeGreaterThan(
      kept.indexOf("set firewall web-small"),
    );
  });

  test("stops the new one where the old one is stopped, as the run does (issue 12)", async () => {
    await withWeb();
    await cli("infra manage --name web --action stop");
    expect((await rows()).slice(-3)).toEqual([
      "stop instance web-small",
      "delete instance web",
      "delete snapshot web-resize",
    ]);
  });

  test("makes a snapshot anew that is too old to take over (issue 12)", async () => {
    await withWeb();
    await brokenEarly();
    expect(await rows()).not.toContain("create snapshot web-resize");
    await clock.advance(2 * 3_600_000);
    expect((await rows()).slice(0, 3)).toEqual([
      "delete snapshot web-resize",
      "create snapshot web-resize",
      "create instance web-small",
    ]);
  });

  test("of --undo starts what was stopped for it, and takes the mark away (issue 12)", async () => {
    await withWeb("--static-ip");
    const broken = withFaults([{ operation: "AttachStaticIp", fault: "server_error" }]);
    await broken("infra resize web", ...TO, "--stop", "--yes");
    expect(await rows("--undo")).toEqual([
      "delete instance web-small",
      "start instance web",
      "move static_ip web-static-ip",
      "delete snapshot web-resize",
      "remove tag web",
    ]);
  });
});

test("each instance's changes are told under its own name", async () => {
  await withWeb();
  const there = await cli("infra resize web", ...TO, "--stop", "--keep-old", "--yes");
  expect(there.stderr).toContain("web: stopping\n");
  expect(there.stderr).not.toContain("web-small: stopping\n");
});

describe("refused before anything is done", () => {
  test.each([
    [["--bundle", "nano_3_0"], "invalid_input", "already has the bundle nano_3_0"],
    [["--bundle", "nano_4_0"], "invalid_input", "There is no bundle"],
    [["--bundle", "small_ipv6_3_0"], "invalid_input", "is an IPv6-only plan"],
    [["--bundle", "small_win_3_0"], "invalid_input", "is for WINDOWS"],
    [[...TO, "--to", "web"], "invalid_input", "can't also be called web"],
    [[...TO, "--to", "db"], "name_in_use", "was not made from this web"],
    [[...TO, "--name", "nobody"], "not_found", "There is no instance nobody"],
  ])("%j", async (argv, code, message) => {
    await withWeb();
    await cli("infra create --name db --bundle nano_3_0");
    const { error, stdout } = await resize(...argv, "--yes");
    expect({ ...error(), stdout }).toMatchObject({ code, stdout: "" });
    expect(error()["message"]).toContain(message);
    expect(await snapshots()).toBe("");
  });

  test("a smaller plan", async () => {
    await cli("infra create --name web --bundle medium_3_0");
    const { error } = await resize(...TO, "--yes");
    expect(error()["message"]).toContain("is smaller than that of medium_3_0");
  });

  test("two names, none, and no one to ask", async () => {
    await withWeb();
    expect((await cli("infra resize db --name web", ...TO, "--yes")).status).toBe(2);
    expect((await cli("infra resize", ...TO, "--yes")).status).toBe(2);
    const { status, stderr } = await cli("infra resize web", ...TO);
    expect(status).toBe(2);
    expect(stderr).toContain("refusing to resize web");
  });
});

describe("cut off", () => {
  test("before the new one was made: what there is, is said; the same command goes on", async () => {
    await withWeb("--static-ip");
    const failed = await brokenEarly();
    expect(failed.status).toBe(8);
    expect(failed.json()).toMatchObject({
      name: "web",
      resized_from: null,
      old_instance: "present",
      not_done: ["instance", "firewall", "verify", "static_ip", "old_instance", "cleanup"],
    });
    expect(failed.error()["message"]).toMatch(
      /There are: web \(old, running\), the snapshot web-resize-/,
    );
    expect(failed.error()["hint"]).toMatch(/Finish with: .*\nOr undo with: .* --undo/);
    expect(await record(resize(...TO, "--yes"))).toMatchObject({ not_done: [], changed: true });
    expect(await instances()).toBe("web-small\n");
    expect(await snapshots()).toBe("");
  });

  test("for a while: what is not in the copy is said, though nothing is asked", async () => {
    await withWeb();
    await brokenEarly();
    await clock.advance(50 * 60_000);
    const { status, stderr } = await resize(...TO, "--yes");
    expect(status).toBe(0);
    expect(stderr).toContain(
      "continuing with a copy that is 50 min old: what web has written since is not in it",
    );
  });

  test("and resumed or undone by infra resume", async () => {
    await withWeb("--static-ip");
    const broken = withFaults([{ operation: "AttachStaticIp", fault: "server_error" }]);
    const failed = await broken("infra resize web", ...TO, "--yes");
    expect(failed.status).toBe(8);
    const undone = await cli("infra resume --undo --yes --output json");
    expect(JSON.parse(undone.stdout)).toMatchObject({
      name: "web",
      undone: true,
      is_static_ip: true,
    });
    expect(await instances()).toBe("web\n");

    await broken("infra resize web", ...TO, "--yes");
    expect((await cli("infra resume --yes")).status).toBe(0);
    expect(await instances()).toBe("web-small\n");
    expect(await fieldOf("web-small", "is_static_ip")).toBe("true");
  });

  test("with the old one stopped for it, which is said", async () => {
    await withWeb();
    const broken = withFaults([
      { operation: "CreateInstanceSnapshot", fault: "expired_credentials" },
    ]);
    const argv = ["infra", "resize", "web", ...TO, "--stop", "--yes", "--output", "json"];
    const { json, error } = await broken(...argv);
    expect(json()).toMatchObject({ name: "web", status: "stopped", done: ["mark", "stop"] });
    expect(error()["message"]).toContain("There are: web (old, stopped).");
    const undone = await record(resize(...TO, "--undo", "--yes"));
    expect(undone).toMatchObject({ name: "web", status: "running", undone: true });
  });

  test("of a stopped one: its static IP waits for it to run, and is not lost sight of (#11.55)", async () => {
    await withWeb("--static-ip");
    await cli("infra manage --name web --action stop");
    // Its new instance has the address by now, and is to be stopped as the old one was.
    const broken = withFaults([{ operation: "StopInstance", fault: "server_error" }]);
    const argv = ["infra", "resize", "web", ...TO, "--yes", "--output", "json"];
    expect((await broken(...argv)).status).toBe(8);
    expect(await fieldOf("web-small", "is_static_ip")).toBe("true");

    const undone = await resize(...TO, "--undo", "--yes");
    expect(undone.status).toBe(5);
    expect(undone.error()["message"]).toContain(
      "and not attached to web, because web is not running",
    );
    expect(undone.error()["hint"]).toContain("--name web --action start");
    expect(await instances()).toBe("web\n");
    expect(await fieldOf("web", "status")).toBe("stopped");

    await cli("infra manage --name web --action start");
    const again = await record(resize(...TO, "--undo", "--yes"));
    expect(again).toMatchObject({ name: "web", undone: true, is_static_ip: true });
    expect(Object.keys(again.tags)).not.toContain("quants-ctl:resize");
  });

  test("and is over when it was undone by what the refusal of another prints", async () => {
    await withWeb();
    await brokenEarly();
    const { error } = await resize("--bundle", "medium_3_0", "--yes");
    const [, undo = ""] = /: quants-ctl (infra resize .*)$/.exec(String(error()["hint"])) ?? [];
    expect((await cli(...undo.split(" "), "--yes")).status).toBe(0);
    expect((await cli("infra log --unfinished")).stdout).toBe("");
  });

  test("an undoing that was cut off is over when the resize is done after all", async () => {
    await withWeb();
    await brokenEarly();
    const broken = withFaults([{ operation: "UntagResource", fault: "expired_credentials" }]);
    expect((await broken("infra resume --undo --yes")).status).toBe(4);
    expect((await resize(...TO, "--keep-old", "--yes")).status).toBe(0);
    const resumed = await cli("infra resume --yes");
    expect(resumed).toMatchObject({ status: 3 });
    expect(await instances()).toBe("web\nweb-small\n");
  });

  test("another resize of the same instance is refused until that one is finished", async () => {
    await withWeb();
    await brokenEarly();
    const { error } = await resize("--bundle", "medium_3_0", "--yes");
    expect(error()).toMatchObject({ code: "conflict" });
    expect(error()["message"]).toContain("is already being resized, to web-small");
  });

  test("for long: what was written since is not lost silently", async () => {
    await withWeb();
    const broken = withFaults([{ operation: "PutInstancePublicPorts", fault: "server_error" }]);
    await broken("infra resize web", ...TO, "--yes");
    await clock.advance(2 * 3_600_000);
    const { error } = await resize(...TO, "--yes");
    expect(error()).toMatchObject({ code: "conflict" });
    expect(error()["message"]).toMatch(/made from a copy of web that is 12\d min old/);
    expect(await instances()).toBe("web\nweb-small\n");
    expect((await resize(...TO, "--max-age", "3h", "--yes")).status).toBe(0);
    expect(await instances()).toBe("web-small\n");
  });

  test("for long before the new one was made: the snapshot is made anew", async () => {
    await withWeb();
    await brokenEarly();
    await clock.advance(2 * 3_600_000);
    const { status, stderr } = await resize(...TO, "--yes", "--output", "table");
    expect(status).toBe(0);
    expect(stderr).toContain("deleted: it is too old");
    expect(await snapshots()).toBe("");
  });

  test("when the old one is gone there is no way back", async () => {
    await withWeb();
    await resize(...TO, "--yes");
    const { error } = await resize(...TO, "--undo", "--yes");
    expect(error()).toMatchObject({ code: "invalid_state" });
  });
});

test("two operators at once make one new instance, and the loser is told", async () => {
  await withWeb();
  const runs = await Promise.all(
    ["web-a", "web-b"].map((to) => resize(...TO, "--to", to, "--yes")),
  );
  const lost = runs.filter(({ status }) => status !== 0);
  expect(lost.map(({ error }) => error()["code"])).toEqual(["conflict"]);
  expect(lost[0]?.stderr).toMatch(/Someone else is also resizing web|is already being resized/);
  expect(await instances()).toMatch(/^web-[ab]\n$/);
  expect(await snapshots()).toBe("");
});

test("the same command twice at once ends as once", async () => {
  await withWeb("--static-ip");
  const runs = await Promise.all([resize(...TO, "--yes"), resize(...TO, "--yes")]);
  expect(runs.some(({ status }) => status === 0)).toBe(true);
  expect((await resize(...TO, "--yes")).status).toBe(0);
  expect(await instances()).toBe("web-small\n");
  expect(await fieldOf("web-small", "is_static_ip")).toBe("true");
  expect(await snapshots()).toBe("");
});

test("a firewall that does not become the old one's keeps the old instance", async () => {
  await withWeb();
  const broken = withFaults([{ operation: "PutInstancePublicPorts", fault: "server_error" }]);
  const { status, stderr } = await broken("infra resize web", ...TO, "--yes");
  expect(status).toBe(8);
  expect(stderr).toContain("not complete (firewall, verify, old_instance, cleanup)");
  expect(await fieldOf("web", "status")).toBe("running");
});
