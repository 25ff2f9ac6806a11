import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeClock, fakeClock } from "../../helpers/fake-clock.ts";

let clock: FakeClock;
let cli: Cli & { dispose: () => void };
beforeEach(() => {
  clock = fakeClock({ auto: true });
  cli = makeCli({ clock });
});
afterEach(() => cli.dispose());

const names = async (): Promise<unknown> =>
  ((await cli("infra list --output json")).json() as { name: string }[]).map((it) => it.name);

function faults(plan: object): { env: Record<string, string> } {
  const file = join(cli.directory, "faults.json");
  writeFileSync(file, JSON.stringify(plan));
  return { env: { QUANTS_CTL_SANDBOX_FAULTS: file } };
}

test("the record has the published keys", async () => {
  const { status, json } = await cli("infra create --name web-1 --output json");
  expect(status).toBe(0);
  const record = json() as Record<string, unknown>;
  expect(Object.keys(record)).toEqual([
    "instance_id",
    "name",
    "status",
    "public_ip",
    "private_ip",
    "ipv6_addresses",
    "ip_address_type",
    "is_static_ip",
    "bundle_id",
    "blueprint_id",
    "blueprint_name",
    "availability_zone",
    "region",
    "created_at",
    "username",
    "key_pair",
    "tags",
    "firewall_rules",
    "hardware",
    "monthly_price_usd",
    "transfer_gb_per_month",
    "arn",
    "support_code",
    "changed",
    "static_ip_name",
    "done",
    "not_done",
    "finish_with",
  ]);
  expect(record).toMatchObject({
    instance_id: "web-1",
    name: "web-1",
    status: "running",
    bundle_id: "small_3_0",
    blueprint_id: "ubuntu_22_04",
    region: "ap-northeast-1",
    availability_zone: "ap-northeast-1a",
    username: "ubuntu",
    hardware: { cpu_count: 2, ram_size_gb: 2, disk_size_gb: 60 },
    monthly_price_usd: 12,
    changed: true,
    static_ip_name: null,
    done: ["instance", "wait"],
    not_done: [],
    finish_with: null,
  });
});

test("narration is on stderr, one line for each change; stdout is the result alone", async () => {
  const { stdout, stderr } = await cli("infra create --name web-1 --output name");
  expect(stdout).toBe("web-1\n");
  expect(stderr.trimEnd().split("\n")).toEqual([
    "web-1: created",
    "web-1: pending",
    "web-1: running at 198.51.100.1",
  ]);
});

test("with a static IP and ports, the firewall is exactly what was asked", async () => {
  const { json } = await cli(
    "infra create --name mon --static-ip --output json --port tcp/22@203.0.113.0/24 --port udp/51820@world",
  );
  const record = json() as { firewall_rules: unknown[] };
  expect(record).toMatchObject({
    is_static_ip: true,
    static_ip_name: "mon-static-ip",
    not_done: [],
  });
  expect(record.firewall_rules).toEqual([
    {
      protocol: "tcp",
      from_port: 22,
      to_port: 22,
      cidrs: ["203.0.113.0/24"],
      ipv6_cidrs: [],
      cidr_list_aliases: [],
    },
    {
      protocol: "udp",
      from_port: 51_820,
      to_port: 51_820,
      cidrs: ["0.0.0.0/0"],
      ipv6_cidrs: ["::/0"],
      cidr_list_aliases: [],
    },
  ]);
});

test("a port takes what infra ports open takes: services, my-ip, the world only in words (#11.29)", async () => {
  const here = cli.with({ env: { QUANTS_CTL_MY_IP: "203.0.113.7" } });
  const rules = ["--port", "ssh@my-ip", "--port", "https@world"];
  const { json, stderr } = await here(
    "infra create --name web-1 --output json",
    ...[...rules, "--port", "wireguard@world"],
  );
  expect(json()).toMatchObject({
    firewall_rules: [
      { protocol: "tcp", from_port: 22, cidrs: ["203.0.113.7/32"], ipv6_cidrs: [] },
      { protocol: "tcp", from_port: 443, cidrs: ["0.0.0.0/0"], ipv6_cidrs: ["::/0"] },
      { protocol: "udp", from_port: 51_820, cidrs: ["0.0.0.0/0"], ipv6_cidrs: ["::/0"] },
    ],
  });
  expect(stderr).toBe("");
  const silent = await here("infra create --name web-3", ...rules, "--port", "wireguard");
  expect(silent).toMatchObject({ status: 2, stdout: "" });
  expect(silent.stderr).toContain("No source says who may reach wireguard.");
  expect(silent.stderr).toContain("wireguard@world, if anyone may");
  const planned = await here("infra create --name web-2", ...rules, "--dry-run");
  expect(planned.stdout).toContain("tcp/22@203.0.113.7/32 tcp/443@0.0.0.0/0,::/0");
});

