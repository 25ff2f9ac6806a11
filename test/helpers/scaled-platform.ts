import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse, stringify } from "yaml";
import { type FakeDocker, fakeDocker, type FakeNode } from "./fake-docker.ts";

const EXAMPLE = fileURLToPath(new URL("../../config/examples/platform.yml", import.meta.url));
const ANSIBLE = fileURLToPath(new URL("fake-ansible-program.cjs", import.meta.url));
const SERVICES = ["common", "security", "docker", "node_exporter", "swarm"];

export interface ScaledPlatform {
  docker: FakeDocker;
  env: Record<string, string>;
  /** Hosts of each run of Ansible. */
  runs(): string[];
  /** Whether Ansible fails from now on. */
  breakAnsible(): void;
}

const POOLS = {
  low: { bundle: "medium_3_0", max_tenants: 10, min_workers: 1, max_workers: 4 },
  high: { bundle: "medium_3_0", max_tenants: 5, max_workers: 2 },
};

/** A folder with a platform of two pools, a Swarm and an Ansible that joins hosts to it. */
export function scaledPlatform(
  directory: string,
  {
    nodes,
    url,
    pools = POOLS,
    autoscale = {},
  }: { nodes: FakeNode[]; url: string; pools?: object; autoscale?: object },
): ScaledPlatform {
  const at = (name: string): string => join(directory, name);
  const docker = fakeDocker(directory, nodes);
  mkdirSync(at("fake"), { recursive: true });
  mkdirSync(at("ansible/playbooks"), { recursive: true });
  for (const name of SERVICES) {
    writeFileSync(at(`ansible/playbooks/${name}.yml`), `- { name: ${name}, hosts: all }\n`);
  }
  writeFileSync(
    at("fake/ansible-playbook"),
    `#!${process.execPath}\nrequire(${JSON.stringify(ANSIBLE)})(__dirname, process.argv.slice(2), process.env);\n`,
  );
  chmodSync(at("fake/ansible-playbook"), 0o755);
  const document = parse(readFileSync(EXAMPLE, "utf8")) as Record<string, Record<string, object>>;
  const tiers = Object.fromEntries(
    ["free", "pro"].map((tier) => [
      tier,
      { ...document["tiers"]?.[tier], pool: tier === "free" ? "low" : "high" },
    ]),
  );
  const components = {
    postgres: { cpu: 0.2, memory_mb: 256, image: "postgres" },
    bot: { cpu: 0.4, memory_mb: 512, stops: "bots", image: "bot" },
  };
  const file = {
    ...document,
    ...{ components, tiers, pools, prometheus: url },
    autoscale: { ...document["autoscale"], ...autoscale },
  };
  writeFileSync(
    at("platform.yml"),
    stringify({ ...file, kubernetes: undefined, claims: undefined }),
  );
  const runs = at("fake/runs");
  return {
    docker,
    env: {
      ...{ QUANTS_CTL_DOCKER: docker.path, HOME: at("home") },
      PATH: `${at("fake")}:/usr/bin:/bin`,
    },
    runs: () => (existsSync(runs) ? readFileSync(runs, "utf8").trim().split("\n") : []),
    breakAnsible: () => writeFileSync(at("fake/broken"), ""),
  };
}
