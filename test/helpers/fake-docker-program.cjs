const { appendFileSync, existsSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

/** Docker's client with a Swarm in a file: what reading, sleeping, moving and removing need. */
module.exports = function docker(folder, argv) {
  const at = (name) => join(folder, name);
  const read = (name) => JSON.parse(readFileSync(at(name), "utf8"));
  const die = (when) => {
    const plan = existsSync(at("kill")) ? read("kill") : null;
    // Of two calls at once, both may count one too many.
    if (plan?.when !== when || calls < plan.call) return;
    process.kill(process.ppid, "SIGKILL");
    process.exit(137);
  };
  appendFileSync(at("calls"), `${JSON.stringify(argv)}\n`);
  const calls = readFileSync(at("calls"), "utf8").split("\n").length - 1;
  const state = read("state");
  state.disks ??= {};
  state.jobs ??= {};
  die("before");
  for (const [words, text] of Object.entries(read("refusals"))) {
    if (argv.join(" ").startsWith(words)) return fail(text);
  }
  const before = JSON.stringify(state);
  const [noun, verb, ...rest] = argv;
  const call = CALLS[`${noun} ${verb}`] ?? (noun === "inspect" ? CALLS["inspect"] : undefined);
  if (call === undefined) return fail(`not built here: ${argv.join(" ")}`);
  try {
    const said = call(state, rest) ?? [];
    for (const it of said)
      process.stdout.write(`${typeof it === "string" ? it : JSON.stringify(it)}\n`);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return fail(error.message);
  }
  if (JSON.stringify(state) !== before) {
    writeFileSync(at("state"), JSON.stringify(state));
    const wrong = wrongIn(state, JSON.parse(before));
    if (wrong !== null) appendFileSync(at("wrong"), `${wrong} after ${argv.join(" ")}\n`);
  }
  die("after");
};

class Refusal extends Error {}

function fail(text) {
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

/** A tenant that runs on two nodes, or where its data is not; data that is nowhere any more. */
function wrongIn(state, before) {
  const on = new Map();
  for (const { name, node, replicas } of state.services.filter((it) => it.replicas > 0)) {
    const tenant = tenantOf(name);
    if (on.has(tenant) && on.get(tenant) !== node) return `${tenant} runs on two nodes`;
    on.set(tenant, node);
    const kept = Object.values(before.disks).some((disk) => tenant in disk);
    if (replicas > 0 && kept && state.disks[node]?.[tenant] === undefined) {
      return `${tenant} runs without its data`;
    }
  }
  for (const [name, data] of Object.values(before.disks).flatMap(Object.entries)) {
    if (name.startsWith(".")) continue;
    const isThere = Object.values(state.disks).some((disk) => disk[name] === data);
    if (!isThere) return `the data of ${name} is lost`;
  }
  return null;
}

const tenantOf = (service) => service.slice("qt-".length).split("_")[0];

/** The values of an option that is given so often. */
const valuesOf = (words, flag) =>
  words.flatMap((it, index) => (it === flag ? [words[index + 1]] : []));
const pairOf = (text) => [text.slice(0, text.indexOf("=")), text.slice(text.indexOf("=") + 1)];

function matching(words) {
  const filters = valuesOf(words, "--filter").map((it) => /^label=([^=]+)(=(.*))?$/.exec(it) ?? []);
  return ({ labels = {} }) =>
    filters.every(([, key, , value]) => key in labels && (value ?? labels[key]) === labels[key]);
}

function found(items, name, what) {
  const it = items.find((one) => one.name === name || one.id === name);
  if (it === undefined) throw new Refusal(`Error: no such ${what}: ${name}`);
  return it;
}

/** Done as soon as it is created, but for the one that is waited for while it sends. */
function runJob(state, words) {
  const name = valuesOf(words, "--name")[0];
  const node = valuesOf(words, "--constraint")[0].slice("node.id==".length);
  const script = name.slice(name.indexOf("-job-") + "-job-".length);
  const args = words.slice(words.indexOf("sh", words.indexOf("-c")) + 1);
  const [first, second] = args;
  state.disks[node] ??= {};
  const disk = state.disks[node];
  let said = "";
  if (script === "receive") {
    const from = Object.values(state.jobs).find((it) => it.script === "send");
    disk[first] = state.disks[from.node][from.folder];
  } else if (script === "sum") {
    said = Buffer.from(String(disk[first])).toString("hex").padEnd(64, "0").slice(0, 64);
  } else if (script === "adopt" && disk[second] !== undefined) {
    disk[first] = disk[second];
    delete disk[second];
  } else if (script === "remove") {
    for (const folder of args) delete disk[folder];
  }
  state.jobs[name] = { script, node, folder: first, said };
}

const CALLS = {
  "node ls": ({ nodes }) => nodes.map(({ id, name }) => ({ ID: id, Hostname: name })),
  "node inspect": ({ nodes }, ids) => [
    ids.map((id) => {
      const it = found(nodes, id, "node");
      const [NanoCPUs, MemoryBytes] = [(it.cpu ?? 8) * 1e9, (it.memoryMb ?? 16_384) * 1_048_576];
      return {
        ...{ ID: it.id, CreatedAt: it.created },
        Spec: {
          ...{ Labels: it.labels ?? {}, Role: it.manager ? "manager" : "worker" },
          Availability: "active",
        },
        Description: { Hostname: it.name, Resources: { NanoCPUs, MemoryBytes } },
        Status: { State: it.state ?? "ready", Addr: "192.0.2.1" },
      };
    }),
  ],
  "node update": ({ nodes }, words) => {
    const it = found(nodes, words.at(-1), "node");
    it.labels ??= {};
    for (const pair of valuesOf(words, "--label-add").map(pairOf)) it.labels[pair[0]] = pair[1];
    for (const key of valuesOf(words, "--label-rm")) delete it.labels[key];
  },
  "node rm": (state, words) => {
    const { id } = found(state.nodes, words.at(-1), "node");
    state.nodes = state.nodes.filter((it) => it.id !== id);
    // Its server goes next.
    delete state.disks[id];
  },
  "service ls": ({ services }, words) =>
    services.filter(matching(words)).map((it) => ({
      ...{ ID: it.id.slice(0, 12), Name: it.name },
      Replicas: `${it.runs ? it.replicas : 0}/${it.replicas}`,
    })),
  "service inspect": ({ services }, ids) => [
    ids.map((id) => {
      const it = services.find((one) => one.id.startsWith(id));
      return {
        ID: it.id,
        Spec: {
          ...{ Name: it.name, Labels: it.labels },
          TaskTemplate: { Placement: { Constraints: [`node.id==${it.node}`] } },
          Mode: { Replicated: { Replicas: it.replicas } },
        },
      };
    }),
  ],
  "service ps": ({ jobs }, words) => {
    const job = jobs[words.find((it) => it in jobs)];
    if (job === undefined) return [];
    return [{ ID: `task-${job.node}`, Node: job.node, CurrentState: "Complete now", Error: "" }];
  },
  "service logs": ({ jobs }, words) => [jobs[words.at(-1)]?.said ?? ""],
  "service create": (state, words) => runJob(state, words),
  "service rm": (state, [name]) => {
    if (!(name in state.jobs)) throw new Refusal(`Error: No such service: ${name}`);
    delete state.jobs[name];
  },
  inspect: () => [[{ NetworksAttachments: [{ Addresses: ["10.0.1.2/24"] }] }]],
  "service scale": ({ services }, words) => {
    for (const [name, count] of words.filter((it) => !it.startsWith("--")).map(pairOf)) {
      found(services, name, "service").replicas = Number(count);
    }
  },
  "service update": ({ services }, words) => {
    const it = found(services, words.at(-1), "service");
    for (const [key, value] of valuesOf(words, "--label-add").map(pairOf)) it.labels[key] = value;
    for (const key of valuesOf(words, "--label-rm")) delete it.labels[key];
    for (const text of valuesOf(words, "--constraint-add"))
      it.node = text.slice("node.id==".length);
  },
  "secret ls": () => [],
  "network ls": () => [],
  "network rm": (_, [name]) => {
    throw new Refusal(`Error: No such network: ${name}`);
  },
  "config create": ({ configs }, words) => {
    const name = words.at(-2);
    if (configs.some((it) => it.name === name)) {
      const why = `rpc error: code = AlreadyExists desc = config ${name} already exists`;
      throw new Refusal(`Error response from daemon: ${why}`);
    }
    const labels = Object.fromEntries(valuesOf(words, "--label").map(pairOf));
    const created = new Date(1.7e12 + 1000 * configs.length).toISOString();
    configs.push({ id: `c${Math.random()}`, name, labels, created });
  },
  "config ls": ({ configs }, words) =>
    configs.filter(matching(words)).map(({ id, name }) => ({ ID: id, Name: name })),
  "config inspect": ({ configs }, names) => [
    names.map((name) => {
      const it = found(configs, name, "config");
      return { ID: it.id, CreatedAt: it.created, Spec: { Labels: it.labels } };
    }),
  ],
  "config rm": (state, names) => {
    for (const name of names) found(state.configs, name, "config");
    state.configs = state.configs.filter(
      ({ id, name }) => !names.includes(id) && !names.includes(name),
    );
  },
};
