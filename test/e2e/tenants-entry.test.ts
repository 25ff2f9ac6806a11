import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "../../src/core/clock.ts";
import { type Cli, makeCli } from "../helpers/cli.ts";
import { ENTRY_NETWORK, Swarm, SWARM_TOOLS, withEntry } from "../helpers/swarm.ts";
import { describeWith, tool } from "../helpers/tools.ts";

const WAIT = "150s";

/** Another subnet of the Swarm's own addresses, as the role traefik has it. */
const SUBNET = "10.250.240.0/20";

const tools = { ...SWARM_TOOLS, socat: tool("socat", ["-V"]) };

describeWith("the way in to tenants on a Docker Swarm", tools, () => {
  const swarm = new Swarm(["worker-1", "worker-2"]);
  let cli: Cli;

  beforeAll(async () => {
    await swarm.start({ "worker-1": "low", "worker-2": "low" });
    const env = { PATH: process.env["PATH"] ?? "", DOCKER_HOST: swarm.host() };
    cli = makeCli({ env, clock: systemClock });
    swarm.writePlatform(join(cli.directory, "platform.yml"), withEntry);
  }, 120_000);
  afterAll(() => swarm.close(), 60_000);

  const quants = async (...args: string[]) => {
    const result = await cli([...args, "--output", "json"].join(" "));
    expect(result.stderr).toBe("");
    return JSON.parse(result.stdout) as never;
  };

  /** Runs a program in the one container of a service, on whichever machine it is. */
  async function inside(service: string, ...args: string[]): Promise<string> {
    for (const index of swarm.names.keys()) {
      const id = await swarm.docker(["ps", "--quiet", "--filter", `name=^${service}\\.`], index);
      if (id !== "") return swarm.docker(["exec", id, ...args], index);
    }
    throw new Error(`${service} runs nowhere.`);
  }

  const fetched = (from: string, url: string): Promise<string> =>
    inside(from, "timeout", "5", "wget", "-q", "-O", "-", url);

  /** Addresses of a service's task, by network. */
  async function addressesOf(service: string): Promise<Record<string, string>> {
    const filter = ["--filter", "desired-state=running"];
    const id = await swarm.docker(["service", "ps", "--quiet", ...filter, service]);
    const [task] = JSON.parse(await swarm.docker(["inspect", "--type", "task", id])) as {
      NetworksAttachments: { Network: { Spec: { Name: string } }; Addresses: string[] }[];
    }[];
    return Object.fromEntries(
      (task?.NetworksAttachments ?? []).map((it) => [
        it.Network.Spec.Name,
        it.Addresses[0]?.split("/")[0] ?? "",
      ]),
    );
  }

  test("without the entry's network a tenant says who makes it", { timeout: 120_000 }, async () => {
    const { status, stderr } = await cli(`tenant create ada --tier free --timeout ${WAIT}`);
    expect(status).toBe(3);
    expect(stderr).toContain("The network of the entry is not there");
    expect(stderr).toContain("deploy traefik");
  });

  test(
    "the entry reaches each tenant's dashboard, by its route",
    { timeout: 240_000 },
    async () => {
      await swarm.docker([
        "network",
        "create",
        "--driver",
        "overlay",
        "--subnet",
        SUBNET,
        ENTRY_NETWORK,
      ]);
      await swarm.docker([
        ...["service", "create", "--detach", "--name", "traefik", "--network", ENTRY_NETWORK],
        ...["--endpoint-mode", "dnsrr", "qt/busybox:1", "sleep", "100000"],
      ]);
      for (const tenant of ["ada", "bob"]) {
        await quants("tenant", "create", tenant, "--tier", "free", "--timeout", WAIT);
      }
      expect(await quants("tenant", "info", "ada")).toMatchObject({ status: "well", running: 5 });
      const routes = await quants("tenant", "routes");
      expect(routes).toEqual(
        ["ada", "bob"].map((tenant) => ({
          ...{ tenant, part: "dashboard", host: `${tenant}.bots.example.com`, middlewares: [] },
          url: `http://qt-${tenant}_dashboard-in:8080`,
        })),
      );
      for (const { url } of routes as { url: string }[]) {
        expect(await fetched("traefik", url)).toBe("dashboard");
      }
    },
  );

  test("only relays are in the shared network", { timeout: 60_000 }, async () => {
    for (const part of ["postgres", "redis", "hummingbot", "dashboard"]) {
      expect(Object.keys(await addressesOf(`qt-ada_${part}`))).toEqual(["qt-ada_own"]);
    }
    const relay = await addressesOf("qt-ada_dashboard-in");
    expect(Object.keys(relay).toSorted()).toEqual(["qt-ada_own", ENTRY_NETWORK]);
    const status = await inside("qt-ada_dashboard-in", "cat", "/proc/1/status");
    expect(status).toMatch(/CapEff:\s+0000000000000000/);
    expect(status).toMatch(/Uid:\s+65534/);
    const forwards = "/proc/sys/net/ipv4/ip_forward";
    expect(await inside("qt-ada_dashboard-in", "cat", forwards)).toBe("0");
  });

  test("no part of one tenant reaches another's dashboard", { timeout: 120_000 }, async () => {
    const dashboard = (await addressesOf("qt-bob_dashboard"))["qt-bob_own"] ?? "";
    const relay = await addressesOf("qt-bob_dashboard-in");
    // What they name can be reached by those who may.
    expect(await fetched("qt-bob_hummingbot", `http://${dashboard}:8080`)).toBe("dashboard");
    expect(await fetched("traefik", `http://${relay[ENTRY_NETWORK]}:8080`)).toBe("dashboard");
    for (const from of ["qt-ada_hummingbot", "qt-ada_dashboard"]) {
      for (const at of [
        ...[dashboard, relay["qt-bob_own"], relay[ENTRY_NETWORK]],
        ...["qt-bob_dashboard", "qt-bob_dashboard-in"],
      ]) {
        await expect(fetched(from, `http://${at}:8080`), `${from} to ${at}`).rejects.toThrow();
      }
    }
    const own = (await addressesOf("qt-ada_dashboard"))["qt-ada_own"] ?? "";
    await expect(fetched("traefik", `http://${own}:8080`)).rejects.toThrow();
  });

  test("a relay sleeps, wakes and moves with its dashboard", { timeout: 240_000 }, async () => {
    await quants("tenant", "hibernate", "ada", "--stage", "interface");
    await cli("tenant routes --write-vars vars.json");
    const vars = JSON.parse(readFileSync(join(cli.directory, "vars.json"), "utf8")) as object;
    expect(vars).toEqual({
      traefik_tenant_routes: {
        http: {
          routers: {
            "tenant-bob-dashboard": {
              entryPoints: ["websecure"],
              rule: "Host(`bob.bots.example.com`)",
              service: "tenant-bob-dashboard",
            },
          },
          services: {
            "tenant-bob-dashboard": {
              loadBalancer: { servers: [{ url: "http://qt-bob_dashboard-in:8080" }] },
            },
          },
        },
      },
    });
    await quants("tenant", "wake", "ada", "--timeout", WAIT);
    await quants("tenant", "move", "ada", "--yes", "--timeout", WAIT);
    expect(await fetched("traefik", "http://qt-ada_dashboard-in:8080")).toBe("dashboard");
  });

  test(
    "many connections at once pass, and fit the relay's memory",
    { timeout: 120_000 },
    async () => {
      const script = [
        "i=0; while [ $i -lt 40 ]; do (exec 3<>/dev/null; { printf 'GET / HTTP/1.0\\r\\n'; sleep 4; printf '\\r\\n'; sleep 1; }",
        "| nc qt-ada_dashboard-in 8080 | tail -n 1 >>/tmp/said) & i=$((i + 1)); done; wait; grep -c dashboard /tmp/said",
      ].join(" ");
      expect(await inside("traefik", "sh", "-c", script)).toBe("40");
      expect(await quants("tenant", "info", "ada")).toMatchObject({ status: "well", running: 5 });
    },
  );
});
