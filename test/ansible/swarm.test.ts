import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { type Played, play, playbook } from "../helpers/ansible.ts";
import { type Machine, describeOnMachine, openMachine } from "../helpers/machine.ts";
import { tool } from "../helpers/tools.ts";
import { ADDRESSES, type Side, ask, socketOf, startDaemons } from "./swarm.ts";

const programs = {
  "ansible-playbook": tool("ansible-playbook"),
  dockerd: tool("dockerd"),
  curl: tool("curl"),
  ip: tool("ip", ["-V"]),
};

interface Node {
  ID: string;
  Spec: { Role: string; Labels: Record<string, string> };
  ManagerStatus?: { Leader: boolean };
  Status: { Addr: string; State: string };
}

interface Service {
  Spec: {
    Mode: object;
    TaskTemplate: {
      Placement: { Constraints: string[] };
      ContainerSpec: { Image: string; Mounts: { Source: string }[] };
    };
    EndpointSpec: { Ports: { PublishedPort: number; PublishMode: string }[] };
  };
}

const host = (side: Side, more: object = {}): object => ({
  quants_private_ip: ADDRESSES[side],
  swarm_docker_socket: socketOf(side),
  ...more,
});

function inventory(workerVars: object = {}, vars: object = {}): unknown {
  return {
    all: {
      vars: { ansible_connection: "local", ansible_become: false, ...vars },
      hosts: { "p-portal": host("manager"), "p-worker-1": host("worker", workerVars) },
      children: {
        service_portal: { hosts: { "p-portal": {} } },
        service_worker: { hosts: { "p-worker-1": {} } },
      },
    },
  };
}

