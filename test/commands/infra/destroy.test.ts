import { faultyCli } from "../../helpers/faults.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";

let cli: Cli & { dispose: () => void };
beforeEach(async () => {
  cli = makeCli();
  await cli("infra create --name mon-1 --static-ip");
});
afterEach(() => cli.dispose());

const destroy = (...argv: string[]): ReturnType<Cli> => cli("infra destroy --name mon-1", ...argv);
const names = async (): Promise<string> => (await cli("infra list --output name")).stdout;

async function staticIps(): Promise<number> {
  const { json } = await cli("sandbox status --output json");
  const { regions } = json() as { regions: { static_ips: number }[] };
  return regions.reduce((sum, region) => sum + region.static_ips, 0);
}

function withFaults(rules: object[]): Cli {
  return faultyCli(cli, rules);
}

test.each(["--yes", "--force", "-y", "-f"])(
  "%s deletes without asking and releases the static IP",
  async (flag) => {
    const { status, json } = await destroy(flag, "--output", "json");
    expect(status).toBe(0);
    expect(json()).toEqual({
      name: "mon-1",
      region: "ap-northeast-1",
      changed: true,
      public_ip: "198.51.100.2",
      released_static_ips: ["mon-1-static-ip"],
      kept_static_ips: [],
      left_static_ips: [],
      kept_disks: [],
      snapshot: null,
      dropped_tags: [],
      finish_with: null,
    });
    expect(await names()).toBe("");
    expect(await staticIps()).toBe(0);
  },
);

test("--keep-static-ip keeps it, and says that it is billed", async () => {
  const { stdout } = await destroy("--yes", "--keep-static-ip");
  expect(stdout).toMatch(/Static IPs kept, billed +mon-1-static-ip/);
  expect(await staticIps()).toBe(1);
});

test("without a terminal it refuses before it asks anyone", async () => {
  const { status, stdout, stderr } = await destroy();
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain("There is no terminal to confirm on");
  expect(await names()).toBe("mon-1\n");
});

describe("on a terminal", () => {
  test("it shows what will be lost and takes the typed name", async () => {
    const typed = cli.with({ terminal: 100, stdin: "mon-1\n" });
    const { status, stderr } = await typed("infra destroy --name mon-1");
    expect(status).toBe(0);
    expect(stderr).toContain("mon-1 in ap-northeast-1a, running, 198.51.100.2 (static)");
    expect(stderr).toContain(
      "static IP  mon-1-static-ip 198.51.100.2: released, can't be recovered",
    );
    expect(await names()).toBe("");
  });

  test.each(["y\n", "mon-2\n", "\n"])("%j confirms nothing", async (stdin) => {
    const { status, stderr } = await cli.with({ terminal: 100, stdin })(
      "infra destroy --name mon-1",
    );
    expect(status).toBe(2);
    expect(stderr).toContain("nothing was changed");
    expect(await names()).toBe("mon-1\n");
  });
});

test("an instance that is not there is status 3", async () => {
  const { status, error } = await cli("infra destroy --name nobody --yes --output json");
  expect(status).toBe(3);
  expect(error()).toMatchObject({ code: "not_found" });
});

describe("when something fails on the way", () => {
  test("a delete that fails leaves the static IP attached", async () => {
    const broken = withFaults([
      { operation: "DeleteInstance", fault: "server_error", probability: 1 },
    ]);
    const { status, stdout, error } = await broken(
      "infra destroy --name mon-1 --yes --output json",
    );
    expect(status).toBe(8);
    expect(stdout).toBe("");
    expect(error()["hint"]).toContain("quants-ctl infra destroy --name mon-1");
    expect((await cli("infra info --name mon-1 --field is_static_ip")).stdout).toBe("true\n");
  });

  test("a release that fails is told, and the same command finishes it", async () => {
    const broken = withFaults([
      { operation: "ReleaseStaticIp", fault: "server_error", probability: 1 },
    ]);
    const { status, json, error } = await broken("infra destroy --name mon-1 --yes --output json");
    expect(status).toBe(8);
    expect(json()).toMatchObject({ changed: true, left_static_ips: ["mon-1-static-ip"] });
    expect(error()["message"]).toContain("mon-1-static-ip is still allocated and billed");
    expect(await staticIps()).toBe(1);

    const again = await destroy("--yes", "--output", "json");
    expect(again).toMatchObject({ status: 0 });
    expect(again.json()).toMatchObject({ changed: true, released_static_ips: ["mon-1-static-ip"] });
    expect(await staticIps()).toBe(0);
  });

  test("answers lost after the effect do not matter", async () => {
    const shaky = withFaults([
      { operation: "DeleteInstance", fault: "reset_after", calls: [1] },
      { operation: "ReleaseStaticIp", fault: "reset_after", calls: [1] },
    ]);
    expect((await shaky("infra destroy --name mon-1 --yes")).status).toBe(0);
    expect(await staticIps()).toBe(0);
  });
});

