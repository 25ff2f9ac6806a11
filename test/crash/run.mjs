import { rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { pointsBetween, surviveBetween } from "./between.mjs";
import { makeRoot } from "./place.mjs";
import { pointsOf } from "./points.mjs";
import { SCENARIOS } from "./scenarios.mjs";
import { prepare, survive, waysOf } from "./survive.mjs";
import { throttledFleet } from "./throttled.mjs";

/**
 * Disturbs every scenario at every call in every way, and repairs it. `--scenario` and
 * `--point` choose by a part of their titles, `--every` takes each so-manieth point. With
 * nothing chosen, or with `--throttling`, a throttled fleet is stopped beside it. With `--between` only
 * what is killed is disturbed, and another command comes before the repair.
 */
const { values } = parseArgs({
  options: {
    scenario: { type: "string", default: "" },
    point: { type: "string", default: "" },
    every: { type: "string", default: "1" },
    list: { type: "boolean", default: false },
    throttling: { type: "boolean", default: false },
    between: { type: "boolean", default: false },
  },
});
const WORKERS = 2;

const root = makeRoot();
try {
  const isWhole = process.argv.length === 2 || values.throttling;
  const fleet = isWhole && !values.list ? throttledFleet(root, print) : true;
  const tasks = [];
  for (const scenario of SCENARIOS.filter(({ name }) => name.includes(values.scenario))) {
    const prepared = await prepare(scenario, root);
    const ways = waysOf(scenario);
    const points = pointsOf(prepared.calls).filter((_, n) => n % (scenario.every ?? 1) === 0);
    if (values.between) {
      // What a file wants is made anew, whoever removed it meanwhile.
      if (scenario.isDeclared) continue;
      for (const it of pointsBetween(pointsOf(prepared.calls), tasks.length)) {
        const { point, other, way } = it;
        const title = `${scenario.name}: ${point.title}, then ${other.name}, then ${way}`;
        tasks.push({ prepared, point, title, check: () => surviveBetween(prepared, it) });
      }
      continue;
    }
    points.forEach((point, index) => {
      // Shifted once each round, so that every second point still meets every way.
      const way = ways[(index + Math.floor(index / ways.length)) % ways.length];
      const title = `${scenario.name}: ${point.title}, then ${way}`;
      tasks.push({ prepared, point, title, check: () => survive(prepared, point, way) });
    });
  }
  const chosen = tasks
    .filter(({ title }) => title.includes(values.point))
    .filter((_, index) => index % Number(values.every) === 0);
  if (values.list) for (const { title } of chosen) print(title);
  else await runAll(chosen);
  if (!(await fleet)) process.exitCode = 1;
} finally {
  rmSync(root, { recursive: true, force: true });
}

async function runAll(queue) {
  const points = queue.length;
  const started = Date.now();
  const rest = [...queue];
  let survived = 0;
  const work = async () => {
    for (let task = rest.shift(); task !== undefined; task = rest.shift()) {
      const faults = await task.check();
      if (faults.length === 0) survived += 1;
      else print(report(task, faults));
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  print(`points ${points}, survived ${survived}`);
  process.stderr.write(`${((Date.now() - started) / 1_000).toFixed(0)} s\n`);
  if (points === 0 || survived < points) process.exitCode = 1;
}

function report({ title, point, prepared }, faults) {
  const plan = JSON.stringify({ rules: [point.rule] });
  return [
    `NOT SURVIVED ${title}`,
    ...faults.map((fault) => `  ${fault}`),
    `  fault plan: ${plan}`,
    `  command: quants-ctl ${prepared.scenario.command.join(" ")}`,
    `  again: npm run crash-matrix -- ${values.between ? "--between " : ""}--point '${title}'`,
  ].join("\n");
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
