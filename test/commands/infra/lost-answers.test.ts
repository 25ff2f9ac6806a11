import { faultyCli } from "../../helpers/faults.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeClock, fakeClock } from "../../helpers/fake-clock.ts";

const MARK = 777;
const upTo = (last: number, first = 1): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

let clock: FakeClock;
let cli: Cli & { dispose: () => void };
beforeEach(async () => {
  clock = fakeClock({ auto: true });
  cli = makeCli({ clock });
  await cli("infra create --name web-1 --name web-2");
});
afterEach(() => cli.dispose());

function withFaults(rules: object[]): Cli {
  return faultyCli(cli, rules);
}

/** Runs `meanwhile` while the first call of the operation waits. */
function during(operation: string, meanwhile: () => Promise<unknown>): Cli {
  return withFaults([{ operation, fault: "latency", ms: MARK, calls: [1] }]).with({
    clock: {
      now: () => clock.now(),
      sleep: async (ms, signal) => {
        if (ms === MARK) await meanwhile();
        else await clock.sleep(ms, signal);
      },
    },
  });
}

const statusOf = async (name: string): Promise<string> =>
  (await cli("infra info --name", name, "--field", "status")).stdout.trim();

describe("a stop that was carried out, but whose answer was lost", () => {
  const stop = ["infra", "manage", "--name", "web-1", "--action", "stop", "--output", "json"];
  const lost = { operation: "StopInstance", fault: "reset_after", calls: [1] };
  const unreadable = (last: number): object => ({
    operation: "GetInstance",
    fault: "server_error",
    // The first is the look before the change.
    calls: upTo(last, 2),
  });

  test("ends with 0, though what took the answer takes the next looks as well (#11.54)", async () => {
    const { status, json } = await withFaults([lost, unreadable(12)])(...stop);
    expect(status).toBe(0);
    expect(json()).toMatchObject({ status: "stopped", changed: true });
  });

  test("is not told as a refusal when it can't be read at all (#11.54)", async () => {
    const { status, error } = await withFaults([lost, unreadable(200)])(...stop);
    expect({ status, code: error()["code"] }).toEqual({ status: 8, code: "service_unavailable" });
    expect(error()["message"]).toContain("It is not known whether it was carried out");
  });
});

test.each(["stop", "start"])(
  "those who %s one instance in the same moment all end with 0 (#11.54)",
  async (action) => {
    if (action === "start") await cli("infra manage --name web-1 --action stop");
    const argv = ["infra", "manage", "--name", "web-1", "--action", action, "--output", "json"];
    const all = await Promise.all(upTo(6).map(() => cli(...argv)));
    expect(all.map(({ status }) => status)).toEqual(upTo(6).map(() => 0));
    const changed = all.filter(({ json }) => (json() as { changed: boolean }).changed);
    expect(changed).toHaveLength(1);
    expect(await statusOf("web-1")).toBe(action === "start" ? "running" : "stopped");
  },
);

test("a refusal that nobody else's request explains stays one (#11.54)", async () => {
  const stopped = await cli("infra manage --name web-1 --action stop");
  expect(stopped.status).toBe(0);
  const reboot = await cli("infra manage --name web-1 --action reboot");
  expect(reboot.status).toBe(5);
});

test("when both of two fail, each in its way, nothing is said to be done (#11.54)", async () => {
  const broken = withFaults([
    { operation: "DeleteInstance", fault: "expired_credentials", calls: [1] },
    { operation: "DeleteInstance", fault: "region_disabled" },
  ]);
  for (const more of [[], ["--output", "json"]]) {
    const ended = await broken("infra destroy --name web-? --yes", ...more);
    expect(ended.status).not.toBe(0);
    expect(ended.stderr).toContain("2 of 2 instances failed");
    expect(ended.stderr).not.toContain("the others are done");
  }
});

describe("an address that can't be read after a change", () => {
  beforeEach(async () => {
    await cli("infra ip allocate --name fixed --attach-to web-1");
  });

  test("is told as such, and not as none; that of who holds the static IP is known (#11.54)", async () => {
    const blind = withFaults([
      { operation: "GetInstance", fault: "server_error", calls: upTo(200, 3) },
    ]);
    const move = ["infra", "ip", "move", "fixed", "--to", "web-2"];
    const { status, json, stderr } = await blind(...move, "--output", "json");
    expect(status).toBe(0);
    const { addresses, ip_address } = json() as {
      addresses: Record<string, unknown>[];
      ip_address: string;
    };
    expect(addresses).toEqual([
      {
        instance: "web-1",
        before: ip_address,
        after: null,
        error: expect.objectContaining({ code: "service_unavailable" }),
      },
      expect.objectContaining({ instance: "web-2", after: ip_address }),
    ]);
    expect(stderr).toContain("the address of web-1 is not known");
    const back = await blind("infra ip move fixed --to web-1");
    expect(back.stdout).toContain(`web-2: ${ip_address} -> could not be read`);
  });
});

describe("what somebody else removes in the same moment is gone as was asked", () => {
  test("an instance; its static IP is released all the same (#11.54)", async () => {
    await cli("infra ip allocate --name web-1-static-ip --attach-to web-1");
    const argv = ["infra", "destroy", "--name", "web-1", "--yes"];
    const { status, stderr, json } = await during("DeleteInstance", () =>
      cli(...argv, "--keep-static-ip"),
    )(...argv, "--output", "json");
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(json()).toMatchObject({ released_static_ips: ["web-1-static-ip"] });
    expect((await cli("infra ip list --output json")).json()).toEqual([]);
  });

  test("a snapshot, with --if-exists (#11.54)", async () => {
    const named = ["--name", "web-1", "--snapshot-name", "snap"];
    await cli("infra snapshot create", ...named);
    const argv = ["infra", "snapshot", "delete", "--name", "snap", "--yes"];
    const ended = await during("DeleteInstanceSnapshot", () => cli(...argv))(
      ...argv,
      ...["--if-exists", "--output", "json"],
    );
    expect(ended.status).toBe(0);
    expect(ended.json()).toMatchObject({ name: "snap", changed: false });
  });

  test("a static IP that was detached from its instance (#11.54)", async () => {
    await cli("infra ip allocate --name fixed --attach-to web-1");
    const argv = ["infra", "ip", "release", "--name", "fixed", "--yes"];
    const ended = await during("ReleaseStaticIp", () => cli(...argv))(...argv, "--force");
    expect(ended).toMatchObject({ status: 0 });
    expect(ended.stdout).not.toContain("is billed");
  });
});

test("a rule is written in one way by info, ports list and a change (#11.54)", async () => {
  const rules = ["tcp/8080@2001:DB8:0:0::/32,203.0.113.9,10.0.0.0/8", "ssh@world"];
  await cli("infra ports set", ...rules, "--name", "web-1", "--yes");
  const sources = "10.0.0.0/8, 203.0.113.9/32, 2001:db8::/32";
  const shown = await Promise.all([
    cli("infra info --name web-1"),
    cli("infra ports list --name web-1"),
    cli("infra ports set", ...rules, "--name", "web-1", "--yes"),
  ]);
  for (const { stdout } of shown) {
    expect(stdout).toMatch(new RegExp(`tcp/8080 +(- +)?${sources}`));
    expect(stdout.indexOf("tcp/22")).toBeLessThan(stdout.indexOf("tcp/8080"));
    expect(stdout).toMatch(/tcp\/22 +(ssh +)?0\.0\.0\.0\/0, ::\/0/);
  }
});
