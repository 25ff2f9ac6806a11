import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** `npm run walk -- SEED COUNT`: the walk of the tests, as long as is asked, from another seed. */
const [seed = String(Date.now() % 1_000_000), count = "1000"] = process.argv.slice(2);
for (const text of [seed, count]) {
  if (/^\d{1,9}$/.test(text)) continue;
  process.stderr.write(`"${text}" is no number: npm run walk -- SEED COUNT\n`);
  process.exit(2);
}
const vitest = fileURLToPath(new URL("../../node_modules/vitest/vitest.mjs", import.meta.url));
const { status } = spawnSync(process.execPath, [vitest, "run", "test/walk"], {
  stdio: "inherit",
  cwd: fileURLToPath(new URL("../..", import.meta.url)),
  env: { ...process.env, WALK_SEED: seed, WALK_COUNT: count },
});
process.exit(status ?? 1);
