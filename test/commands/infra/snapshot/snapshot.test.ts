import { faultyCli } from "../../../helpers/faults.ts";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ListedSnapshot } from "../../../../src/core/fields/snapshots.ts";
import { type Cli, makeCli } from "../../../helpers/cli.ts";
import { editRegionText } from "../../../helpers/region-file.ts";

let cli: Cli & { dispose: () => void };
beforeEach(async () => {
  cli = makeCli();
  await cli(
    "infra create --name web --bundle nano_3_0 --tag Service=web --port tcp/22@203.0.113.0/24",
  );
});
afterEach(() => cli.dispose());

type Run = ReturnType<Cli>;
const snapshot = (...argv: string[]): Run => cli("infra snapshot", ...argv);
const json = (...argv: string[]): Run => snapshot(...argv, "--output", "json");
const listed = async (...argv: string[]): Promise<ListedSnapshot[]> =>
  (await json("list", ...argv)).json() as ListedSnapshot[];
const names = async (): Promise<string[]> => (await listed()).map(({ name }) => name);

function withFaults(rules: object[]): Cli {
  return faultyCli(cli, rules);
}

describe("create", () => {
  test("names it after the instance and the time, and waits until it is available", async () => {
    const { status, json: document } = await json("create", "--name", "web", "--tag", "Why=test");
    expect(status).toBe(0);
    expect(document()).toMatchObject({
      name: expect.stringMatching(/^web-20260115-\d{6}$/) as string,
      instance: "web",
      status: "available",
      size_gb: 20,
      monthly_cost_usd: 1,
      changed: true,
      tags: { Service: "web", Why: "test", "quants-ctl:snapshot": "manual" },
    });
  });

  test("--no-wait returns while it is being made", async () => {
    const { stdout, stderr } = await snapshot("create", "--name", "web", "--no-wait");
    expect(stdout).toMatch(/Status +pending/);
    expect(stderr).not.toContain("available");
  });

  test("makes one of each of several instances", async () => {
    await cli("infra create --name db");
    const { json: document } = await json("create", "--name", "*");
    expect(document()).toMatchObject([{ instance: "db" }, { instance: "web" }]);
    expect(await names()).toHaveLength(2);
  });

  test("a name that is taken is refused, and accepted with --if-not-exists", async () => {
    const named = ["create", "--name", "web", "--snapshot-name", "before"];
    await snapshot(...named);
    expect(await json(...named)).toMatchObject({ status: 5, stdout: "" });
    const again = await json(...named, "--if-not-exists");
    expect(again.json()).toMatchObject({ name: "before", changed: false });
    await cli("infra create --name db");
    const other = await json(
      "create",
      "--name",
      "db",
      "--snapshot-name",
      "before",
      "--if-not-exists",
    );
    expect(other.error()).toMatchObject({ code: "conflict", resource: "before" });
    expect(await names()).toEqual(["before"]);
  });

  test("one that failed is not taken for one that is there", async () => {
    const named = ["create", "--name", "web", "--snapshot-name", "before"];
    await snapshot(...named);
    const file = join(cli.directory, "sandbox", "ap-northeast-1.json");
    editRegionText(file, (text) => text.replace('"after":"available"', '"after":"error"'));
    const again = await json(...named, "--if-not-exists", "--no-wait");
    expect({ status: again.status, ...again.error() }).toMatchObject({
      status: 5,
      message: "The snapshot before exists, but Lightsail failed to complete it.",
    });
  });

  test("--dry-run says which, and makes none", async () => {
    const { json: document } = await json("create", "--name", "web", "--dry-run");
    expect(document()).toMatchObject({
      dry_run: true,
      changes: [
        { action: "create", kind: "snapshot", detail: "of web, running, at most $1.00 a month" },
      ],
    });
    expect(await names()).toEqual([]);
  });

  test("--dry-run refuses what the run would refuse (issue 12)", async () => {
    const named = ["create", "--name", "web", "--snapshot-name", "before", "--dry-run"];
    expect((await json(...named)).json()).toMatchObject({ changes: [{ name: "before" }] });
    await snapshot(...named.slice(0, -1));
    const again = await json(...named);
    expect(again).toMatchObject({ status: 5, stdout: "" });
    expect(again.error()).toMatchObject({ code: "name_in_use", resource: "before" });
    expect((await json(...named, "--if-not-exists")).json()).toMatchObject({ changes: [] });
    await cli("infra create --name db");
    const other = ["create", "--name", "db", "--snapshot-name", "before", "--if-not-exists"];
    const { error } = await json(...other, "--dry-run");
    expect(error()).toMatchObject({ code: "conflict", resource: "before" });
  });

  test.each([
    [["--name", "web", "--name", "db", "--snapshot-name", "one"]],
    [["--name", "web", "--snapshot-name", "-"]],
    [["--name", "web", "--tag", "no-value"]],
    [[]],
  ])("%j is refused before any call", async (argv) => {
    expect(await snapshot("create", ...argv)).toMatchObject({ status: 2, stdout: "" });
  });

  test("interrupted after its request, it is finished by infra resume under the same name", async () => {
    const broken = withFaults([{ operation: "GetInstanceSnapshot", fault: "server_error" }]);
    const timeout = ["--timeout", "10s", "--poll-interval", "1s"];
    const failed = await broken("infra snapshot create --name web", ...timeout);
    expect(failed.status).toBe(7);
    const [begun] = await names();
    const { status, stdout } = await cli("infra resume --output json");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ name: begun, status: "available", changed: false });
    expect(await names()).toEqual([begun]);
  });
});

