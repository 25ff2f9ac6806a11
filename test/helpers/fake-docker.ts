import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface FakeNode {
  id: string;
  name: string;
  labels?: Record<string, string>;
  cpu?: number;
  memoryMb?: number;
  state?: "ready" | "down";
  manager?: boolean;
}

export interface FakeService {
  id: string;
  name: string;
  labels: Record<string, string>;
  node: string;
  replicas: number;
  /** Of what is to run, whether it does. */
  runs: boolean;
}

export interface FakeState {
  nodes: FakeNode[];
  services: FakeService[];
  configs: { id: string; name: string; labels: Record<string, string>; created?: string }[];
}

export interface FakeDocker {
  /** For QUANTS_CTL_DOCKER. */
  path: string;
  state(): FakeState;
  change(change: (state: FakeState) => void): void;
  /** The words of every call. */
  calls(): string[][];
  /** Calls that begin with these words fail with this text from now on. */
  refuse(words: string, text: string): void;
}

/** A tenant's services, one for each part, pinned to a node. */
export function fakeTenant(
  name: string,
  node: string,
  { tier = "free", stage = "awake", parts = ["bot", "postgres"], bots = "" } = {},
): FakeService[] {
  return parts.map((part) => ({
    ...{ id: `${name}-${part}`.padEnd(25, "0"), name: `qt-${name}_${part}`, node },
    ...{ replicas: stage === "awake" || part === "postgres" ? 1 : 0, runs: true },
    labels: {
      ...{ "quants-ctl.tenant": name, "quants-ctl.part": part, "quants-ctl.tier": tier },
      ...{ "quants-ctl.stage": stage, "quants-ctl.bots": bots, "quants-ctl.volumes": "" },
    },
  }));
}

/** A program in the place of Docker's client, with a Swarm in a file: what reading and sleep need. */
export function fakeDocker(directory: string, nodes: FakeNode[]): FakeDocker {
  const folder = join(directory, "docker");
  mkdirSync(folder, { recursive: true });
  const at = (name: string): string => join(folder, name);
  const path = at("docker");
  writeFileSync(path, `#!${process.execPath}\n${SCRIPT}`);
  chmodSync(path, 0o755);
  const state = (): FakeState => JSON.parse(readFileSync(at("state"), "utf8")) as FakeState;
  const write = (it: FakeState): void => writeFileSync(at("state"), JSON.stringify(it));
  write({ nodes, services: [], configs: [] });
  writeFileSync(at("refusals"), "{}");
  return {
    path,
    state,
    change(change) {
      const now = state();
      change(now);
      write(now);
    },
    calls: () =>
      existsSync(at("calls"))
        ? readFileSync(at("calls"), "utf8")
            .trim()
            .split("\n")
            .map((line) => JSON.parse(line) as string[])
        : [],
    refuse(words, text) {
      const refusals = JSON.parse(readFileSync(at("refusals"), "utf8")) as Record<string, string>;
      writeFileSync(at("refusals"), JSON.stringify({ ...refusals, [words]: text }));
    },
  };
}

const SCRIPT = `
const fs = require("node:fs");
const at = (name) => __dirname + "/" + name;
const argv = process.argv.slice(2);
fs.appendFileSync(at("calls"), JSON.stringify(argv) + "\\n");
const fail = (text) => { process.stderr.write(text + "\\n"); process.exit(1); };
for (const [words, text] of Object.entries(JSON.parse(fs.readFileSync(at("refusals"), "utf8")))) {
  if (argv.join(" ").startsWith(words)) fail(text);
}
const state = JSON.parse(fs.readFileSync(at("state"), "utf8"));
const save = () => fs.writeFileSync(at("state"), JSON.stringify(state));
const lines = (items) => items.forEach((it) => console.log(JSON.stringify(it)));
const filters = argv.flatMap((it, index) => (it === "--filter" ? [argv[index + 1]] : []));
const matches = (labels) => filters.every((it) => {
  const [, key, , value] = /^label=([^=]+)(=(.*))?$/.exec(it) ?? [];
  return key in labels && (value === undefined || labels[key] === value);
});
const service = (name) => state.services.find((it) => it.name === name || it.id === name);
const [noun, verb, ...rest] = argv;
switch (noun + " " + verb) {
  case "node ls":
    lines(state.nodes.map(({ id, name }) => ({ ID: id, Hostname: name })));
    break;
  case "node inspect":
    console.log(JSON.stringify(rest.map((id) => {
      const it = state.nodes.find((node) => node.id === id);
      return {
        ID: id,
        Spec: { Labels: it.labels ?? {}, Role: it.manager ? "manager" : "worker", Availability: "active" },
        Description: {
          Hostname: it.name,
          Resources: { NanoCPUs: (it.cpu ?? 8) * 1e9, MemoryBytes: (it.memoryMb ?? 16384) * 1048576 },
        },
        Status: { State: it.state ?? "ready", Addr: "192.0.2.1" },
      };
    })));
    break;
  case "service ls":
    lines(state.services.filter((it) => matches(it.labels)).map((it) => ({
      ID: it.id.slice(0, 12), Name: it.name, Replicas: (it.runs ? it.replicas : 0) + "/" + it.replicas,
    })));
    break;
  case "service inspect":
    console.log(JSON.stringify(rest.map((id) => {
      const it = state.services.find((one) => one.id.startsWith(id));
      return {
        ID: it.id,
        Spec: {
          Name: it.name, Labels: it.labels,
          TaskTemplate: { Placement: { Constraints: ["node.id==" + it.node] } },
          Mode: { Replicated: { Replicas: it.replicas } },
        },
      };
    })));
    break;
  case "service ps":
  case "secret ls":
  case "network ls":
    break;
  case "service scale":
    for (const word of rest.filter((it) => !it.startsWith("--"))) {
      const [name, count] = word.split("=");
      service(name).replicas = Number(count);
    }
    save();
    break;
  case "service update": {
    const it = service(rest.at(-1));
    rest.forEach((word, index) => {
      if (word === "--label-add") {
        const [key, ...value] = rest[index + 1].split("=");
        it.labels[key] = value.join("=");
      }
      if (word === "--label-rm") delete it.labels[rest[index + 1]];
    });
    save();
    break;
  }
  case "config create": {
    const name = rest.at(-2);
    if (state.configs.some((it) => it.name === name)) {
      fail("Error response from daemon: rpc error: code = AlreadyExists desc = config " + name + " already exists");
    }
    const labels = {};
    rest.forEach((word, index) => {
      if (word !== "--label") return;
      const [key, ...value] = rest[index + 1].split("=");
      labels[key] = value.join("=");
    });
    const created = new Date(1.7e12 + 1000 * state.configs.length).toISOString();
    state.configs.push({ id: "c" + Math.random(), name, labels, created });
    save();
    break;
  }
  case "config ls":
    lines(state.configs.filter((it) => matches(it.labels)).map(({ id, name }) => ({ ID: id, Name: name })));
    break;
  case "config inspect":
    console.log(JSON.stringify(rest.map((id) => {
      const it = state.configs.find((one) => one.name === id || one.id === id);
      if (it === undefined) fail("Error: no such config: " + id);
      return { ID: it.id, CreatedAt: it.created, Spec: { Labels: it.labels } };
    })));
    break;
  case "config rm":
    if (!state.configs.some((it) => rest.includes(it.id) || rest.includes(it.name))) {
      fail("Error: no such config: " + rest[0]);
    }
    state.configs = state.configs.filter((it) => !rest.includes(it.id) && !rest.includes(it.name));
    save();
    break;
  default:
    fail("not built here: " + argv.join(" "));
}
`;
