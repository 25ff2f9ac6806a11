import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Played, play, playbook } from "../helpers/ansible.ts";
import { type Machine, describeOnMachine, openMachine } from "../helpers/machine.ts";
import { tool } from "../helpers/tools.ts";

const VERSIONS = "/usr/lib/postgresql";
const version = existsSync(VERSIONS) ? (readdirSync(VERSIONS).toSorted().at(-1) ?? null) : null;

const programs = {
  "ansible-playbook": tool("ansible-playbook"),
  pg_createcluster: version === null ? null : tool("pg_createcluster", null),
  "prometheus-postgres-exporter": tool("prometheus-postgres-exporter"),
};

const REPLICATION = "a'replication:\\password";
const PORTAL = "the portal's $password";
const PORTS: Readonly<Record<string, number>> = { one: 5501, two: 5502, large: 5503 };

const at = (cluster: string, memory: number, more: object = {}): object => ({
  platform_address: "127.0.0.1",
  postgres_cluster: cluster,
  postgres_port: PORTS[cluster],
  postgres_memory_mb: memory,
  postgres_processors: 16,
  ...more,
});

function inventory(vars: object = {}): unknown {
  return {
    all: {
      vars: {
        ansible_connection: "local",
        ansible_become: false,
        postgres_replication_password: REPLICATION,
        postgres_databases: [{ name: "portal", owner: "portal", password: PORTAL }],
        postgres_client_addresses: ["172.26.3.4"],
        ...vars,
      },
      hosts: {
        "p-db-1": at("one", 2048),
        "p-db-2": at("two", 1024, { postgres_exporter: false }),
        "p-large": at("large", 65_536, {
          ...{ postgres_start: false, postgres_exporter: false },
          ...{ postgres_primary_host: "p-large", postgres_replica_hosts: [] },
        }),
      },
      children: {
        service_database: { hosts: { "p-db-1": {}, "p-large": {} } },
        service_database_replica: { hosts: { "p-db-2": {} } },
      },
    },
  };
}