describe("--release-ip", () => {
  test("releases an unattached one as well", async () => {
    await cli("infra create --name old-1 --static-ip");
    await cli("infra destroy --name old-1 --yes --keep-static-ip");
    const { json } = await destroy("--yes", "--release-ip", "old-1-static-ip", "--output", "json");
    expect(json()).toMatchObject({ released_static_ips: ["mon-1-static-ip", "old-1-static-ip"] });
    expect(await staticIps()).toBe(0);
  });

  test("refuses one that another instance holds", async () => {
    await cli("infra create --name web-1 --static-ip");
    const { status } = await destroy("--yes", "--release-ip", "web-1-static-ip");
    expect(status).toBe(5);
    expect(await names()).toBe("mon-1\nweb-1\n");
  });
});

test("a selector's repeat releases the static IP of an instance that no longer exists already", async () => {
  await cli("infra create --name web-1 --name web-2 --tag Team=x");
  for (const name of ["web-1", "web-2"]) {
    await cli("infra ip allocate --name", `address-of-${name}`, "--attach-to", name);
  }
  const selector = ["--selector", "Team=x", "--yes", "--output", "json"];
  const shaky = withFaults([{ operation: "ReleaseStaticIp", fault: "server_error" }]);
  const broken = await shaky("infra destroy", ...selector);
  expect(broken.status).toBe(8);
  expect(await names()).toBe("mon-1\n");
  // Another one by that name is none of the selector's.
  await cli("infra create --name web-2");

  const again = await cli("infra destroy", ...selector);
  expect(again.json()).toMatchObject([
    { name: "web-1", changed: true, released_static_ips: ["address-of-web-1"] },
  ]);
  expect(await names()).toBe("mon-1\nweb-2\n");
  expect(again.stderr).toContain("a static IP of the earlier one may be left");
});

test("what all of a region share is asked for once, however many are to go", async () => {
  await cli("infra create --name web-1 --name web-2");
  const calls = [2, 3, 4, 5, 6, 7, 8, 9];
  const shaky = withFaults(
    ["GetBundles", "GetInstanceSnapshots", "GetStaticIps"].map((operation) => ({
      operation,
      fault: "server_error",
      calls,
    })),
  ).with({ terminal: 100, stdin: "no\n" });
  const asked = await shaky("infra destroy --name *");
  expect(asked.status).toBe(2);
  expect(asked.stderr.match(/price +\$12\.00 a month/g)).toHaveLength(3);
  expect(asked.stderr).not.toContain("warning");
});

test("what a failure tells to run keeps the static IP and the snapshot", async () => {
  const shaky = withFaults([{ operation: "DeleteInstance", fault: "server_error" }]);
  const keep = ["--keep-static-ip", "--snapshot-first", "--yes"];
  const broken = await shaky("infra destroy --name mon-1", ...keep, "-o", "json");
  expect(broken.status).toBe(8);
  const { finish_with: finish, snapshot } = broken.json() as Record<string, string>;
  expect(finish).toBe(
    "quants-ctl infra destroy --name mon-1 --region ap-northeast-1 --keep-static-ip --snapshot-first",
  );
  expect(broken.json()).toMatchObject({ changed: false, kept_static_ips: ["mon-1-static-ip"] });
  const finished = await cli(...(finish ?? "").split(" ").slice(1), "--yes");
  expect(finished.stdout).toMatch(new RegExp(`Snapshot +${snapshot}\\n`));
  expect(await staticIps()).toBe(1);
});

test("a dry run names the snapshot that is made first, or goes on with (issue 12)", async () => {
  const end = ["infra", "destroy", "--name", "mon-1", "--snapshot-first", "--yes", "-o", "json"];
  const rows = async (): Promise<{ kind: string; name: string }[]> => {
    const { json } = await cli(...end, "--dry-run");
    return (json() as { changes: { kind: string; name: string }[] }).changes;
  };
  const [first] = await rows();
  expect(first).toMatchObject({
    action: "create",
    kind: "snapshot",
    name: expect.stringMatching(/^mon-1-destroy-\d{8}-\d{6}$/) as string,
    detail: "of mon-1, before the deletion",
  });
  const shaky = withFaults([{ operation: "DeleteInstance", fault: "server_error" }]);
  const broken = (await shaky(...end)).json() as { snapshot: string };
  expect(broken.snapshot).toMatch(/^mon-1-destroy-/);
  // A repeat takes it up, and makes none.
  expect((await rows()).map(({ kind }) => kind)).toEqual(["instance", "static_ip"]);
  expect((await cli(...end)).json()).toMatchObject({ snapshot: broken.snapshot });
});