describe("list", () => {
  test("shows age and cost, of all regions or of some instances", async () => {
    await snapshot("create", "--name", "web", "--snapshot-name", "before");
    await cli("infra create --name far --region us-east-1");
    await snapshot("create", "--name", "far", "--snapshot-name", "far-1", "--region", "us-east-1");
    const all = await listed("--region", "all");
    expect(all.map(({ name, region }) => [name, region])).toEqual([
      ["before", "ap-northeast-1"],
      ["far-1", "us-east-1"],
    ]);
    expect(all[0]).toMatchObject({ age_days: 0, monthly_cost_usd: 1, size_gb: 20 });
    expect(await listed("--region", "all", "--instance", "f*")).toHaveLength(1);
    const { stdout } = await snapshot("list");
    expect(stdout).toMatch(/^NAME +OF +STATUS +CREATED +DAYS +GB +USD\/MONTH +FOR +REGION\n/);
    expect(stdout).toMatch(/before +web +available .* \$1\.00 +manual/);
  });

  test("an empty list is said to be one", async () => {
    expect(await snapshot("list")).toMatchObject({
      status: 0,
      stdout: "",
      stderr: "No snapshots in ap-northeast-1.\n",
    });
  });
});

describe("delete", () => {
  beforeEach(async () => {
    for (const name of ["web-a", "web-b"]) {
      await snapshot("create", "--name", "web", "--snapshot-name", name);
    }
  });

  test("needs a terminal or --yes", async () => {
    expect(await snapshot("delete", "--name", "web-a")).toMatchObject({ status: 2 });
    const typed = cli.with({ terminal: 100, stdin: "web-a\n" });
    const { status, stderr } = await typed("infra snapshot delete --name web-a");
    expect(status).toBe(0);
    expect(stderr).toMatch(/web-a {2}of web, 2026-01-15T.*, available, at most \$1\.00 a month/);
    expect(await names()).toEqual(["web-b"]);
  });

  test("deletes several by a pattern, whose number is typed", async () => {
    const typed = cli.with({ terminal: 100, stdin: "2\n" });
    const { status } = await typed("infra snapshot delete --name web-*");
    expect(status).toBe(0);
    expect(await names()).toEqual([]);
  });

  test("one that is not there is an error, and with --if-exists none", async () => {
    const missing = await json("delete", "--name", "web-c", "--yes");
    expect(missing.error()).toMatchObject({ code: "not_found", hint: "Did you mean web-a?" });
    const gone = await json("delete", "--name", "web-c", "--yes", "--if-exists");
    expect(gone.json()).toMatchObject({ name: "web-c", changed: false });
  });

  test("the last good one of a gone instance goes only when it is named", async () => {
    await cli("infra destroy --name web --yes");
    const pattern = await json("delete", "--name", "web-*", "--yes");
    expect(pattern.status).toBe(6);
    expect(pattern.json()).toMatchObject([
      { name: "web-a", changed: true },
      { name: "web-b", changed: false, error: { code: "protected" } },
    ]);
    expect(await names()).toEqual(["web-b"]);
    expect((await json("delete", "--name", "*", "--yes")).error()).toMatchObject({
      code: "protected",
    });
    expect((await json("delete", "--name", "web-b", "--dry-run")).stdout).toContain("LAST GOOD");
    expect((await snapshot("delete", "--name", "web-b", "--yes")).status).toBe(0);
  });

  test("so does that of an earlier instance of the same name", async () => {
    await cli("infra destroy --name web --yes");
    await cli("infra create --name web --bundle nano_3_0");
    await snapshot("create", "--name", "web", "--snapshot-name", "web-c");
    const { status, stderr } = await snapshot("delete", "--name", "web-*", "--yes");
    expect(status).toBe(6);
    expect(stderr).toContain(
      "web-b is the last good snapshot of an instance web that no longer exists",
    );
    expect(await names()).toEqual(["web-b"]);
  });
});

