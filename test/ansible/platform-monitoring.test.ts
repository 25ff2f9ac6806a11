import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ANSIBLE } from "../helpers/ansible.ts";
import { type Machine, describeOnMachine, openMachine } from "../helpers/machine.ts";
import type { Ran } from "../helpers/run.ts";
import { tool } from "../helpers/tools.ts";
import { unitTests } from "./alerts.ts";
import { play, put, sums } from "./monitor.ts";
import { PLATFORM_CASES } from "./platform-alerts.ts";
import { metricsIn } from "./promql.ts";

const host = (address: string, service: string, more: object = {}): object => ({
  quants_private_ip: address,
  service_type: service,
  quants_environment: "prod",
  quants_region: "ap-northeast-1",
  ...more,
});

const INVENTORY = {
  all: {
    hosts: {
      "p-portal": host("172.26.0.1", "portal"),
      "p-worker-1": host("172.26.0.2", "worker", { quants_tags: { Pool: "low" } }),
      "p-db": host("172.26.0.3", "database"),
      "p-db-2": host("172.26.0.4", "database-replica"),
      "p-redis": host("172.26.0.5", "redis"),
    },
    children: {
      monitors: { hosts: { "p-portal": {} } },
      service_portal: { hosts: { "p-portal": {} } },
      service_worker: { hosts: { "p-worker-1": {} } },
      service_database: { hosts: { "p-db": {} } },
      service_database_replica: { hosts: { "p-db-2": {} } },
      service_redis: { hosts: { "p-redis": {} } },
    },
  },
};

const VARIABLES = {
  grafana_admin_password: "a password of grafana",
  grafana_start: false,
  prometheus_portal_port: 8000,
};

interface Panel {
  title: string;
  targets: { expr: string; datasource: { uid: string } }[];
}

const FILES = join(ANSIBLE, "roles/grafana/files");
const dashboards = readdirSync(FILES).filter((name) => name.endsWith(".json"));
const panelsOf = (name: string): Panel[] =>
  (JSON.parse(readFileSync(join(FILES, name), "utf8")) as { panels: Panel[] }).panels;

const METRICS = join(import.meta.dirname, "metrics");
const known = new Set(
  readdirSync(METRICS).flatMap((name) =>
    readFileSync(join(METRICS, name), "utf8")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#")),
  ),
);

describe("what the dashboards ask for", () => {
  test("names are found in an expression, and nothing else is", () => {
    const expression =
      'sum by (le, a) (rate(some_bucket{b=~"x|y{2}", c="other_metric"}[5m])) / on (a) group_left (t) ' +
      'count(label_replace(more{}, "to", "$1", "from", "(.*)")) * 1e3 > $limit and up == 1';
    expect(metricsIn(expression)).toEqual(["some_bucket", "more", "up"]);
  });

  test("each dashboard has a name of its own", () => {
    const uids = dashboards.map(
      (name) => (JSON.parse(readFileSync(join(FILES, name), "utf8")) as { uid: string }).uid,
    );
    expect(new Set(uids).size).toBe(dashboards.length);
    expect(dashboards).toEqual([
      "fleet.json",
      ...["business", "cost", "overview", "resources"].map((it) => `platform-${it}.json`),
    ]);
  });

  test.each(dashboards)("%s: only metrics that an exporter gives", (name) => {
    const asked = panelsOf(name).flatMap(({ targets }) => targets.map(({ expr }) => expr));
    expect(asked.length).toBeGreaterThan(0);
    const unknown = asked.flatMap(metricsIn).filter((metric) => !known.has(metric));
    expect(unknown).toEqual([]);
    for (const expression of asked) expect(metricsIn(expression)).not.toEqual([]);
  });
});

const programs = { "ansible-playbook": tool("ansible-playbook"), promtool: tool("promtool") };

