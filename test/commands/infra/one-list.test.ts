import { faultyCli } from "../../helpers/faults.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeClock, fakeClock } from "../../helpers/fake-clock.ts";

const MARK = 777;

let clock: FakeClock;
let cli: Cli & { dispose: () => void };
beforeEach(async () => {
  clock = fakeClock({ auto: true });
  cli = makeCli({ clock });
  await cli("sandbox seed --instances 30 --prefix web");
});
afterEach(() => cli.dispose());

function withFaults(rules: object[]): Cli {
  return faultyCli(cli, rules);
}

/** Every read of a single thing fails. */
const listsOnly = (...more: object[]): Cli =>
  withFaults([
    ...["GetInstance", "GetInstancePortStates", "GetStaticIp", "GetInstanceSnapshot"].map(
      (operation) => ({ operation, fault: "expired_credentials" }),
    ),
    ...more,
  ]);

/** Runs `between` while the one call that is delayed by the mark waits. */
function while_(operation: string, between: () => Promise<unknown>, call = 1): Cli {
  return withFaults([{ operation, fault: "latency", ms: MARK, calls: [call] }]).with({
    clock: {
      now: () => clock.now(),
      sleep: async (ms, signal) => {
        if (ms === MARK) await between();
        else await clock.sleep(ms, signal);
      },
    },
  });
}

test.each([
  ["destroy", ["destroy"]],
  ["destroy --snapshot-first", ["destroy", "--snapshot-first"]],
  ["manage", ["manage", "--action", "stop"]],
  ["ports open", ["ports", "open", "grafana@203.0.113.0/24"]],
  ["ports close", ["ports", "close", "ssh"]],
  ["ports set", ["ports", "set", "ssh@203.0.113.0/24"]],
  ["tag set", ["tag", "set", "--tag", "Owner=ops"]],
  ["snapshot create", ["snapshot", "create", "--if-not-exists"]],
])(
  "a dry run of %s by a pattern lists, and reads no instance by itself (#11.57)",
  async (_, argv) => {
    const run = ["infra", ...argv, "--name", "web-*", "--dry-run", "--output", "json"];
    const sound = await cli(...run);
    expect(sound.status).toBe(0);
    const listed = await listsOnly()(...run);
    expect(listed).toMatchObject({ status: 0, stdout: sound.stdout });
    const { changes } = listed.json() as { changes: { name: string }[] };
    expect(changes.length).toBeGreaterThanOrEqual(30);
  },
);

test("the calls of a dry run are those of its lists, however many instances there are (#11.57)", async () => {
  const counted = async (...argv: string[]): Promise<number> => {
    const slow = withFaults([{ operation: "*", fault: "latency", ms: MARK }]);
    const before = clock.sleeps.length;
    expect((await slow("infra", ...argv, "--dry-run")).status).toBe(0);
    return clock.sleeps.slice(before).filter((ms) => ms === MARK).length;
  };
  const all = ["--name", "web-*"];
  // Instances, and of a destruction the static IPs and the prices.
  expect(await counted("destroy", ...all)).toBe(3);
  expect(await counted("ports", "open", "https@world", ...all)).toBe(1);
  expect(await counted("ports", "close", "ssh", ...all)).toBe(1);
  expect(await counted("manage", "--action", "stop", ...all)).toBe(1);
  expect(await counted("tag", "set", "--tag", "Owner=ops", ...all)).toBe(1);
});

test("so does a dry run that creates several, and info of many (#11.57)", async () => {
  const names = ["a1", "a2", "web-1"].flatMap((name) => ["--name", name]);
  // Of the kind of the one that is there, or it would be refused.
  const { stdout } = await cli("infra info web-1 --field bundle_id");
  const kind = ["--bundle", stdout.trim(), "--static-ip", "--if-not-exists"];
  const create = ["infra", "create", ...names, ...kind, "--dry-run"];
  const sound = await cli(...create);
  expect(sound.status).toBe(0);
  expect(await listsOnly()(...create)).toMatchObject({ status: 0, stdout: sound.stdout });
  const info = await listsOnly()("infra", "info", "--name", "web-*", "--output", "json");
  expect(info.json()).toHaveLength(30);
});

test("what is asked before many are destroyed comes of lists, their disks too (#11.57)", async () => {
  const asked = await listsOnly().with({ terminal: 120, stdin: "no\n" })(
    ...["infra", "destroy", "--name", "web-*"],
  );
  expect(asked.stderr).toContain("web-30 in");
  expect(asked.stderr).not.toContain("no attached disks");
  expect(asked.status).not.toBe(0);
});

describe("right before the change each is looked at again (#11.57)", () => {
  const end = ["infra", "destroy", "--name", "web-?", "--yes", "--output", "json"];
  const replace = async (...tag: string[]): Promise<void> => {
    await cli("infra destroy --name web-3 --yes");
    await cli("infra create --name web-3 --bundle nano_3_0", ...tag);
  };
  const left = async (): Promise<string[]> =>
    (await cli("infra list --name web-? --output name")).stdout.split("\n");

  test("what took the name of one is another, and stays", async () => {
    const { status, json } = await while_("GetStaticIps", replace)(...end);
    expect(status).toBe(6);
    const records = json() as { name: string; error?: { code: string; message: string } }[];
    expect(records.find(({ name }) => name === "web-3")?.error).toMatchObject({
      code: "conflict",
      message: expect.stringContaining("web-3 is a different instance now"),
    });
    expect(await left()).toEqual(["web-3", ""]);
  });

  test("one that is protected by then stays", async () => {
    const protect = () => cli("infra tag set --name web-3 --tag Protected=true");
    expect((await while_("GetStaticIps", protect)(...end)).status).toBe(6);
    expect(await left()).toEqual(["web-3", ""]);
  });

  test("one that is gone by then is as asked, and its address goes as well", async () => {
    await cli("infra ip allocate --name web-3-static-ip --attach-to web-3");
    const destroy = () => cli("infra destroy --name web-3 --keep-static-ip --yes");
    const { status, json } = await while_("GetStaticIps", destroy)(...end);
    expect(status).toBe(0);
    const records = json() as { name: string; released_static_ips: string[] }[];
    expect(records.find(({ name }) => name === "web-3")).toMatchObject({
      released_static_ips: ["web-3-static-ip"],
    });
    expect(await left()).toEqual([""]);
  });

  test("a firewall that somebody changed is not written over", async () => {
    const open = () => cli("infra ports open grafana@203.0.113.0/24 --name web-3 --yes");
    const { status, json } = await while_("GetOperationsForResource", open)(
      "infra",
      "ports",
      "set",
      "ssh@203.0.113.9",
      "--name",
      "web-3*",
      "--yes",
      "--output",
      "json",
    );
    expect(status).toBe(6);
    expect(JSON.stringify(json())).toContain("was changed by someone else after it was planned");
  });
});
