import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Played, play, playbook } from "../helpers/ansible.ts";
import { type Machine, describeOnMachine, openMachine } from "../helpers/machine.ts";
import { tool } from "../helpers/tools.ts";

const programs = {
  "ansible-playbook": tool("ansible-playbook"),
  "redis-server": tool("redis-server"),
  "redis-cli": tool("redis-cli"),
  "prometheus-redis-exporter": tool("prometheus-redis-exporter"),
};

const PASSWORD = `the "redis" $pass word`;

function inventory(vars: object = {}): unknown {
  const variables = {
    ansible_connection: "local",
    ansible_become: false,
    platform_address: "127.0.0.2",
    redis_password: PASSWORD,
    redis_memory_mb: 32_768,
    redis_processors: 8,
    ...vars,
  };
  return {
    all: {
      hosts: { "p-redis": variables },
      children: { service_redis: { hosts: { "p-redis": {} } } },
    },
  };
}

describeOnMachine("the role redis with real servers", programs, () => {
  let machine: Machine;
  let first: Played;
  const playOn = (hosts: unknown, ...argv: string[]): Promise<Played> =>
    play(machine, hosts, [playbook("redis"), ...argv], {
      ANSIBLE_GATHERING: "explicit",
      // No systemd runs in the machine: its module then leaves the state of services alone.
      SYSTEMD_OFFLINE: "1",
    });
  const asked = async (port: number, ...argv: string[]): Promise<string> => {
    const cli = ["redis-cli", "-p", String(port), ...argv] as const;
    const env = { REDISCLI_AUTH: PASSWORD };
    return (await machine.run(["redis-cli", ...cli.slice(1)], { env })).stdout.trim();
  };
  const config = async (port: number, name: string): Promise<string | undefined> =>
    (await asked(port, "CONFIG", "GET", name)).split("\n")[1];

  beforeAll(async () => {
    machine = await openMachine();
    first = await playOn(inventory(), "-vvv", "--diff");
    for (const name of ["cache", "queue"]) {
      const file = `/etc/redis/redis-${name}.conf`;
      const server = ["redis-server", file, "--daemonize", "yes", "--pidfile", ""];
      const ran = await machine.run(["runuser", "-u", "redis", "--", ...server]);
      if (ran.status !== 0) throw new Error(ran.stdout + ran.stderr);
    }
    for (const port of [6379, 6380]) {
      let tries = 0;
      while ((await asked(port, "PING")) !== "PONG") {
        if ((tries += 1) > 500) throw new Error(`Nothing answers on port ${port}.`);
      }
    }
  });
  afterAll(() => machine.close());

  test("it runs, shows no password, and has nothing to change the second time", async () => {
    expect(first.status === 0 ? "" : first.stdout + first.stderr).toBe("");
    expect(first.stdout + first.stderr).not.toContain("pass word");
    const again = await playOn(inventory());
    expect(again.recap["p-redis"]).toMatchObject({ changed: 0, failed: 0 });
    for (const file of ["redis-cache.conf", "redis-queue.conf", "exporter.json"]) {
      expect(statSync(join(machine.root, "etc/redis", file)).mode & 0o777).toBe(0o640);
    }
  });

  test("the cache forgets what is old, and the queue refuses rather than forget", async () => {
    expect(await config(6379, "maxmemory")).toBe(String(8 * 1024 ** 3));
    expect(await config(6379, "maxmemory-policy")).toBe("allkeys-lru");
    expect(await config(6380, "maxmemory")).toBe(String(4 * 1024 ** 3));
    expect(await config(6380, "maxmemory-policy")).toBe("noeviction");
    for (const port of [6379, 6380]) {
      expect(await config(port, "save")).toBe("900 1 300 10 60 10000");
      expect(await config(port, "io-threads")).toBe("4");
    }
    // By example: both are filled beyond their limit.
    const fill = "for i = 1, 40 do redis.call('SET', 'key' .. i, string.rep('x', 100000)) end";
    for (const port of [6379, 6380]) await asked(port, "CONFIG", "SET", "maxmemory", "3mb");
    await asked(6380, "SET", "job", "1");
    for (let round = 0; round < 3; round += 1) await asked(6379, "EVAL", fill, "0");
    expect(await asked(6380, "EVAL", fill, "0")).toMatch(/OOM|^$/);
    expect(await asked(6380, "GET", "job")).toBe("1");
    expect(await asked(6380, "INFO", "stats")).toContain("evicted_keys:0");
  });

  test("nobody gets in without the password", async () => {
    const { stdout } = await machine.run(["redis-cli", "-p", "6379", "PING"]);
    expect(stdout).toContain("NOAUTH");
  });

  test("one exporter asks both servers, and its arguments hold no password", async () => {
    const text = readFileSync(join(machine.root, "etc/default/prometheus-redis-exporter"), "utf8");
    expect(text).not.toContain("pass word");
    const args = (/^ARGS="(.*)"$/m.exec(text)?.[1] ?? "").split(" ");
    expect(args).toContain("--web.listen-address=127.0.0.2:9121");
    const script = `runuser -u prometheus -- prometheus-redis-exporter "$@" >/tmp/exporter.log 2>&1 &
      for port in 6379 6380; do
        curl --silent --fail --retry 50 --retry-delay 0 --retry-all-errors \
          "http://127.0.0.2:9121/scrape?target=redis://127.0.0.1:$port" | grep "^redis_up "
      done; kill %1`;
    const { stdout } = await machine.run(["bash", "-mc", script, "bash", ...args]);
    expect(stdout).toBe("redis_up 1\nredis_up 1\n");
  });

  test("a cluster is an option of the cache, and without a password nothing is changed", async () => {
    const none = await playOn(inventory({ redis_password: "" }));
    expect(none.stdout.replaceAll(/\s+/g, " ")).toContain("Set redis_password");
    expect(none.recap["p-redis"]).toMatchObject({ changed: 0, failed: 1 });
    const { recap } = await playOn(inventory({ redis_cluster: true }));
    expect(recap["p-redis"]).toMatchObject({ changed: 1, failed: 0 });
    const file = (name: string): string =>
      readFileSync(join(machine.root, `etc/redis/redis-${name}.conf`), "utf8");
    expect(file("cache")).toContain(
      "cluster-node-timeout 5000\ncluster-require-full-coverage no\n",
    );
    expect(file("queue")).not.toContain("cluster");
  });
});