describeOnMachine("the role swarm on two real Docker daemons", programs, () => {
  let machine: Machine;
  let first: Played;
  const playOn = (hosts: unknown, ...argv: string[]): Promise<Played> =>
    play(machine, hosts, [playbook("swarm"), "--skip-tags", "docker", ...argv], {
      ANSIBLE_GATHERING: "explicit",
    });
  const configured: unknown[] = [];
  const configure = async (name: string): Promise<unknown> => {
    const hosts = inventory({}, { docker_packages: [], docker_start: false });
    const argv = [playbook("docker"), "--limit", name];
    const { status, stdout } = await play(machine, hosts, argv, { ANSIBLE_GATHERING: "explicit" });
    if (status !== 0) throw new Error(stdout);
    return JSON.parse(readFileSync(join(machine.root, "etc/docker/daemon.json"), "utf8"));
  };
  const said = ({ stdout }: Played): string => stdout.replaceAll(/\s+/g, " ");
  const nodes = (): Promise<Node[]> => ask<Node[]>(machine, "manager", "/nodes");

  beforeAll(async () => {
    machine = await openMachine();
    configured.push(await configure("p-worker-1"), await configure("p-portal"));
    await startDaemons(machine);
  });
  afterAll(() => machine.close());

  test("Docker starts with the configuration of its role, which suits a Swarm", () => {
    const [worker, portal] = configured;
    const common = {
      "live-restore": false,
      "log-driver": "json-file",
      "log-opts": { "max-size": "10m", "max-file": "3" },
      "default-ulimits": { nofile: { Name: "nofile", Soft: 64_000, Hard: 64_000 } },
      "default-shm-size": "128M",
      "default-address-pools": [{ base: "192.168.0.0/16", size: 26 }],
    };
    expect(portal).toEqual(common);
    // Grafana runs in the host's network there, which can't be had with it.
    expect(worker).toEqual({ ...common, "userns-remap": "default" });
  });

  test("a worker alone does not begin a Swarm, and what overlaps is refused", async () => {
    const alone = await playOn(inventory(), "--limit", "p-worker-1");
    expect(said(alone)).toContain("No manager runs a Swarm yet. Deploy swarm to p-portal first");
    const overlap = await playOn(inventory({}, { swarm_address_pools: ["172.16.0.0/12"] }));
    expect(said(overlap)).toContain("Networks overlap: 172.26.0.1/16 and 172.16.0.0/12");
    const nowhere = await playOn(inventory({ quants_private_ip: "" }));
    expect(said(nowhere)).toContain("The address of p-worker-1 is unknown");
    for (const { recap, status } of [alone, overlap, nowhere]) {
      expect(status).toBe(2);
      expect(Object.values(recap).map(({ changed }) => changed)).not.toContain(1);
    }
  });

  test("a check run begins nothing", async () => {
    const { status, stdout } = await playOn(inventory(), "--check");
    expect(status === 0 ? "" : stdout).toBe("");
    const info = await ask<{ Swarm: { LocalNodeState: string } }>(machine, "manager", "/info");
    expect(info.Swarm.LocalNodeState).toBe("inactive");
  });

  test("the first manager begins it, the worker joins with its label, no token is shown", async () => {
    const tags = { quants_tags: { Pool: "low" } };
    first = await playOn(inventory(tags), "-vvv", "--diff");
    expect(first.status === 0 ? "" : first.stdout + first.stderr).toBe("");
    const { mode, uid } = statSync(join(machine.root, "var/lib/quants/tenants"));
    expect([mode & 0o777, uid]).toEqual([0o711, 0]);
    const found = await nodes();
    expect(found.map((it) => [it.Status.Addr, it.Spec.Role, it.Status.State]).toSorted()).toEqual([
      [ADDRESSES.manager, "manager", "ready"],
      [ADDRESSES.worker, "worker", "ready"],
    ]);
    expect(found.find((it) => it.Spec.Role === "worker")?.Spec.Labels).toEqual({
      "quants-ctl.pool": "low",
    });
    const { JoinTokens: tokens } = await ask<{ JoinTokens: Record<string, string> }>(
      machine,
      "manager",
      "/swarm",
    );
    for (const token of Object.values(tokens)) {
      expect(token).toMatch(/^SWMTKN-/);
      expect(first.stdout + first.stderr).not.toContain(token);
    }
  });

  test("it listens on the private address alone, and has room for 32,768 networks", async () => {
    const { stdout } = await machine.run(["ip", "netns", "exec", "manager", "ss", "-Hltn"]);
    const listening = stdout.match(/\S+:(2377|7946)\b/g) ?? [];
    expect(listening).toContain(`${ADDRESSES.manager}:2377`);
    expect(listening.filter((it) => it.endsWith(":2377"))).toHaveLength(1);
    const info = await ask<{ Swarm: { Cluster: Record<string, unknown> } }>(
      machine,
      "manager",
      "/info",
    );
    expect(info.Swarm.Cluster).toMatchObject({
      DefaultAddrPool: ["10.0.0.0/9"],
      SubnetSize: 24,
      DataPathPort: 4789,
    });
  });

  test("a second run changes nothing, also with one host alone", async () => {
    for (const limit of ["all", "p-worker-1"]) {
      const again = await playOn(inventory(), "--limit", limit);
      expect(again.status === 0 ? "" : again.stdout + again.stderr).toBe("");
      for (const it of Object.values(again.recap))
        expect(it).toMatchObject({ changed: 0, failed: 0 });
    }
  });

  test("labels are added, and those of others stay", async () => {
    const { recap } = await playOn(inventory({ swarm_labels: { zone: "a", capacity: 600 } }));
    expect(recap["p-worker-1"]).toMatchObject({ changed: 1, failed: 0 });
    const worker = (await nodes()).find((it) => it.Spec.Role === "worker");
    expect(worker?.Spec.Labels).toEqual({ "quants-ctl.pool": "low", capacity: "600", zone: "a" });
  });

  test("Traefik is a service of it: 80 and 443, no dashboard, no socket, a pinned image", async () => {
    const routes = {
      portal: { http: { routers: { portal: { rule: "Host(`x`)", service: "x" } } } },
    };
    const tenants = { http: { routers: { ada: { rule: "Host(`a`)", service: "a" } } } };
    const vars = { traefik_routes: routes };
    const run = (more: object = {}): Promise<Played> =>
      play(machine, inventory({}, { ...vars, ...more }), [playbook("traefik")], {
        ANSIBLE_GATHERING: "explicit",
        DOCKER_HOST: `unix://${socketOf("manager")}`,
      });
    const deployed = await run();
    expect(deployed.status === 0 ? "" : deployed.stdout).toBe("");
    const again = await run();
    expect(again.recap["p-portal"]).toMatchObject({ changed: 0, failed: 0 });
    const told = await run({ traefik_tenant_routes: tenants });
    expect(told.recap["p-portal"]).toMatchObject({ changed: 1, failed: 0 });
    // Without routes of tenants, theirs stay.
    expect((await run()).recap["p-portal"]).toMatchObject({ changed: 0, failed: 0 });
    const written = readFileSync(join(machine.root, "opt/traefik/routes/tenants.yml"), "utf8");
    expect(JSON.parse(written)).toEqual(tenants);
    expect(said(await run({ traefik_routes: { tenants: {} } }))).toContain(
      "tenants is that of traefik_tenant_routes",
    );
    const shared = await ask<object>(machine, "manager", "/networks/tenants-entry");
    expect(shared).toHaveProperty("IPAM.Config.0.Subnet", "10.127.240.0/20");
    expect(shared).toHaveProperty("Options.encrypted");
    const [service] = await ask<Service[]>(machine, "manager", "/services");
    const { TaskTemplate: template, EndpointSpec: endpoint, Mode: mode } = service?.Spec ?? {};
    expect(mode).toEqual({ Global: {} });
    expect(template?.Placement.Constraints).toEqual(["node.role==manager"]);
    expect(template?.ContainerSpec.Image).toMatch(/^traefik:v\d+\.\d+\.\d+$/);
    expect(template?.ContainerSpec).toMatchObject({ ReadOnly: true, CapabilityDrop: ["ALL"] });
    const mounts = template?.ContainerSpec.Mounts.map((it) => it.Source);
    expect(mounts?.toSorted()).toEqual([
      ...["/opt/traefik/routes", "/opt/traefik/traefik.yml", "traefik_data"],
    ]);
    expect(endpoint?.Ports.map((it) => [it.PublishedPort, it.PublishMode])).toEqual(
      [80, 443, 8082].map((port) => [port, "host"]),
    );
    const settings = readFileSync(join(machine.root, "opt/traefik/traefik.yml"), "utf8");
    expect(parse(settings)).toMatchObject({ api: { dashboard: false, insecure: false } });
    expect(parse(settings)).not.toHaveProperty("providers.swarm");
  });

  test("cAdvisor reads, on the private address alone, and tells only a tenant's labels", async () => {
    const hosts = inventory({}, { cadvisor_start: false });
    const argv = [playbook("cadvisor"), "--skip-tags", "docker", "--limit", "p-portal"];
    const run = (): Promise<Played> =>
      play(machine, hosts, argv, { ANSIBLE_GATHERING: "explicit" });
    expect((await run()).recap["p-portal"]).toMatchObject({ failed: 0 });
    expect((await run()).recap["p-portal"]).toMatchObject({ changed: 0, failed: 0 });
    const text = readFileSync(join(machine.root, "opt/cadvisor/docker-compose.yml"), "utf8");
    const { services } = parse(text) as {
      services: { cadvisor: { command: string[]; volumes: string[] } };
    };
    expect(services.cadvisor).toMatchObject({ read_only: true, cap_drop: ["ALL"] });
    expect(services.cadvisor.command).toContain(`--listen_ip=${ADDRESSES.manager}`);
    expect(services.cadvisor.volumes.filter((volume) => !volume.endsWith(":ro"))).toEqual([]);
  });

  test("a host of another Swarm is not taken over, and no second Swarm begins", async () => {
    const leave = ["--silent", "-X", "POST", "http://localhost/swarm/leave?force=true"];
    const left = await machine.run(["curl", "--unix-socket", socketOf("manager"), ...leave]);
    expect(left.stdout).toBe("");
    const second = await playOn(inventory());
    expect(second.status).toBe(2);
    expect(said(second)).toContain("No manager runs a Swarm, but p-worker-1 belong to one.");

    const alone = await playOn(inventory(), "--limit", "p-portal");
    expect(alone.recap["p-portal"]).toMatchObject({ changed: 1, failed: 0 });
    const other = await playOn(inventory());
    expect(other.status).toBe(2);
    expect(said(other)).toContain("p-worker-1 belongs to another Swarm than p-portal");
  });
});
