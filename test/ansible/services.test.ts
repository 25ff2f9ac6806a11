import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { type Machine, describeOnMachine, openMachine } from "../helpers/machine.ts";
import type { Ran } from "../helpers/run.ts";
import { tool } from "../helpers/tools.ts";
import { inventory, play, put, sums } from "./monitor.ts";

const VALUE = `quo'te" $HOME \${X} {[\n2nd line é😀`;
const SECRETS = {
  data_collector_environment: { API_KEY: "a-collector-secret", VALUE, DEBUG: true, WORKERS: 3 },
  execution_engine_exchange_key: "an-exchange-key",
  execution_engine_exchange_secret: "an-exchange-secret",
  execution_engine_api_password: "an-api-password",
  execution_engine_api_jwt_secret: "a-jwt-secret-of-32-characters-ok",
};
const SECRET_TEXTS = [
  "a-collector-secret",
  ...Object.values(SECRETS).filter((secret) => typeof secret === "string"),
];
const VARIABLES = {
  data_collector_image: "registry.example.org/collector:1.4.2",
  data_collector_command: ["collect", "--home", "$HOME"],
  data_collector_ports: ["127.0.0.1:9300:9300"],
  execution_engine_strategy: "Trend",
  execution_engine_strategy_files: ["/etc/quants/trend.py"],
  execution_engine_exchange: "binance",
  execution_engine_pairs: ["BTC/USDT"],
  execution_engine_stake_amount: 50,
  execution_engine_config: { timeframe: "5m", exchange: { ccxt_config: { rateLimit: 200 } } },
  ...SECRETS,
};
const SERVICES = ["data_collector", "execution_engine"];

// There is no Docker in the machine. This one knows the plugin where /etc/plugin is, and takes a
// project for changed when its files are.
const COMPOSE = `#!/bin/bash
case " $* " in
*" version "*) echo 1 ;;
*" up "*)
  sha256sum docker-compose* >/tmp/now
  if cmp -s /tmp/now .up; then echo "$UNCHANGED" >&2; else mv /tmp/now .up; echo "$CHANGED" >&2; fi ;;
esac
echo "$PWD: $*" >>/var/log/compose
`;
const DOCKER = `#!/bin/bash
case $1 in
inspect) cat /etc/health ;;
exec) cat >/etc/grafana-password ;;
compose)
  test -e /etc/plugin || exit 1
  shift
  CHANGED=" Container x  Started" UNCHANGED=" Container x  Running" exec /usr/lib/compose "$@" ;;
esac
`;
const DOCKER_COMPOSE = `#!/bin/bash
test -e /etc/plugin && exit 1
CHANGED="Creating x ... done" UNCHANGED="x is up-to-date" exec /usr/lib/compose "$@"
`;

const programs = { "ansible-playbook": tool("ansible-playbook") };