test("of several that are deleted, each has a row, gone or failed (#11.20)", async () => {
  for (const name of ["s-1", "s-2", "s-3"]) {
    await snapshot("create", "--name", "web", "--snapshot-name", name);
  }
  await cli("infra destroy --name web --yes");
  const broken = withFaults([
    { operation: "DeleteInstanceSnapshot", fault: "expired_credentials", calls: [2] },
  ]);
  const { status, json: document } = await broken(
    "infra snapshot delete --name s-* --yes --output json",
  );
  expect(status).toBe(6);
  const place = { region: "ap-northeast-1", changed: false };
  const failed = (name: string, code: string): object => ({
    ...place,
    name,
    error: expect.objectContaining({ code }) as object,
  });
  expect(document()).toEqual([
    expect.objectContaining({ name: "s-1", changed: true }),
    failed("s-2", "credentials_expired"),
    failed("s-3", "protected"),
  ]);
  const again = await broken("infra snapshot delete --name s-* --yes");
  expect(again.stdout).toContain("s-2");
});

test("who looks for a snapshot is sent to those that there are", async () => {
  const { status, error } = await json("restore", "--snapshot", "absent", "--name", "web-2");
  expect({ status, ...error() }).toMatchObject({
    status: 3,
    hint: expect.stringContaining("quants-ctl infra snapshot list --region all") as string,
  });
});

