import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { type Machine, describeOnMachine, openMachine } from "../helpers/machine.ts";
import type { Ran } from "../helpers/run.ts";
import { tool } from "../helpers/tools.ts";
import { CASES, unitTests } from "./alerts.ts";
import { HOSTILE, inventory, play, put, sums } from "./monitor.ts";

const PASSWORD = `graf'ana"$HOME-password`;
const HOOK = "https://hooks.example.org/a-secret-path";
const TOKEN = "123456:a-telegram-token";
const VARIABLES = {
  grafana_admin_password: PASSWORD,
  grafana_start: false,
  prometheus_retention_size: "5GB",
  alertmanager_receivers: [
    {
      name: "team",
      webhook_configs: [{ url: HOOK }],
      telegram_configs: [{ bot_token: TOKEN, chat_id: -100 }],
    },
  ],
};

const FROM_THERE = ["--start-at-task", "Write the receivers and routes"];

const programs = {
  "ansible-playbook": tool("ansible-playbook"),
  promtool: tool("promtool"),
  amtool: tool("amtool"),
  curl: tool("curl"),
};

describeOnMachine("the monitoring playbook", programs, () => {
  let machine: Machine;
  let first: Ran;
  let told: Ran;
  const read = (path: string): string => readFileSync(join(machine.root, path), "utf8");
  const mode = (path: string): string =>
    (statSync(join(machine.root, path)).mode & 0o777).toString(8);
  const said = async (...argv: [string, ...string[]]): Promise<string> => {
    const { status, stdout, stderr } = await machine.run(argv);
    expect({ status, stderr: status === 0 ? "" : stdout + stderr }).toEqual({
      status: 0,
      stderr: "",
    });
    return stdout;
  };

  beforeAll(async () => {
    machine = await openMachine();
    put(machine, "/etc/quants/hosts.json", await inventory());
    const untold = { ...VARIABLES, alertmanager_receivers: [] };
    first = await play(machine, ["monitoring"], untold, ["-vvv", "--diff"]);
    told = await play(machine, ["alertmanager"], VARIABLES, ["-vvv", "--diff", ...FROM_THERE]);
  });
  afterAll(() => machine?.close());

  test("the first run warns that nobody is told, and shows no secret", () => {
    expect(sums(first)).toMatchObject({ failed: 0 });
    expect(first.stdout).toContain("WARNING: alertmanager_receivers is empty");
    expect(sums(told)).toMatchObject({ failed: 0 });
    const output = first.stdout + first.stderr + told.stdout + told.stderr;
    for (const secret of [PASSWORD, HOOK, TOKEN]) expect(output).not.toContain(secret);
  });

  test("a second run changes nothing", async () => {
    expect(sums(await play(machine, ["monitoring"], VARIABLES))).toEqual({ changed: 0, failed: 0 });
  });

  test("every host of the inventory is a target, by its nearest address, labels byte for byte", () => {
    const region = "eu-west-1";
    const [collector, monitor, engine] = JSON.parse(read("/etc/prometheus/targets/nodes.json")) as [
      unknown,
      unknown,
      unknown,
    ];
    expect(collector).toEqual({
      targets: [expect.stringMatching(/^172\.26\.\d+\.\d+:9100$/)],
      labels: {
        instance: "dev-collector-1",
        environment: HOSTILE,
        service: "data-collector",
        region,
      },
    });
    expect(monitor).toMatchObject({
      targets: ["127.0.0.1:9100"],
      labels: { instance: "dev-monitor", environment: "dev" },
    });
    expect(engine).toEqual({
      targets: ["10.200.1.12:9200"],
      labels: {
        instance: "prod-exec-1",
        environment: "prod",
        service: "execution-engine",
        region: "unknown",
      },
    });
    expect(() => statSync(join(machine.root, "canary"))).toThrow("ENOENT");
  });

  test("the configurations pass the checks of their programs", async () => {
    await said("promtool", "check", "config", "/etc/prometheus/prometheus.yml");
    await said("amtool", "check-config", "/etc/prometheus/alertmanager.yml");
    expect(mode("/etc/prometheus/alertmanager.yml")).toBe("640");
    expect(read("/etc/prometheus/alertmanager.yml")).toContain(HOOK);
  });

  test(`alerts fire when they should, and only then (${CASES.length} cases)`, async () => {
    const rules = ["nodes", "monitoring"].map((name) => `/etc/prometheus/rules/${name}.yml`);
    put(machine, "/etc/quants/alerts.json", unitTests(rules));
    await said("promtool", "test", "rules", "/etc/quants/alerts.json");
    const names = rules.flatMap((path) =>
      (parse(read(path)) as { groups: { rules: { alert: string }[] }[] }).groups.flatMap((group) =>
        group.rules.map((rule) => rule.alert),
      ),
    );
    const tested = CASES.flatMap(({ firing }) => firing.map((labels) => labels.split('"')[1]));
    expect(new Set(tested)).toEqual(new Set(names));
  });

  test("Prometheus and Alertmanager start with it, on loopback alone", async () => {
    await said("/etc/init.d/prometheus", "start");
    await said("/etc/init.d/prometheus-alertmanager", "start");
    const get = (url: string): Promise<string> =>
      said("curl", "--silent", "--fail", "--retry", "20", "--retry-all-errors", url);
    await get("http://127.0.0.1:9093/-/ready");
    await get("http://127.0.0.1:9090/-/ready");
    const { data } = JSON.parse(await get("http://127.0.0.1:9090/api/v1/status/flags")) as {
      data: Record<string, string>;
    };
    expect(data).toMatchObject({
      "storage.tsdb.retention.time": "30d",
      "storage.tsdb.retention.size": "5GiB",
    });
    const listening = await said("cat", "/proc/net/tcp", "/proc/net/tcp6");
    const addresses = [...listening.matchAll(/: (\w+):(\w+) \w+:0000 0A/g)].map(
      ([, address, port]) => `${address}:${Number.parseInt(port ?? "", 16)}`,
    );
    expect(addresses.toSorted()).toEqual(["0100007F:9090", "0100007F:9093"]);
  });

  test("Grafana's container shares the host's network, listens on loopback, holds no secret", () => {
    const compose = read("/opt/grafana/docker-compose.yml");
    expect(compose).not.toContain(PASSWORD);
    expect(parse(compose)).toMatchObject({
      services: {
        grafana: {
          network_mode: "host",
          environment: {
            GF_SERVER_HTTP_ADDR: "127.0.0.1",
            GF_SECURITY_ADMIN_PASSWORD__FILE: "/run/secrets/admin_password",
          },
        },
      },
    });
    expect(read("/opt/grafana/admin_password")).toBe(PASSWORD);
    expect(mode("/opt/grafana/admin_password")).toBe("600");
    expect(parse(read("/opt/grafana/provisioning/datasources/quants.yml"))).toMatchObject({
      datasources: [{ uid: "prometheus", url: "http://127.0.0.1:9090" }],
    });
  });

  test("what amtool refuses leaves the old file in place, and shows no secret", async () => {
    const before = read("/etc/prometheus/alertmanager.yml");
    const variables = {
      alertmanager_receivers: [{ name: "team", webhook_configs: [{ uri: HOOK }] }],
    };
    const argv = ["-vvv", "--diff", ...FROM_THERE];
    const { status, stdout, stderr } = await play(machine, ["alertmanager"], variables, argv);
    expect(status).toBe(2);
    expect(stdout).toContain("Check alertmanager_receivers");
    expect(stdout).toMatch(/here it is version 0\.\d+/);
    expect(stdout + stderr).not.toContain(HOOK);
    expect(read("/etc/prometheus/alertmanager.yml")).toBe(before);
  });

  test("without a password nothing is changed, and one message says what to set", async () => {
    const { status, stdout } = await play(machine, ["monitoring"], {});
    expect(status).toBe(2);
    expect(stdout).toContain("Set grafana_admin_password, preferably as a vault variable");
    expect(stdout).toMatch(/changed=0 .* failed=1/);
  });
});
