import { spawnSync } from "node:child_process";
import { ROOT } from "../measure.mjs";

const BAR_SECONDS = 300;

/** Every test once, as `npm test` runs them behind its build. */
export function suite() {
  const started = performance.now();
  const { status } = spawnSync("npx", ["vitest", "run", "--reporter=dot"], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const seconds = (performance.now() - started) / 1_000;
  return [
    {
      what: "the test suite",
      measured: `${Math.round(seconds)} s${status === 0 ? "" : " (with failures)"}`,
      bar: `≤ ${BAR_SECONDS} s`,
      ok: status === 0 && seconds <= BAR_SECONDS,
    },
  ];
}
