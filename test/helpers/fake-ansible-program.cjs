const { appendFileSync, existsSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

/** ansible-playbook whose role swarm joins hosts to the Swarm of the fake Docker beside it. */
module.exports = function ansible(folder, argv, env) {
  const dockerFolder = join(folder, "../docker");
  const at = (name) => join(folder, name);
  const valueOf = (flag) => argv[argv.indexOf(flag) + 1];
  const hosts = valueOf("--limit").split(",");
  appendFileSync(at("runs"), `${hosts.join(",")}\n`);
  if (existsSync(at("broken"))) process.exit(2);
  const playbooks = argv.filter((it) => it.endsWith(".yml"));
  const counts = { ok: 9, changed: 3, failures: 0, unreachable: 0, skipped: 0, rescued: 0 };
  const summary = {
    ...{ complete: true, targets: hosts, reasons: {}, unfinished: [] },
    playbooks: playbooks.map((file) => ({ file, hosts })),
    hosts: Object.fromEntries(hosts.map((it) => [it, { ...counts, ignored: 0 }])),
  };
  writeFileSync(env.QUANTS_CTL_SUMMARY, JSON.stringify(summary));
  const known = JSON.parse(readFileSync(valueOf("--inventory"), "utf8"));
  const state = JSON.parse(readFileSync(join(dockerFolder, "state"), "utf8"));
  for (const name of hosts) {
    if (state.nodes.some((it) => it.name === name)) continue;
    const pool = known.all.hosts[name].quants_tags.Pool;
    state.nodes.push({ id: `id-${name}`, name, labels: { "quants-ctl.pool": pool } });
  }
  writeFileSync(join(dockerFolder, "state"), JSON.stringify(state));
};
