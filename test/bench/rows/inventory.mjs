import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { median, ms, pairs, probed, quantsCtl, run } from "../measure.mjs";
import { versionOf } from "../setup.mjs";
import { state } from "../terraform-state.mjs";

const HOSTS = 10_000;
const MOST_MS = 2_000;
const MOST_MB = 400;
const MOST_RATIO = 1.3;
const GRAPH = {
  what: "ansible-inventory --graph, 10,000 hosts: our JSON / minimal JSON",
  bar: `≤ ${MOST_RATIO}`,
};

/** An inventory of ten thousand hosts from a state, and what Ansible needs to read it. */
export function inventory({ fewRuns }, place) {
  const env = place.sandbox("inventory");
  const at = (name) => join(place.folder, name);
  writeFileSync(at("inventory.tfstate"), state(HOSTS));
  const argv = [
    ...["inventory", "--source", "terraform", "--state-file", at("inventory.tfstate")],
    ...["--output", at("ours.json")],
  ];
  // Once to fill caches.
  run(quantsCtl(...argv), env);
  const taken = Array.from({ length: fewRuns }, () => run(quantsCtl(...argv), env).ms);
  const peak = Math.max(...Array.from({ length: fewRuns }, () => probed(argv, env).peakMb));
  const took = median(taken);
  const rows = [
    {
      what: `inventory, a state of ${HOSTS} to JSON: whole process`,
      measured: `${ms(took)}, ${peak.toFixed(0)} MB`,
      bar: `≤ ${MOST_MS} ms, ≤ ${MOST_MB} MB`,
      ok: took <= MOST_MS && peak <= MOST_MB,
    },
  ];
  const version = versionOf("ansible-inventory");
  if (version === null) return [...rows, { ...GRAPH, skipped: "no ansible-inventory" }];

  writeFileSync(at("minimal.json"), minimal(HOSTS));
  const graph = (file) => [
    ["ansible-inventory", "-i", at(file), "--graph"],
    { ...env, ANSIBLE_LOCAL_TEMP: at("ansible"), LC_ALL: "C.UTF-8" },
  ];
  if (shape(graph("ours.json")) !== shape(graph("minimal.json"))) {
    throw new Error("The two inventories do not have the same hosts and groups.");
  }
  const { first, second, ratio } = pairs(fewRuns, graph("ours.json"), graph("minimal.json"));
  rows.push({
    ...GRAPH,
    measured: `${ratio.toFixed(3)}  (${ms(first)} / ${ms(second)})`,
    ok: ratio <= MOST_RATIO,
    note: version,
  });
  return rows;
}

function shape([argv, env]) {
  return run(argv, env).stdout;
}

/** What a person would write by hand: the same hosts and groups, ten plain variables each. */
function minimal(count) {
  const names = Array.from({ length: count }, (_, index) => `prod-collector-${index + 1}`);
  const variables = Array.from({ length: 10 }, (_, index) => `variable_${index}`);
  const hosts = names.map((name) => [
    name,
    Object.fromEntries(variables.map((variable) => [variable, `value of ${variable}`])),
  ]);
  const members = Object.fromEntries(names.map((name) => [name, {}]));
  return JSON.stringify({
    all: {
      hosts: Object.fromEntries(hosts),
      children: {
        data_collectors: { hosts: members },
        execution_engines: { hosts: {} },
        monitors: { hosts: {} },
      },
    },
  });
}
