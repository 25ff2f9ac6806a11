import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { median, ROOT } from "../measure.mjs";

const NODES = 2_000;
const TENANTS = 100_000;
const MOST_ONE_MS = 50;
const MOST_ALL_MS = 5_000;

/** A tenant among many nodes, and a hundred thousand of them from nothing. */
export async function placement({ fewRuns }) {
  const { place, Placer } = await bundled();
  const nodes = Array.from({ length: NODES }, (_, index) => ({
    ...{ name: `w${String(index).padStart(5, "0")}`, pool: "low", state: "ready" },
    ...{ cpu: 32, memory_mb: 131_072, max_tenants: 100 },
    ...{ cpu_reserved: 0, memory_reserved_mb: 0, tenants: 0, bots_by_exchange: {} },
  }));
  const tenant = (index) => ({
    ...{ name: `t${index}`, pool: "low", cpu: [0.1, 0.25, 0.5][index % 3] },
    ...{ memory_mb: [512, 1024, 2048][index % 3], bots_by_exchange: { binance: 1 } },
  });
  const limits = { bots_per_exchange: { binance: 1_000 } };
  const placer = new Placer(nodes, limits);
  const start = performance.now();
  for (let index = 0; index < TENANTS; index += 1) {
    const it = tenant(index);
    const node = placer.best(it);
    if (node === null) throw new Error(`tenant ${index} found no node`);
    node.cpu_reserved += it.cpu;
    node.memory_reserved_mb += it.memory_mb;
    node.tenants += 1;
    node.bots_by_exchange.binance = (node.bots_by_exchange.binance ?? 0) + 1;
    placer.update(node);
  }
  const all = performance.now() - start;
  const ones = Array.from({ length: fewRuns }, () => {
    const begin = performance.now();
    if (place(tenant(0), nodes, limits).candidates.length !== NODES) throw new Error("not all");
    return performance.now() - begin;
  });
  const one = median(ones);
  return [
    {
      what: `placing 1 tenant among ${NODES} nodes with ${TENANTS} tenants, with all reasons`,
      measured: `${one.toFixed(1)} ms`,
      bar: `≤ ${MOST_ONE_MS} ms`,
      ok: one <= MOST_ONE_MS,
    },
    {
      what: `placing ${TENANTS} tenants from nothing`,
      measured: `${all.toFixed(0)} ms`,
      bar: `≤ ${MOST_ALL_MS} ms`,
      ok: all <= MOST_ALL_MS,
    },
  ];
}

/** The source itself: nothing of it is exported by the package. */
async function bundled() {
  const parts = await Promise.all(["place", "placer"].map(bundle));
  return Object.assign({}, ...parts);
}

function bundle(name) {
  const entry = fileURLToPath(new URL(`../../../src/core/placement/${name}.ts`, import.meta.url));
  const text = execFileSync(
    `${ROOT}/node_modules/.bin/rolldown`,
    [entry, "--format", "esm", "--platform", "node"],
    { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
  );
  return import(`data:text/javascript,${encodeURIComponent(code(text))}`);
}

/** What rolldown prints begins with a heading of its own. */
const code = (text) => text.slice(Math.max(0, text.indexOf("//#region")));