test("a firewall without SSH is made, but with a warning", async () => {
  const { status, stderr } = await cli("infra create --name web-1 --port tcp/80@world");
  expect(status).toBe(0);
  expect(stderr).toContain("nobody will be able to log in by SSH");
});

test("several names make an array; every option of the Python tool is taken", async () => {
  const { status, json } = await cli(
    "infra create --name a1 --name a2 --bundle nano_3_0 --blueprint debian_12 --region us-east-1 --availability-zone us-east-1b --use-static-ip --output json --tags Environment=dev --tag Team=quant",
  );
  expect(status).toBe(0);
  expect(json()).toMatchObject([
    {
      name: "a1",
      availability_zone: "us-east-1b",
      username: "admin",
      tags: { Environment: "dev", Team: "quant" },
    },
    { name: "a2", is_static_ip: true },
  ]);
});

test("--no-wait returns the pending record", async () => {
  const { json } = await cli("infra create --name web-1 --no-wait --output json");
  expect(json()).toMatchObject({ status: "pending", public_ip: null, not_done: [] });
});

test.each(["operation", "running", "ip"])("--wait %s is reached", async (level) => {
  const { status, json } = await cli("infra create --name web-1 --wait", level, "--output", "json");
  expect(status).toBe(0);
  expect(json()).toMatchObject({ status: "running" });
});

test("the wait for an address outlasts running", async () => {
  const late = cli.with(
    faults({ rules: [{ operation: "CreateInstances", fault: "late_address", ms: 60_000 }] }),
  );
  const { stdout, stderr } = await late("infra create --name web-1");
  expect(stdout).toMatch(/Public IP +198\.51\.100\./);
  expect(stderr).toContain("web-1: running, no address yet");
});

test("user data comes from a file or stdin and is never shown", async () => {
  writeFileSync(join(cli.directory, "init.sh"), "#!/bin/sh\necho s3cret\n");
  const fromFile = await cli("infra create --name a1 --user-data init.sh");
  const fromStdin = await cli.with({ stdin: "#!/bin/sh\necho s3cret\n" })(
    "infra create --name a2 --user-data - --output json",
  );
  for (const { status, stdout, stderr } of [fromFile, fromStdin]) {
    expect(status).toBe(0);
    expect(stdout + stderr).not.toContain("s3cret");
  }
});

describe("bad input", () => {
  test.each([
    [["--name", "x"], 2, "invalid_input", "shorter than 2"],
    [["--name", "true"], 2, "invalid_input", "flag"],
    [["--name", "web 1"], 2, "invalid_input", "contains"],
    [["--name", "web-1", "--name", "web-1"], 2, "usage", "twice"],
    [["--name", "web-1", "--bundle", "smal_3_0"], 2, "invalid_input", 'no bundle "smal_3_0"'],
    [
      ["--name", "web-1", "--blueprint", "ubuntu_2204"],
      2,
      "invalid_input",
      'no blueprint "ubuntu_2204"',
    ],
    [
      ["--name", "web-1", "--blueprint", "windows_server_2022"],
      2,
      "invalid_input",
      "does not run on",
    ],
    [["--name", "web-1", "--bundle", "nano_ipv6_3_0"], 2, "invalid_input", "IPv6-only"],
    [["--name", "web-1", "--region", "mars"], 2, "invalid_input", '"mars" is not a region'],
    [["--name", "web-1", "--region", "eu-west-9"], 4, "credentials_invalid", ""],
    [["--name", "web-1", "--region", "all"], 2, "usage", "one region"],
    [["--name", "web-1", "--az", "us-east-1a"], 2, "invalid_input", "belongs to us-east-1"],
    [["--name", "web-1", "--az", "nowhere"], 2, "invalid_input", "not a zone of ap-northeast-1"],
    [["--name", "web-1", "--tag", "a"], 2, "invalid_input", "no '='"],
    [["--name", "web-1", "--tag", "=b"], 2, "invalid_input", "key is empty"],
    [["--name", "web-1", "--tag", "aws:x=1"], 2, "invalid_input", "reserved"],
    [["--name", "web-1", "--tag", "a=1", "--tag", "a=2"], 2, "usage", "twice"],
    [["--name", "web-1", "--port", "tcp/70000"], 2, "invalid_input", "between 0 and 65535"],
    [["--name", "web-1", "--port", "tcp/22@10.0.0.0/33"], 2, "invalid_input", "prefix length"],
    [["--name", "web-1", "--port", "htps"], 2, "invalid_input", "neither a service"],
    [["--name", "web-1", "--user-data", "nowhere.sh"], 2, "usage", "ENOENT"],
    [["--name", "web-1", "--wait", "forever"], 2, "invalid_input", '"forever"'],
    [["--name", "web-1", "--timeout", "soon"], 2, "invalid_input", '"soon"'],
    [["--name", "web-1", "--poll-interval", "0"], 2, "invalid_input", "too short"],
    [["--name", "web-1", "--wait", "ssh"], 2, "usage", "no SSH server"],
    [["--name", "web-1", "--output", "xml"], 2, "invalid_input", '"xml"'],
    [["--name", "web-1", "--key-pair", "nobody"], 3, "not_found", "nobody"],
    [["--name", "web-1", "stray"], 2, "usage", "oo many arguments"],
    [["--name", "web-1", "--bundel", "x"], 2, "usage", "nknown option '--bundel'"],
    [["--name"], 2, "usage", "argument missing"],
    [[], 2, "usage", "--name"],
  ])("%j is refused and makes nothing", async (argv, status, code, why) => {
    const result = await cli(
      "infra create",
      ...(argv.includes("xml") ? [] : ["--output", "json"]),
      ...argv,
    );
    expect(result.status).toBe(status);
    expect(result.stdout).toBe("");
    if (!argv.includes("xml")) {
      const error = result.error();
      expect(error).toMatchObject({ code });
      expect(error["message"]).toContain(why);
      expect(error["hint"]).toBeTruthy();
    }
    expect(await names()).toEqual([]);
  });

  test("51 tags are one too many", async () => {
    const tags = Array.from({ length: 51 }, (_, index) => ["--tag", `k${index}=v`]).flat();
    expect((await cli("infra create --name web-1", ...tags)).status).toBe(2);
    expect((await cli("infra create --name web-1", ...tags.slice(2))).status).toBe(0);
  });
});

