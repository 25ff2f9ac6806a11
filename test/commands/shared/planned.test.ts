import { faultyCli } from "../../helpers/faults.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";

let cli: Cli & { dispose: () => void };
beforeEach(async () => {
  cli = makeCli();
  await cli("infra create -n web-1 --bundle small_3_0 --static-ip");
});
afterEach(() => cli.dispose());

interface Plan {
  changes: { action: string; kind: string; monthly_usd: number | null }[];
  monthly_usd: number;
  monthly_usd_complete: boolean;
}

/** The prices of what a dry run would do, and what they come to. */
async function prices(...argv: string[]): Promise<[Record<string, number | null>, number]> {
  const { json } = await cli(...argv, "--dry-run", "--output", "json");
  const { changes, monthly_usd: total, monthly_usd_complete: isComplete } = json() as Plan;
  expect(isComplete).toBe(changes.every((it) => it.monthly_usd !== null));
  return [
    Object.fromEntries(changes.map((it) => [`${it.action} ${it.kind}`, it.monthly_usd])),
    total,
  ];
}

describe("a dry run says by how much each change makes a month dearer or cheaper (#11.39)", () => {
  test("of create, restore and resize", async () => {
    expect(await prices("infra", "create", "-n", "a-1", "-n", "a-2", "--static-ip")).toEqual([
      { "create instance": 12, "allocate static_ip": 0, "attach static_ip": 0 },
      24,
    ]);
    await cli("infra ip allocate -n a-1-static-ip");
    expect(await prices("infra", "create", "-n", "a-1", "--static-ip")).toEqual([
      { "create instance": 12, "attach static_ip": -3.65 },
      8.35,
    ]);
    expect(await prices("infra", "resize", "web-1", "--bundle", "medium_3_0")).toEqual([
      {
        "set tag": 0,
        "create snapshot": 3,
        "create instance": 24,
        "set firewall": 0,
        "move static_ip": 0,
        "delete instance": -12,
        "delete snapshot": -3,
      },
      12,
    ]);
    await cli("infra snapshot create web-1 --snapshot-name snap-1");
    expect(
      await prices("infra", "snapshot", "restore", "--snapshot", "snap-1", "-n", "web-2"),
    ).toEqual([{ "create instance": 12 }, 12]);
    expect(await prices("infra", "snapshot", "delete", "-n", "snap-1")).toEqual([
      { "delete snapshot": -3 },
      -3,
    ]);
  });

  test("of destroy, with what is kept of it", async () => {
    expect(await prices("infra", "destroy", "web-1")).toEqual([
      { "delete instance": -12, "release static_ip": 0 },
      -12,
    ]);
    expect(
      await prices("infra", "destroy", "web-1", "--keep-static-ip", "--snapshot-first"),
    ).toEqual([{ "create snapshot": 3, "delete instance": -12, "keep static_ip": 3.65 }, -5.35]);
  });

  test("of addresses, snapshots and backups", async () => {
    expect(await prices("infra", "ip", "allocate", "-n", "ip-1")).toEqual([
      { "create static_ip": 3.65 },
      3.65,
    ]);
    expect(await prices("infra", "ip", "detach", "-n", "web-1-static-ip")).toEqual([
      { "detach static_ip": 3.65 },
      3.65,
    ]);
    await cli("infra ip allocate -n ip-1");
    expect(await prices("infra", "ip", "release", "-n", "ip-1")).toEqual([
      { "delete static_ip": -3.65 },
      -3.65,
    ]);
    expect(await prices("infra", "snapshot", "create", "web-1")).toEqual([
      { "create snapshot": 3 },
      3,
    ]);
    await cli("infra tag set web-1 --tag Backup=daily");
    expect(await prices("backup", "run")).toEqual([{ "create snapshot": 3 }, 3]);
  });

  test("of undoing, and of what is not billed", async () => {
    await cli("infra ip allocate -n ip-1");
    const log = (await cli("infra log -o json")).json() as { id: string }[];
    const last = log.at(-1);
    expect(await prices("infra", "undo", last?.id ?? "")).toEqual([
      { "undo static_ip": -3.65 },
      -3.65,
    ]);
    expect(await prices("infra", "stop", "web-1")).toEqual([{ "stop instance": 0 }, 0]);
    expect(await prices("infra", "tag", "set", "web-1", "--tag", "A=b")).toEqual([
      { "set tag": 0 },
      0,
    ]);
  });

  test("for a person in a column, and the sum below; without them where nothing is billed", async () => {
    const { stdout } = await cli("infra resize web-1 --bundle medium_3_0 --dry-run");
    expect(stdout).toMatch(/ACTION +WHAT +NAME +REGION +USD\/MONTH +DETAIL\n/);
    expect(stdout).toMatch(/delete +instance +web-1 +ap-northeast-1 +-\$12\.00 /);
    expect(stdout).toMatch(/\nDifference: \+\$12\.00 a month\n$/);
    const stop = await cli("infra stop web-1 --dry-run");
    expect(stop.stdout).not.toMatch(/USD|Difference/);
  });

  test("a price that is not known is null, and said to be missing", async () => {
    const faulty = faultyCli(cli, [{ operation: "GetBundles", fault: "server_error" }]);
    const { status, stdout, stderr } = await faulty("infra destroy web-1 --dry-run");
    expect(status).toBe(0);
    expect(stdout).toContain("Difference: unknown, and 1 without a known price");
    expect(stderr).toContain("prices are missing");
  });
});
