import { faultyCli } from "../../helpers/faults.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";

let cli: Cli & { dispose: () => void };
beforeEach(async () => {
  cli = makeCli();
  await cli(
    "infra create --name mon-1 --static-ip --tag Environment=dev --tag Marker= --port tcp/22@203.0.113.0/24 --port tcp/3000-3010@world",
  );
});
afterEach(() => cli.dispose());

test("shows address, price, hardware, firewall and the ssh command", async () => {
  const { status, stdout } = await cli("infra info --name mon-1");
  expect(status).toBe(0);
  expect(stdout.replace(/quants-ctl:request=\S+/, "quants-ctl:request=ID")).toMatchInlineSnapshot(`
    "Name        mon-1
    Status      running
    Public IP   198.51.100.2 (static, mon-1-static-ip)
    Private IP  172.26.0.17
    IPv6        2001:db8:12:0:0:0:0:1
    Zone        ap-northeast-1a
    Bundle      small_3_0
    Price       $12.00 a month
    Hardware    2 vCPU, 2 GB RAM, 60 GB disk
    Image       Ubuntu (ubuntu_22_04)
    Key pair    LightsailDefaultKeyPair
    Created     2026-01-15T12:00:00.000Z
    Tags        Environment=dev
                Marker
                quants-ctl:request=ID
    SSH         ssh ubuntu@198.51.100.2

    Firewall
      PORTS          SOURCES
      tcp/22         203.0.113.0/24
      tcp/3000-3010  0.0.0.0/0, ::/0  open to the world
    "
  `);
});

test("in JSON it is one object: the record, the static IP's name, the ssh command", async () => {
  const { json } = await cli("infra info --name mon-1 --output json");
  expect(json()).toMatchObject({
    name: "mon-1",
    monthly_price_usd: 12,
    static_ip_name: "mon-1-static-ip",
    ssh_command: "ssh ubuntu@198.51.100.2",
    hardware: { cpu_count: 2, ram_size_gb: 2, disk_size_gb: 60 },
  });
});

test("in YAML it is the same", async () => {
  const [{ json }, yaml] = [
    await cli("infra info --name mon-1 --output json"),
    await cli("infra info --name mon-1 --output yaml"),
  ];
  const { parse } = await import("yaml");
  expect(parse(yaml.stdout)).toEqual(json());
});

test("--field prints one value and nothing else", async () => {
  const { stdout } = await cli("infra info --name mon-1 --field public_ip");
  expect(stdout).toBe("198.51.100.2\n");
});

test("--field of a value that is not there fails loudly", async () => {
  await cli("infra create --name web-1");
  await cli("infra manage --name web-1 --action stop");
  const absent = await cli("infra info --name web-1 --field public_ip");
  expect(absent).toMatchObject({ status: 3, stdout: "" });
  const unknown = await cli("infra info --name mon-1 --field publicip");
  expect(unknown).toMatchObject({ status: 2, stdout: "" });
  expect(unknown.stderr).toContain("Did you mean public_ip?");
});

test("what belongs to it is missing with a warning when only that can't be had", async () => {
  const rules = ["GetBundles", "GetStaticIps"].map((operation) => ({
    operation,
    fault: "server_error",
  }));
  const shaky = faultyCli(cli, rules);
  const { status, json, stderr } = await shaky("infra info --name mon-1 --output json");
  expect(status).toBe(0);
  expect(json()).toMatchObject({ name: "mon-1", monthly_price_usd: null, static_ip_name: null });
  expect(stderr).toMatch(/"warnings": .*"no price: .*"no name of its static IP: /s);
});

test("an instance that is not there is status 3", async () => {
  const { status, stdout, error } = await cli("infra info --name nobody --output json");
  expect(status).toBe(3);
  expect(stdout).toBe("");
  expect(error()).toMatchObject({
    code: "not_found",
    resource: "nobody",
    request_id: expect.any(String),
  });
});