test("a snapshot is waited for as long as it takes, with one line for its state", async () => {
  const calls = Array.from({ length: 120 }, (_, index) => index + 1);
  const slow = withFaults([{ operation: "GetInstanceSnapshot", fault: "server_error", calls }]);
  const ended = await slow("infra destroy --name mon-1 --snapshot-first --yes");
  expect(ended.status).toBe(0);
  await cli("infra create --name web-1");
  const real = cli.with({ env: { QUANTS_CTL_SANDBOX_PACE: "real" } });
  const told = await real("infra destroy --name web-1 --snapshot-first --yes");
  expect(told.stderr.match(/pending/g)).toHaveLength(1);
});

describe("in several regions, a repeat by name", () => {
  const everywhere = ["--region", "all", "--yes", "--output", "json"];
  const twoHeld = async (): Promise<void> => {
    await cli("infra create --name web-1 --name web-2");
    for (const name of ["web-1", "web-2"]) {
      await cli("infra ip allocate --name", `address-of-${name}`, "--attach-to", name);
    }
  };

  test("releases the static IP of an instance that no longer exists already", async () => {
    await twoHeld();
    const shaky = withFaults([{ operation: "ReleaseStaticIp", fault: "server_error" }]);
    const argv = ["infra", "destroy", "--name", "web-1", ...everywhere];
    expect((await shaky(...argv)).status).toBe(8);
    const again = await cli(...argv);
    expect(again.json()).toMatchObject({ released_static_ips: ["address-of-web-1"] });
    expect((await cli(...argv)).status).toBe(3);
  });

  test("destroys the others, though one is gone already", async () => {
    await twoHeld();
    const shaky = withFaults([{ operation: "ReleaseStaticIp", fault: "server_error" }]);
    const argv = ["infra", "destroy", "--name", "web-1", "--name", "web-2"];
    await shaky(...argv, ...everywhere);
    await cli("infra create --name web-2");
    // Another region is not what is asked for now.
    const elsewhere = await cli(...argv, "--region", "eu-west-1,eu-west-2", "--yes");
    expect(elsewhere.status).toBe(3);
    expect(await names()).toBe("mon-1\nweb-2\n");
    const again = await cli(...argv, ...everywhere);
    expect(again.status).toBe(0);
    expect(await names()).toBe("mon-1\n");
    expect((await cli("infra ip list --output name")).stdout).not.toContain("web");
  });
});

describe("--if-exists (#11.14)", () => {
  const gone = (...argv: string[]) => cli("infra destroy --if-exists --yes -o json", ...argv);

  test("what is gone already is no failure, beside what is there", async () => {
    await cli("infra create --name here-1 --no-wait");
    expect(await gone("nobody-1")).toMatchObject({ status: 0 });
    expect((await gone("nobody-1")).json()).toMatchObject({ name: "nobody-1", changed: false });
    const both = await gone("nobody-1", "here-1");
    expect(both.status).toBe(0);
    expect(both.json()).toMatchObject([
      { name: "nobody-1", changed: false },
      { name: "here-1", changed: true },
    ]);
    expect((await gone("--name", "zzz-*")).json()).toEqual([]);
    expect((await gone("nobody-1", "--region", "ap-northeast-1,us-east-1")).status).toBe(0);
  });

  test("without it, it is", async () => {
    expect((await cli("infra destroy nobody-1 --yes")).status).toBe(3);
  });

  test("nothing is asked where nothing would be lost", async () => {
    const typed = cli.with({ terminal: 100, stdin: "" });
    expect((await typed("infra destroy nobody-1 --if-exists")).status).toBe(0);
  });
});

test("no sign of success stands beside a wrong answer (#11.33)", async () => {
  await cli("infra create --name web-5 --no-wait");
  const typed = cli.with({ terminal: 100, stdin: "web-6\n", env: { NO_COLOR: "1" } });
  const { status, stderr } = await typed("infra destroy --name web-5");
  expect(status).toBe(2);
  expect(stderr).toContain("Type web-5 to destroy it");
  expect(stderr).not.toContain("\u2714");
});
