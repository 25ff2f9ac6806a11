import { faultyCli } from "../../helpers/faults.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Clock } from "../../../src/core/clock.ts";
import { QuantsError } from "../../../src/core/errors.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { fakeClock } from "../../helpers/fake-clock.ts";

const PAUSE = 10_000;
let cli: Cli & { dispose: () => void };
let base: Clock;
beforeEach(() => {
  base = fakeClock({ auto: true });
  cli = makeCli({ clock: base });
});
afterEach(() => cli.dispose());

type Watched = Awaited<ReturnType<Cli>>;

/** Watches; between two looks each of these is done in turn, then it is interrupted. */
function watching(
  using: Cli,
  argv: readonly string[],
  steps: readonly (() => Promise<unknown>)[],
): Promise<Watched> {
  const controller = new AbortController();
  const left = [...steps];
  const clock: Clock = {
    now: () => base.now(),
    async sleep(ms, signal) {
      // Those between two tries of one call are none between two looks.
      if (ms < PAUSE) return base.sleep(ms, signal);
      await base.sleep(ms);
      const step = left.shift();
      if (step === undefined) controller.abort(new QuantsError("interrupted", "Interrupted."));
      else await step();
      signal?.throwIfAborted();
      return undefined;
    },
  };
  return using.with({ clock, signal: controller.signal })(
    ...["infra", "list", "--watch", "10s", ...argv],
  );
}

const doing =
  (...argv: string[]) =>
  (): Promise<unknown> =>
    cli(...argv);

describe("infra list --watch (#11.36)", () => {
  test("without a terminal tells each change in a line, and ends with 130 and no more", async () => {
    await cli("infra create -n web-1 -n web-2");
    const { status, stdout, stderr } = await watching(
      cli,
      [],
      [
        doing("infra", "stop", "web-1"),
        doing("infra", "list"),
        doing("infra", "destroy", "web-2", "--yes"),
        doing("infra", "create", "-n", "web-3"),
      ],
    );
    const lines = stdout.trimEnd().split("\n");
    expect(lines.map((it) => it.replace(/^2026-01-15T12:\d\d:\d\d\.\d{3}Z /, ""))).toEqual([
      "web-1: running at 198.51.100.1",
      "web-2: running at 198.51.100.2",
      "web-1: stopped",
      "web-2: gone",
      "web-3: running at 198.51.100.3",
    ]);
    expect({ status, stderr }).toEqual({ status: 130, stderr: "" });
  });

  test("in JSON tells each change as an object on a line of its own", async () => {
    await cli("infra create -n web-1");
    const { stdout, stderr } = await watching(
      cli,
      ["--output", "json"],
      [doing("infra", "destroy", "web-1", "--yes")],
    );
    const events = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as object);
    expect(events).toMatchObject([
      { change: "added", instance: { name: "web-1", status: "running" } },
      { change: "removed", instance: { name: "web-1" } },
    ]);
    expect(stderr).toBe("");
  });

  test("on a terminal draws the table in its place, cut to the room that there is", async () => {
    await cli("sandbox seed --instances 30 --prefix seed");
    const { status, stdout } = await watching(
      cli.with({ terminal: 80, env: { NO_COLOR: "1" } }),
      [],
      [doing("infra", "destroy", "seed-1", "--yes")],
    );
    expect(status).toBe(130);
    const [first = "", second = ""] = stdout.split("\u001b[J").slice(1);
    expect(first.split("\n")[0]).toMatch(/^NAME +STATUS/);
    // All but the last line of it, which the cursor stands below.
    expect(first).toContain("30 instances, 30 running");
    expect(first).toMatch(/\n\(1\d more; no room to show them\)\n/);
    const drawn = first.slice(0, first.indexOf("\u001b")).trimEnd().split("\n");
    expect(drawn.length).toBeLessThan(24);
    expect(first).toContain(`\u001b[${drawn.length}A\r`);
    expect(second).toContain("29 instances, 29 running");
  });

  test("outlives looks that fail, and says so once", async () => {
    await cli("infra create -n web-1");
    const calls = Array.from({ length: 8 }, (_, index) => index + 2);
    const rules = [{ operation: "GetInstances", fault: "server_error", calls }];
    const faulty = faultyCli(cli, rules);
    const wait = (): Promise<void> => Promise.resolve();
    const { status, stdout, stderr } = await watching(
      faulty,
      [],
      [doing("infra", "stop", "web-1"), wait, wait],
    );
    expect(status).toBe(130);
    expect(stdout).toMatch(/web-1: running at \S+\n\S+ web-1: stopped\n$/);
    expect(stderr.match(/^warning: .*Trying again\.$/gm)).toHaveLength(1);
  });

  test("never takes what a silent region holds for gone, and goes on with the others", async () => {
    await cli("infra create -n far-1 --region us-east-1");
    const rules = [
      {
        operation: "GetInstances",
        region: "us-east-1",
        fault: "server_error",
        calls: Array.from({ length: 40 }, (_, index) => index + 2),
      },
    ];
    const faulty = faultyCli(cli, rules);
    const { stdout } = await watching(
      faulty,
      ["--region", "us-east-1,eu-west-1"],
      [doing("infra", "create", "-n", "near-1", "--region", "eu-west-1")],
    );
    expect(stdout).toContain("far-1: running");
    expect(stdout).toContain("near-1: running");
    expect(stdout).not.toContain("far-1: gone");
  });

  test("fails as a list does when nothing was seen yet", async () => {
    const { status, stderr } = await watching(cli, ["--region", "us-esat-1"], []);
    expect(status).toBe(2);
    expect(stderr).toContain("Did you mean us-east-1?");
  });

  test.each([
    [["--output", "yaml"], "--watch is for tables and for --output json."],
    [["--output", "name"], "--watch is for tables and for --output json."],
    [["--field", "name"], "--watch is for tables and for --output json."],
    [["--watch", "10ms"], "too short an interval"],
    [["--watch", "web-1"], "not a valid interval"],
  ])("refuses %j", async (argv, why) => {
    const { status, stderr } = await watching(cli, argv, []);
    expect(status).toBe(2);
    expect(stderr).toContain(why);
  });
});