describeOnMachine("the playbooks of the services", programs, () => {
  let machine: Machine;
  let first: Ran;
  const read = (path: string): string => readFileSync(join(machine.root, path), "utf8");
  const mode = (path: string): string =>
    (statSync(join(machine.root, path)).mode & 0o777).toString(8);
  const compose = (folder: string, file = "docker-compose.yml"): Record<string, unknown> => {
    const { services } = parse(read(join(folder, file))) as {
      services: Record<string, Record<string, unknown>>;
    };
    return Object.values(services)[0] ?? {};
  };
  const config = (): Record<string, unknown> =>
    JSON.parse(read("/opt/execution-engine/config.json")) as Record<string, unknown>;

  beforeAll(async () => {
    machine = await openMachine();
    put(machine, "/etc/quants/hosts.json", await inventory());
    put(machine, "/etc/quants/trend.py", "class Trend: ...\n");
    put(machine, "/etc/health", "healthy");
    put(machine, "/usr/lib/compose", COMPOSE, 0o755);
    put(machine, "/usr/local/sbin/docker", DOCKER, 0o755);
    put(machine, "/usr/local/sbin/docker-compose", DOCKER_COMPOSE, 0o755);
    first = await play(machine, SERVICES, VARIABLES, ["-vvv", "--diff"]);
  });
  afterAll(() => machine?.close());

  test("the first run shows no secret", () => {
    expect(sums(first)).toMatchObject({ failed: 0 });
    for (const secret of [...SECRET_TEXTS, "2nd line"]) {
      expect(first.stdout + first.stderr).not.toContain(secret);
    }
  });

  test("a second run changes nothing", async () => {
    expect(sums(await play(machine, SERVICES, VARIABLES))).toEqual({ changed: 0, failed: 0 });
  });

  test("the collector: no privileges, an address for its port, its command as it was given", () => {
    expect(compose("/opt/data-collector")).toMatchObject({
      image: "registry.example.org/collector:1.4.2",
      command: ["collect", "--home", "$$HOME"],
      user: expect.stringMatching(/^[1-9]\d*:[1-9]\d*$/) as unknown,
      ports: ["127.0.0.1:9300:9300"],
      restart: "unless-stopped",
      logging: { driver: "json-file", options: { "max-size": "10m", "max-file": "5" } },
    });
    expect(read("/opt/data-collector/docker-compose.yml")).not.toContain("a-collector-secret");
  });

  test("its environment: values byte for byte, readable by root alone", () => {
    const { environment } = compose("/opt/data-collector", "docker-compose.override.yml");
    expect(environment).toEqual({
      API_KEY: "a-collector-secret",
      VALUE: VALUE.replaceAll("$", "$$$$"),
      DEBUG: "true",
      WORKERS: "3",
    });
    expect(mode("/opt/data-collector/docker-compose.override.yml")).toBe("600");
  });

  test("Freqtrade: simulated orders, without the exchange's key, in a file of its own", () => {
    expect(config()).toMatchObject({
      dry_run: true,
      timeframe: "5m",
      stake_amount: 50,
      exchange: {
        name: "binance",
        key: "",
        secret: "",
        pair_whitelist: ["BTC/USDT"],
        ccxt_config: { rateLimit: 200 },
      },
      api_server: { enabled: true, password: "an-api-password" },
    });
    expect(mode("/opt/execution-engine/config.json")).toBe("600");
    expect(mode("/opt/execution-engine/user_data/strategies/trend.py")).toBe("640");
  });

  test("its API is published in the VPN and nowhere else", () => {
    const { ports, command } = compose("/opt/execution-engine");
    expect(ports).toEqual(["10.200.1.12:8080:8080"]);
    expect(command).toContain("sqlite:////freqtrade/user_data/tradesv3.dryrun.sqlite");
    const text = read("/opt/execution-engine/docker-compose.yml");
    for (const secret of SECRET_TEXTS) expect(text).not.toContain(secret);
  });

  test("live trading is asked for by its own variable; the container is made anew", async () => {
    const live = { ...VARIABLES, execution_engine_live_trading: true };
    const before = compose("/opt/execution-engine")["labels"];
    put(machine, "/etc/plugin", "");
    const argv = ["-vvv", "--diff"];
    const { status, stdout, stderr } = await play(machine, ["execution_engine"], live, argv);
    expect(status).toBe(0);
    expect(stdout + stderr).not.toContain("an-exchange-");
    expect(config()).toMatchObject({
      dry_run: false,
      exchange: { key: "an-exchange-key", secret: "an-exchange-secret" },
    });
    const { labels, command } = compose("/opt/execution-engine");
    expect(labels).not.toEqual(before);
    expect(command).toContain("sqlite:////freqtrade/user_data/tradesv3.sqlite");
    expect(stdout).toMatch(/Start the containers .*\n(?:.*\n)*?changed: \[prod-exec-1\]/);
  });

  test.each([
    ["data_collector", { data_collector_image: "" }, /Set data_collector_image to the image/],
    [
      "data_collector",
      { data_collector_ports: ["8080:8080", "0.0.0.0:1:1", "127.0.0.1:2:2"] },
      /must be ADDRESS:HOST_PORT:CONTAINER_PORT.* Refused: 8080:8080, 0\.0\.0\.0:1:1"/,
    ],
    [
      "execution_engine",
      { execution_engine_strategy: "", execution_engine_pairs: [] },
      /Set execution_engine_strategy, execution_engine_pairs: there is no default for what to trade/,
    ],
    [
      "execution_engine",
      { execution_engine_live_trading: true, execution_engine_exchange_secret: "" },
      /set execution_engine_exchange_key and execution_engine_exchange_secret/,
    ],
    [
      "execution_engine",
      { execution_engine_config: { dry_run: false } },
      /execution_engine_config must not set .*execution_engine_live_trading for dry_run/,
    ],
    [
      "execution_engine",
      { execution_engine_api_jwt_secret: "short" },
      /Set execution_engine_api_jwt_secret \(32 characters or more\)/,
    ],
    [
      "execution_engine",
      { wireguard_address: "" },
      /The WireGuard address of prod-exec-1 is unknown/,
    ],
  ])("%s refuses %j before anything is changed", async (service, wrong, message) => {
    const { status, stdout } = await play(machine, [service], { ...VARIABLES, ...wrong });
    expect(status).toBe(2);
    expect(stdout).toMatch(message);
    expect(stdout).toMatch(/changed=0 .* failed=1/);
  });

  test("a container that is not healthy fails the deployment, and is named", async () => {
    put(machine, "/etc/health", "unhealthy");
    const variables = { ...VARIABLES, compose_project_wait_seconds: 1 };
    const argv = ["--start-at-task", "Start the container"];
    const { status, stdout } = await play(machine, ["data_collector"], variables, argv);
    put(machine, "/etc/health", "healthy");
    expect(status).toBe(2);
    expect(stdout).toMatch(/data-collector on dev-collector-1 did not come up .*: unhealthy/);
  });

  test("Grafana's password is changed where the account still has another", async () => {
    const server = `
import base64, http.server
class Grafana(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        known = "Basic " + base64.b64encode(b"admin:" + open("/etc/grafana-password", "rb").read()).decode()
        self.send_response(200 if self.headers["Authorization"] == known else 401)
        self.end_headers()
server = http.server.HTTPServer(("127.0.0.1", 3000), Grafana)
import os
if os.fork() == 0:
    os.setsid()
    for fd in (0, 1, 2): os.dup2(os.open("/dev/null", os.O_RDWR), fd)
    server.serve_forever()
`;
    const argv = ["--start-at-task", "Start the container"];
    put(machine, "/opt/grafana/docker-compose.yml", "services: {}\n");
    put(machine, "/etc/grafana-password", "the old one");
    expect(await machine.run(["python3", "-c", server])).toMatchObject({ status: 0 });
    const variables = { grafana_admin_password: "pass $word 'of' grafana" };
    const changing = await play(machine, ["grafana"], variables, ["-vvv", ...argv]);
    expect(sums(changing)).toMatchObject({ failed: 0 });
    expect(changing.stdout + changing.stderr).not.toContain("pass $word");
    expect(read("/etc/grafana-password").trimEnd()).toBe(variables.grafana_admin_password);
    put(machine, "/etc/grafana-password", variables.grafana_admin_password);
    const again = await play(machine, ["grafana"], variables, argv);
    expect(sums(again)).toEqual({ changed: 0, failed: 0 });
  });
});
