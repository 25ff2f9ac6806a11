import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const BIN = fileURLToPath(new URL("../../dist/bin.cjs", import.meta.url));
const PROBE = fileURLToPath(new URL("probe.cjs", import.meta.url));

/** Makes every start of Node or Python slower, and so every ratio better than it is. */
const DISTORTING = ["NODE_EXTRA_CA_CERTS", "AWS_CA_BUNDLE", "PYTHONDONTWRITEBYTECODE"];

/** This process's environment without the user's settings and what distorts the comparison. */
export function environment(more = {}) {
  const kept = Object.entries(process.env).filter(
    ([name]) => !DISTORTING.includes(name) && !/^(AWS_|QUANTS_CTL_|NODE_OPTIONS$)/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ACCESS_KEY_ID: "sandbox",
    AWS_SECRET_ACCESS_KEY: "sandbox",
    AWS_REGION: "ap-northeast-1",
    AWS_DEFAULT_REGION: "ap-northeast-1",
    ...more,
  };
}

export const quantsCtl = (...argv) => [process.execPath, BIN, ...argv];

/** Runs a command; resolves with what it wrote and the milliseconds from start to end. */
export function run([program, ...argv], env) {
  const start = process.hrtime.bigint();
  const { status, output, error } = spawnSync(program, argv, {
    env,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    maxBuffer: 1 << 28,
  });
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  if (error !== undefined) throw error;
  if (status !== 0) {
    throw new Error(`${[program, ...argv].join(" ")}: status ${status}\n${output[2].toString()}`);
  }
  return { ms, stdout: output[1].toString(), probe: output[3].toString() };
}

/** What probe.cjs saw of one run of quants-ctl: peak memory, time for the table, and what it wrote. */
export function probed(argv, env) {
  const { probe, stdout } = run([process.execPath, "--require", PROBE, BIN, ...argv], env);
  return { ...JSON.parse(probe), stdout };
}

/**
 * Runs two commands by turns, so that whatever else the machine does slows both, and gives
 * the medians and the median of the ratios of neighbours.
 */
export function pairs(runs, [first, firstEnv], [second, secondEnv]) {
  // Once each to fill caches: pages, compiled code, Python's bytecode.
  run(first, firstEnv);
  run(second, secondEnv);
  const taken = Array.from({ length: runs }, () => {
    const a = run(first, firstEnv).ms;
    const b = run(second, secondEnv).ms;
    return { a, b, ratio: a / b };
  });
  return {
    first: median(taken.map((it) => it.a)),
    second: median(taken.map((it) => it.b)),
    ratio: median(taken.map((it) => it.ratio)),
    difference: median(taken.map((it) => it.a - it.b)),
  };
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export const ms = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
