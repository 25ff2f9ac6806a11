import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { fifty, largeMemory } from "./rows/fleet.mjs";
import { fleetPlan } from "./rows/fleet-plan.mjs";
import { inventory } from "./rows/inventory.mjs";
import { changingCall, everyInstance, knownHosts } from "./rows/large.mjs";
import { largeTable, list, memory, regions } from "./rows/list.mjs";
import { placement } from "./rows/placement.mjs";
import { portsAudit } from "./rows/ports.mjs";
import { redisCopy, redisMillion } from "./rows/redis.mjs";
import { creation, throughput } from "./rows/sandbox.mjs";
import { size } from "./rows/size.mjs";
import { stackCost } from "./rows/stack-cost.mjs";
import { startup } from "./rows/startup.mjs";
import { suite } from "./rows/suite.mjs";
import { makePlace } from "./setup.mjs";
import { terraformState } from "./terraform-state.mjs";

const ROWS = {
  startup,
  list,
  largeTable,
  memory,
  regions,
  knownHosts,
  everyInstance,
  changingCall,
  portsAudit,
  throughput,
  creation,
  fifty,
  largeMemory,
  fleetPlan,
  terraformState,
  inventory,
  redisCopy,
  redisMillion,
  stackCost,
  placement,
  size,
  suite,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { strict: { type: "boolean" }, runs: { type: "string", default: "15" } },
});
const runs = Number(values.runs);
const chosen = positionals.length === 0 ? Object.keys(ROWS) : positionals;

const place = makePlace();
const rows = [];
try {
  for (const name of chosen) {
    process.stderr.write(`${name} …\n`);
    rows.push(...(await ROWS[name]({ runs, fewRuns: Math.ceil(runs / 3) }, place)));
  }
} finally {
  await place.dispose();
}
print(rows);
if (values.strict === true && rows.some((row) => row.ok !== true)) process.exitCode = 1;

function print(lines) {
  const cells = lines.map((row) => [
    row.what,
    row.skipped === undefined ? row.measured : `skipped: ${row.skipped}`,
    row.bar,
    row.skipped === undefined ? (row.ok ? "ok" : "OVER") : "-",
  ]);
  const head = ["what", "measured", "bar", ""];
  const widths = head.map((title, index) =>
    Math.max(title.length, ...cells.map((cell) => cell[index].length)),
  );
  for (const cell of [head, ...cells]) {
    const line = cell.map((text, index) => text.padEnd(widths[index])).join("  ");
    process.stdout.write(`${line.trimEnd()}\n`);
  }
  const notes = new Set(lines.flatMap((row) => row.note ?? []));
  const machine = `Node ${process.versions.node}, ${cpus().length} cores, medians of ${runs} runs`;
  process.stdout.write(`\n${[machine, ...notes].join("; ")}\n`);
}