describe("restore", () => {
  beforeEach(async () => {
    await snapshot("create", "--name", "web", "--snapshot-name", "before");
  });
  const restore = (...argv: string[]): Run =>
    json("restore", "--snapshot", "before", "--name", "web-2", ...argv);

  test("makes a new instance with the plan and tags, and says that the firewall is another", async () => {
    const { status, json: document, stderr } = await restore();
    expect(status).toBe(0);
    expect(document()).toMatchObject({
      name: "web-2",
      status: "running",
      bundle_id: "nano_3_0",
      changed: true,
      finish_with: null,
      tags: { Service: "web" },
    });
    expect(Object.keys((document() as { tags: object }).tags)).not.toContain("quants-ctl:snapshot");
    expect(stderr).toContain("--like web copies that of web");
  });

  test("--like copies the firewall, --bundle grows it, --static-ip fixes its address", async () => {
    const argv = ["--like", "web", "--bundle", "small_3_0", "--static-ip", "--tag", "Service=copy"];
    const { json: document } = await restore(...argv);
    expect(document()).toMatchObject({
      bundle_id: "small_3_0",
      is_static_ip: true,
      static_ip_name: "web-2-static-ip",
      tags: { Service: "copy" },
      firewall_rules: [{ from_port: 22, cidrs: ["203.0.113.0/24"] }],
    });
  });

  test.each([
    [["--bundle", "nano_9_0"], "Did you mean nano_3_0?"],
    [["--bundle", "nano_win_3_0"], "same platform"],
    [["--bundle", "nano_ipv6_3_0"], "same kind of addresses"],
    [["--port", "tcp/22", "--like", "web"], "Give one of them"],
  ])("%j is refused", async (argv, hint) => {
    const { status, error } = await restore(...argv);
    expect(status).toBe(2);
    expect(error()["hint"]).toContain(hint);
  });

  test("a smaller disk is refused", async () => {
    await cli("infra create --name big --bundle small_3_0");
    await snapshot("create", "--name", "big", "--snapshot-name", "big-1");
    const argv = ["--snapshot", "big-1", "--name", "big-2", "--bundle", "nano_3_0"];
    const { status, error } = await json("restore", ...argv);
    expect(status).toBe(2);
    expect(error()["message"]).toContain("20 GB) is smaller than that of small_3_0 (60 GB)");
  });

  test("--dry-run makes nothing", async () => {
    const { json: document } = await restore("--dry-run", "--static-ip");
    expect(document()).toMatchObject({
      changes: [
        { action: "create", kind: "instance", name: "web-2" },
        { action: "allocate", kind: "static_ip", name: "web-2-static-ip" },
        { action: "attach", kind: "static_ip", name: "web-2-static-ip" },
      ],
    });
    expect((await cli("infra list --output name")).stdout).toBe("web\n");
    const { stdout } = await restore("--dry-run", "--port", "ssh@203.0.113.0/24");
    expect(stdout).toContain("ports tcp/22@203.0.113.0/24");
    const argv = ["--snapshot", "before", "--name", "web", "--dry-run"];
    expect((await json("restore", ...argv)).error()).toMatchObject({ code: "name_in_use" });
    const accepted = await json("restore", ...argv, "--if-not-exists");
    expect(accepted.json()).toMatchObject({ changes: [] });
  });

  test("what fails on the way is finished by the command that is named", async () => {
    const broken = withFaults([{ operation: "AllocateStaticIp", fault: "quota" }]);
    const argv = ["infra", "snapshot", "restore", "--snapshot", "before", "--name", "web-2"];
    const failed = await broken(...argv, "--like", "web", "--static-ip", "--output", "json");
    expect(failed.status).toBe(1);
    const { finish_with: finish } = failed.json() as { finish_with: string };
    const { status } = await cli(...finish.split(" ").slice(1));
    expect(status).toBe(0);
    const info = await cli("infra info --name web-2 --field is_static_ip");
    expect(info.stdout).toBe("true\n");
  });

  test("a failure says all that a failed creation says: what is billed, and how to undo", async () => {
    const broken = withFaults([
      { operation: "AttachStaticIp", fault: "server_error", probability: 1 },
    ]);
    const argv = ["infra", "snapshot", "restore", "--snapshot", "before", "--name", "web-2"];
    const failed = await broken(...argv, "--like", "web", "--static-ip", "--output", "json");
    expect(failed.status).toBe(8);
    expect(failed.json()).toMatchObject({
      done: ["instance", "firewall"],
      not_done: ["static_ip", "wait"],
    });
    const { message, hint } = failed.error();
    expect(message).toMatch(/web-2-static-ip \(198\.51\.100\.\d+\) is allocated, but not attached/);
    expect(hint).toContain("Finish with: quants-ctl infra snapshot restore --snapshot before");
    expect(hint).toContain("Or undo with: quants-ctl infra destroy --name web-2");
    const again = await broken(...argv, "--like", "web", "--static-ip", "--if-not-exists");
    // An instance that was there is not this run's to delete.
    expect(again.stderr).not.toContain("infra destroy");
  });

  test("--dry-run has a row for the firewall, as that of a creation", async () => {
    const rows = [
      { action: "create", kind: "instance", name: "web-2" },
      { action: "set", kind: "firewall", name: "web-2", detail: "tcp/22@203.0.113.0/24" },
    ];
    const like = await restore("--dry-run", "--like", "web");
    expect(like.json()).toMatchObject({ changes: rows });
    const given = await restore("--dry-run", "--port", "ssh@203.0.113.0/24");
    expect(given.json()).toMatchObject({ changes: rows });
    const there = await restore("--dry-run", "--like", "web", "--name", "web", "--if-not-exists");
    expect(there.json()).toMatchObject({ changes: [] });
  });

  test("--dry-run refuses what the restore would refuse", async () => {
    await cli("infra ip allocate -n web-2-static-ip --attach-to web");
    const taken = await restore("--dry-run", "--static-ip");
    expect({ status: taken.status, ...taken.error() }).toMatchObject({
      status: 5,
      message: "The static IP web-2-static-ip is attached to web.",
    });
    const other = ["--name", "web", "--if-not-exists", "--bundle", "small_3_0", "--dry-run"];
    const { message } = (await restore(...other)).error();
    expect(message).toContain("its bundle is nano_3_0, not small_3_0");
  });

  test("one that is not complete can't be restored", async () => {
    await snapshot("create", "--name", "web", "--snapshot-name", "late", "--no-wait");
    const { error } = await json("restore", "--snapshot", "late", "--name", "web-3");
    expect(error()).toMatchObject({ code: "invalid_state", retryable: true });
  });
});
