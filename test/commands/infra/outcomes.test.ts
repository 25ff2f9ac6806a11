import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FakeClock, fakeClock } from "../../helpers/fake-clock.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";

let cli: Cli & { dispose: () => void };
let clock: FakeClock;
beforeEach(async () => {
  clock = fakeClock({ auto: true });
  cli = makeCli({ clock });
  await cli("infra create -n web-1 -n web-2 --bundle nano_3_0");
});
afterEach(() => cli.dispose());

describe("several results are one table with a row each, and a summary on stderr (#11.36)", () => {
  test("of create, with what failed", async () => {
    const { status, stdout, stderr } = await cli(
      "infra create -n web-2 -n web-3 --bundle nano_3_0",
    );
    expect(status).toBe(6);
    expect(stdout).toBe(
      "NAME   RESULT               STATUS   PUBLIC IP     BUNDLE    USD/MONTH  REGION\n" +
        "web-2  failed: name_in_use  -        -             -                 -  ap-northeast-1\n" +
        "web-3  created              running  198.51.100.3  nano_3_0      $5.00  ap-northeast-1\n",
    );
    expect(stderr).toContain("\n1 done, 1 failed\n");
  });

  test("of manage, tag, ports, snapshots and destroy", async () => {
    const lines = async (...argv: string[]): Promise<string[]> => {
      const { stdout, stderr } = await cli(...argv);
      return [...stdout.split("\n").slice(0, 2), stderr.trim().split("\n").at(-1) ?? ""];
    };
    expect(await lines("infra", "tag", "set", "web-*", "--tag", "A=b")).toEqual([
      expect.stringMatching(/^NAME +RESULT +TAGS +REGION$/),
      expect.stringMatching(/^web-1 +changed +quants-ctl:request=[-\w]+,A=b +ap-northeast-1$/),
      "2 done",
    ]);
    expect(await lines("infra", "stop", "web-*")).toEqual([
      "NAME   RESULT   STATUS   PUBLIC IP  REGION",
      "web-1  stopped  stopped  -          ap-northeast-1",
      "2 done",
    ]);
    expect((await lines("infra", "stop", "web-*"))[2]).toBe("2 unchanged");
    const [head = ""] = await lines(
      "infra",
      "ports",
      "set",
      "-n",
      "web-*",
      "ssh@203.0.113.0/24",
      "-y",
    );
    expect(head).toMatch(/^NAME +RESULT +OPEN +REGION$/);
    const made = await lines("infra", "snapshot", "create", "web-*");
    expect(made[0]).toMatch(/^NAME +RESULT +OF +STATUS +USD\/MONTH +REGION$/);
    expect(made[2]).toBe("2 done");
    expect(await lines("infra", "snapshot", "delete", "-n", "web-*", "--yes")).toEqual([
      expect.stringMatching(/^NAME +RESULT +OF +REGION$/),
      expect.stringMatching(/^web-1-\S+ +deleted +web-1 +ap-northeast-1$/),
      "2 done",
    ]);
    expect((await lines("infra", "destroy", "web-*", "--yes")).slice(0, 2)).toEqual([
      "NAME   RESULT     RELEASED  STILL BILLED  SNAPSHOT  REGION",
      "web-1  destroyed  -         -             -         ap-northeast-1",
    ]);
  });

  test("without the summary when nothing is to be told, and never in JSON", async () => {
    expect((await cli("infra stop web-* -q")).stderr).not.toContain("2 done");
    expect((await cli("infra start web-* -o json")).stderr).toBe("");
  });

  test("one that is named by itself is shown as ever", async () => {
    expect((await cli("infra stop web-1 -q")).stdout).toMatch(/^Name +web-1\n/);
  });
});

describe("a table at a terminal", () => {
  test("ends with what all of it comes to, on stderr (#11.36)", async () => {
    const terminal = cli.with({ terminal: 160 });
    const total = "2 instances, 2 running, $10.00 a month\n";
    expect((await terminal("infra list")).stderr).toBe(total);
    for (const flags of [["-q"], ["--no-header"], ["-o", "json"]]) {
      expect((await terminal("infra list", ...flags)).stderr).not.toContain("a month");
    }
    expect((await cli("infra list")).stderr).toBe("");
    await cli("infra snapshot create web-*");
    await cli("infra ip allocate -n spare-1");
    expect((await terminal("infra snapshot list")).stderr).toContain(
      "2 snapshots, at most $2.00 a month",
    );
    expect((await terminal("infra ip list")).stderr).toContain(
      "1 static IP, 1 unattached, $3.65 a month",
    );
  });

  test("says how long ago things were, and the times themselves elsewhere and with --wide (#11.36)", async () => {
    await clock.advance(3 * 86_400_000);
    const columns = ["infra", "list", "--columns", "name,created_at"];
    const terminal = cli.with({ terminal: 160, env: { NO_COLOR: "1" } });
    expect((await terminal(...columns)).stdout).toContain("web-1  3 days ago\n");
    const exact = /web-1 +2026-01-15T12:00:0/;
    expect((await terminal(...columns, "--wide")).stdout).toMatch(exact);
    expect((await cli(...columns)).stdout).toMatch(exact);
    expect((await terminal("infra list -o json")).stdout).toContain("2026-01-15T12:00:0");
  });
});