describe("repeating it", () => {
  test("a second create of the name is a conflict that shows nothing of the other", async () => {
    await cli("infra create --name web-1");
    const { status, stdout, error } = await cli("infra create --name web-1 --output json");
    expect(status).toBe(5);
    expect(stdout).toBe("");
    expect(error()).toMatchObject({ code: "name_in_use", resource: "web-1" });
  });

  test("--if-not-exists converges and says that nothing changed", async () => {
    const argv = [
      "infra",
      "create",
      "--name",
      "web-1",
      "--static-ip",
      "--tag",
      "A=b",
      "--port",
      "tcp/22@world",
    ];
    await cli(...argv);
    const { status, json } = await cli(...argv, "--if-not-exists", "--output", "json");
    expect(status).toBe(0);
    expect(json()).toMatchObject({
      changed: false,
      static_ip_name: "web-1-static-ip",
      not_done: [],
    });
  });

  test("--if-not-exists adds what is missing", async () => {
    await cli("infra create --name web-1");
    const { json } = await cli(
      "infra create --name web-1 --static-ip --if-not-exists --output json",
    );
    expect(json()).toMatchObject({ changed: true, is_static_ip: true });
  });

  test("--if-not-exists refuses an instance of another kind", async () => {
    await cli("infra create --name web-1 --bundle nano_3_0");
    const { status, error } = await cli("infra create --name web-1 --if-not-exists --output json");
    expect(status).toBe(5);
    expect(error()["message"]).toContain("its bundle is nano_3_0, not small_3_0");
  });

  test("--dry-run refuses what the creation would refuse", async () => {
    await cli("infra create --name web-1 --bundle nano_3_0");
    await cli("infra ip allocate -n web-2-static-ip --attach-to web-1");
    const planned = async (...argv: string[]): Promise<Record<string, unknown>> => {
      const run = await cli("infra create", ...argv, "--dry-run", "--output", "json");
      expect(run.status).toBe(5);
      expect(run.json()).toMatchObject({ changes: [], complete: false });
      return run.error();
    };
    const other = await planned("--name", "web-1", "--if-not-exists");
    expect(other["message"]).toContain("its bundle is nano_3_0, not small_3_0");
    const held = await planned("--name", "web-2", "--static-ip");
    expect(held["message"]).toBe("The static IP web-2-static-ip is attached to web-1.");
  });

  test("two processes create one name at once: one instance, the other is told", async () => {
    const results = await Promise.all([
      cli("infra create --name web-1 --output json"),
      cli("infra create --name web-1 --output json"),
    ]);
    expect(results.map((it) => it.status).toSorted((a, b) => a - b)).toEqual([0, 5]);
    expect(await names()).toEqual(["web-1"]);
  });
});