describeOnMachine("the role postgres on real clusters", programs, () => {
  let machine: Machine;
  let first: Played;
  const playOn = (hosts: unknown, ...argv: string[]): Promise<Played> =>
    play(machine, hosts, [playbook("postgres"), ...argv], {
      ANSIBLE_GATHERING: "explicit",
      SYSTEMD_OFFLINE: "1",
    });
  const shown = ({ stdout }: Played): string => stdout.replaceAll(/\s+/g, " ");
  const sql = async (cluster: string, statement: string): Promise<string> => {
    const psql = ["psql", "--port", String(PORTS[cluster]), "-Atqc", statement];
    const ran = await machine.run(["runuser", "-u", "postgres", "--", ...psql]);
    return ran.status === 0 ? ran.stdout.trim() : ran.stderr;
  };
  const settings = (cluster: string): Record<string, string> => {
    const file = join(machine.root, `etc/postgresql/${version}/${cluster}/conf.d/quants.conf`);
    const lines = readFileSync(file, "utf8").matchAll(/^(\w+) = '(.*)'$/gm);
    return Object.fromEntries([...lines].map(([, name = "", value = ""]) => [name, value]));
  };

  beforeAll(async () => {
    machine = await openMachine();
    for (const [cluster, port] of Object.entries(PORTS)) {
      const made = await machine.run([
        ...(["pg_createcluster", "--port", String(port), version ?? "", cluster] as const),
        ...["--", "--no-sync"],
      ]);
      if (made.status !== 0) throw new Error(made.stderr);
    }
    first = await playOn(inventory(), "-vvv", "--diff");
  });
  afterAll(() => machine.close());

  test("it runs, shows no password, and has nothing to change the second time", async () => {
    expect(first.status === 0 ? "" : first.stdout + first.stderr).toBe("");
    for (const secret of [REPLICATION, PORTAL, "replication:\\p", "$password"]) {
      expect(first.stdout + first.stderr).not.toContain(secret);
    }
    const { stdout, recap } = await playOn(inventory());
    const changes = Object.entries(recap).map(([host, it]) => [host, it.changed, it.failed]);
    expect({ changes, stdout }).toEqual({
      changes: ["p-db-1", "p-db-2", "p-large"].map((host) => [host, 0, 0]),
      stdout,
    });
  });

  test("at 64 GB and 16 processors the settings are those of the platform's document", () => {
    expect(settings("large")).toMatchObject({
      shared_buffers: "16384MB",
      effective_cache_size: "49152MB",
      maintenance_work_mem: "2048MB",
      work_mem: "128MB",
      max_connections: "500",
      max_prepared_transactions: "200",
      wal_buffers: "16MB",
      checkpoint_completion_target: "0.9",
      max_wal_size: "4GB",
      random_page_cost: "1.1",
      effective_io_concurrency: "200",
      default_statistics_target: "100",
      log_min_duration_statement: "1000",
      log_checkpoints: "on",
      log_connections: "on",
      max_worker_processes: "16",
      max_parallel_workers_per_gather: "4",
    });
  });

  test("the server runs with the values for its own size", async () => {
    expect(await sql("one", "SHOW shared_buffers")).toBe("512MB");
    expect(await sql("one", "SHOW work_mem")).toBe("4MB");
    expect(await sql("one", "SHOW max_connections")).toBe("100");
    expect(await sql("one", "SELECT count(*) FROM pg_settings WHERE pending_restart")).toBe("0");
  });

  test("the replica follows, and can't be written to", async () => {
    await sql("one", "CREATE TABLE seen AS SELECT 42 AS answer");
    const position = await sql("one", "SELECT pg_current_wal_lsn()");
    const reached = `SELECT pg_last_wal_replay_lsn() >= '${position}'`;
    // A server that does not answer is no reason to ask on.
    let answer = "f";
    while (answer === "f") answer = await sql("two", reached);
    expect(answer).toBe("t");
    expect(await sql("two", "SELECT answer FROM seen")).toBe("42");
    expect(await sql("two", "CREATE TABLE own ()")).toContain("read-only transaction");
    expect(await sql("one", "SELECT application_name, state FROM pg_stat_replication")).toBe(
      "p_db_2|streaming",
    );
    expect(await sql("one", "SELECT slot_name, active FROM pg_replication_slots")).toBe("p_db_2|t");
  });

  test("the owner of a database logs in with its password, the exporter without one", async () => {
    const login = await machine.run(
      ["psql", "-h", "127.0.0.1", "-p", "5501", "-U", "portal", "-Atqc", "SELECT 1", "portal"],
      { env: { PGPASSWORD: PORTAL } },
    );
    expect(login.stdout).toBe("1\n");
    const rules = readFileSync(
      join(machine.root, `etc/postgresql/${version}/one/pg_hba.conf`),
      "utf8",
    );
    expect(rules).toContain("hostssl portal portal 172.26.3.4/32 scram-sha-256");
    expect(rules).toContain("hostssl replication quants_replicator 127.0.0.1/32 scram-sha-256");
    const exporter = readFileSync(
      join(machine.root, "etc/default/prometheus-postgres-exporter"),
      "utf8",
    );
    expect(exporter).toContain("--web.listen-address=127.0.0.1:9187");
    expect(exporter).not.toContain("password");
  });

  test("a setting that needs a restart gets it, or waits and is named", async () => {
    const more = { postgres_settings: { max_locks_per_transaction: 80 } };
    const waiting = await playOn(
      inventory({ ...more, postgres_restart: false }),
      ...["--limit", "p-db-1"],
    );
    expect(shown(waiting)).toContain("wait for a restart: max_locks_per_transaction");
    expect(await sql("one", "SHOW max_locks_per_transaction")).toBe("64");
    // The replica must have as much as the primary, and is told by the primary.
    const both = await playOn(inventory({ ...more, work_mem: "5MB" }), "--limit", "p-db-2");
    expect(both.status === 0 ? "" : both.stdout).toBe("");
    await machine.run(["pg_ctlcluster", version ?? "", "one", "restart"]);
    expect(await sql("one", "SHOW max_locks_per_transaction")).toBe("80");
    expect(await sql("two", "SHOW max_locks_per_transaction")).toBe("80");
  });

  test("a new password replaces the old one", async () => {
    const password = "another portal's password";
    const databases = [{ name: "portal", owner: "portal", password }];
    const changed = await playOn(inventory({ postgres_databases: databases }), "--limit", "p-db-1");
    expect(changed.recap["p-db-1"]).toMatchObject({ failed: 0 });
    const login = await machine.run(
      ["psql", "-h", "127.0.0.1", "-p", "5501", "-U", "portal", "-Atqc", "SELECT 1", "portal"],
      { env: { PGPASSWORD: password } },
    );
    expect(login.stdout).toBe("1\n");
  });

  test("a cluster with data of its own is not overwritten, and short passwords are refused", async () => {
    const short = await playOn(inventory({ postgres_replication_password: "short" }));
    expect(shown(short)).toContain("Set postgres_replication_password");
    await machine.run(["pg_dropcluster", "--stop", version ?? "", "two"]);
    await machine.run(["pg_createcluster", "--port", "5502", version ?? "", "two", "--start"]);
    await sql("two", "CREATE DATABASE precious");
    const refused = await playOn(inventory(), "--limit", "p-db-2");
    expect(refused.status).toBe(2);
    expect(shown(refused)).toContain("p-db-2 has a cluster with databases of its own");
    expect(await sql("two", "SELECT 1 FROM pg_database WHERE datname = 'precious'")).toBe("1");
  });
});