describeOnMachine("the monitoring of a platform", programs, () => {
  let machine: Machine;
  let first: Ran;
  const read = (path: string): string => readFileSync(join(machine.root, path), "utf8");
  const checked = async (...argv: string[]): Promise<string> => {
    const { status, stdout, stderr } = await machine.run(["promtool", ...argv]);
    return status === 0 ? "" : stdout + stderr;
  };
  const rules = (name: string): { alert: string; expr: string }[] =>
    (
      parse(read(`/etc/prometheus/rules/${name}.yml`)) as {
        groups: { rules: { alert: string; expr: string }[] }[];
      }
    ).groups.flatMap((group) => group.rules);

  beforeAll(async () => {
    machine = await openMachine();
    put(machine, "/etc/quants/hosts.json", JSON.stringify(INVENTORY));
    first = await play(machine, ["prometheus", "grafana"], VARIABLES);
  });
  afterAll(() => machine?.close());

  test("it runs, and has nothing to change the second time", async () => {
    expect(sums(first)).toMatchObject({ failed: 0 });
    expect(sums(await play(machine, ["prometheus", "grafana"], VARIABLES))).toEqual({
      changed: 0,
      failed: 0,
    });
  });

  test("the configuration passes promtool, and every exporter of every host is a target", async () => {
    expect(await checked("check", "config", "/etc/prometheus/prometheus.yml")).toBe("");
    const targets = (name: string): { targets: string[]; labels: Record<string, string> }[] =>
      JSON.parse(read(`/etc/prometheus/targets/${name}.json`)) as never;
    const places = (name: string): string[] => targets(name).flatMap((it) => it.targets);
    expect(places("cadvisor")).toEqual(["172.26.0.1:9338", "172.26.0.2:9338"]);
    expect(places("postgres")).toEqual(["172.26.0.3:9187", "172.26.0.4:9187"]);
    expect(places("traefik")).toEqual(["172.26.0.1:8082"]);
    expect(places("portal")).toEqual(["172.26.0.1:8000"]);
    expect(
      targets("redis").map((it) => [it.labels["server"], it.labels["__param_target"]]),
    ).toEqual([
      ["cache", "redis://127.0.0.1:6379"],
      ["queue", "redis://127.0.0.1:6380"],
    ]);
    // Workers are counted by this label: one target of each has it.
    const pools = ["nodes", "cadvisor"].flatMap((name) =>
      targets(name).flatMap((it) => it.labels["pool"] ?? []),
    );
    expect(pools).toEqual(["low"]);
  });

  test(`alerts fire when they should, and only then (${PLATFORM_CASES.length} cases)`, async () => {
    const files = ["nodes", "platform"].map((name) => `/etc/prometheus/rules/${name}.yml`);
    put(machine, "/etc/quants/alerts.json", unitTests(files, PLATFORM_CASES));
    expect(await checked("test", "rules", "/etc/quants/alerts.json")).toBe("");
    const fired = PLATFORM_CASES.flatMap(({ firing }) => firing.map((it) => it.split('"')[1]));
    const names = rules("platform").map(({ alert }) => alert);
    expect(names).toHaveLength(9);
    expect(names.filter((name) => !fired.includes(name))).toEqual([]);
  });

  test("alerts ask only for metrics that an exporter gives", () => {
    const unknown = [...rules("platform"), ...rules("nodes")]
      .flatMap(({ expr }) => metricsIn(expr))
      .filter((name) => !known.has(name));
    expect(unknown).toEqual([]);
  });

  test("Prometheus accepts every expression of every dashboard", async () => {
    const all = dashboards.flatMap((name) =>
      panelsOf(name).flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    );
    const panels = all.map((expr, index) => ({
      record: `panel:${index}`,
      expr: expr
        .replaceAll("$__rate_interval", "5m")
        .replaceAll(/\$(core|gb)_hour/g, "0.05")
        .replaceAll(/\$[a-z_]+/g, ".*"),
    }));
    put(
      machine,
      "/etc/quants/panels.json",
      JSON.stringify({ groups: [{ name: "p", rules: panels }] }),
    );
    expect(await checked("check", "rules", "/etc/quants/panels.json")).toBe("");
  });

  test("Grafana gets all five dashboards, byte for byte", () => {
    for (const name of dashboards) {
      expect(read(`/opt/grafana/dashboards/${name}`)).toBe(readFileSync(join(FILES, name), "utf8"));
    }
  });
});