describe("nothing is lost", () => {
  test("an answer lost after the effect is read back, not repeated", async () => {
    const shaky = cli.with(
      faults({ rules: [{ operation: "CreateInstances", fault: "reset_after", calls: [1] }] }),
    );
    const { status, json } = await shaky("infra create --name web-1 --output json");
    expect(status).toBe(0);
    expect(json()).toMatchObject({ name: "web-1", changed: true });
    expect(await names()).toEqual(["web-1"]);
  });

  test("when the static IP can't be had, the instance is shown with what is left to do", async () => {
    const poor = cli.with(faults({ quotas: { static_ips: 0 } }));
    const { status, json, error } = await poor(
      "infra create --name web-1 --static-ip --output json",
    );
    expect(status).toBe(1);
    expect(json()).toMatchObject({
      name: "web-1",
      done: ["instance"],
      not_done: ["static_ip", "wait"],
      finish_with:
        "quants-ctl infra create --name web-1 --region ap-northeast-1 --static-ip --if-not-exists",
    });
    expect(error()).toMatchObject({
      code: "quota_exceeded",
      hint: expect.stringContaining("Finish with:"),
    });
    expect(error()["hint"]).toContain("Or undo with: quants-ctl infra destroy --name web-1");
    const again = ["--name", "web-1", "--static-ip", "--if-not-exists", "--output", "json"];
    const failed = await poor("infra create", ...again);
    // An instance that was there is not this run's to delete.
    expect(failed.error()["hint"]).not.toContain("destroy");
    const finished = await cli(
      "infra create --name web-1 --static-ip --if-not-exists --output json",
    );
    expect(finished.json()).toMatchObject({ is_static_ip: true, not_done: [], finish_with: null });
  });

  test("an attach that fails names the static IP that is billed", async () => {
    const shaky = cli.with(
      faults({ rules: [{ operation: "AttachStaticIp", fault: "server_error", probability: 1 }] }),
    );
    const { status, error } = await shaky("infra create --name web-1 --static-ip --output json");
    expect(status).toBe(8);
    expect(error()["message"]).toMatch(
      /web-1-static-ip \(198\.51\.100\.\d+\) is allocated, but not attached/,
    );
  });

  test("a wait that times out prints the record and exits with 7", async () => {
    const slow = cli.with({ env: { QUANTS_CTL_SANDBOX_PACE: "real" } });
    const { status, json, error } = await slow(
      "infra create --name web-1 --timeout 2s --output json",
    );
    expect(status).toBe(7);
    expect(json()).toMatchObject({ name: "web-1", status: "pending", not_done: ["wait"] });
    expect(error()).toMatchObject({ code: "wait_timeout" });
  });

  test("of several, each has a record, made or failed, and the status says partial (#11.20)", async () => {
    await cli("infra create --name taken");
    const { status, json, error } = await cli(
      "infra create --name a1 --name taken --name a2 --output json",
    );
    expect(status).toBe(6);
    expect(json()).toMatchObject([
      { name: "a1", changed: true },
      { name: "taken", changed: false, error: { code: "name_in_use" } },
      { name: "a2", changed: true },
    ]);
    expect(error()).toMatchObject({
      code: "partial_failure",
      errors: [{ code: "name_in_use", resource: "taken" }],
    });
  });

  test("a static IP of that name which another instance holds stops it before anything is made", async () => {
    await cli("infra create --name other --static-ip");
    const first = await cli("infra create --name other-static-ip");
    expect(first.status).toBe(5);
    expect(await names()).toEqual(["other"]);
  });

  test("an interruption says what exists and how to go on", async () => {
    const controller = new AbortController();
    const { QuantsError } = await import("../../../src/core/errors.ts");
    const base = fakeClock({ auto: true });
    const interrupting = {
      now: base.now,
      sleep: async (ms: number, signal?: AbortSignal) => {
        controller.abort(new QuantsError("interrupted", "Interrupted."));
        await base.sleep(ms, signal);
      },
    };
    const slow = cli.with({ clock: interrupting, signal: controller.signal });
    const { status, json, error } = await slow("infra create --name web-1 --output json");
    expect(status).toBe(130);
    expect(json()).toMatchObject({ name: "web-1", not_done: ["wait"] });
    expect(error()).toMatchObject({
      code: "interrupted",
      hint: expect.stringContaining("infra destroy --name web-1"),
    });
  });
});

test("no command to log in is shown until the address that it will have is known (#11.11)", async () => {
  const created = await cli("infra create --name web-1 --no-wait");
  expect(created.stdout).toMatch(/^SSH +-$/m);
  const shown = await cli("infra info --name web-1");
  expect(shown.stdout).toMatch(/^IPv6 +2001:db8/m);
  expect(shown.stdout).toMatch(/^SSH +-$/m);
  const json = await cli("infra info --name web-1 --output json");
  expect(json.json()).toMatchObject({ status: "pending", ssh_command: null });
  await clock.advance(60_000);
  expect((await cli("infra info --name web-1")).stdout).toMatch(/^SSH +ssh ubuntu@198/m);

  const six = ["--bundle", "nano_ipv6_3_0", "--ip-address-type", "ipv6"];
  const only = await cli("infra create --name web-6", ...six);
  expect(only.stdout).toMatch(/^SSH +ssh ubuntu@2001:db8/m);
});
