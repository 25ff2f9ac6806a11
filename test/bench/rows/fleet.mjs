import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { median, ms, probed, quantsCtl, run } from "../measure.mjs";

const LATENCY = 100;
const MANY = 50;

/** Fifty instances by one command, against one by the same command. */
export function fifty({ fewRuns }, place) {
  const faults = join(place.folder, "latency.json");
  writeFileSync(
    faults,
    JSON.stringify({ rules: [{ operation: "*", fault: "latency", ms: LATENCY }] }),
  );
  const time = (count, round) => {
    const env = {
      ...place.sandbox(`many-${count}-${round}`),
      QUANTS_CTL_PROVIDER: "sandbox",
      QUANTS_CTL_SANDBOX_PACE: "fast",
      QUANTS_CTL_SANDBOX_FAULTS: faults,
    };
    const names = Array.from({ length: count }, (_, index) => ["--name", `bench-${index + 1}`]);
    return run(quantsCtl("infra", "create", "--output", "json", ...names.flat()), env).ms;
  };
  const taken = Array.from({ length: fewRuns }, (_, round) => ({
    many: time(MANY, round),
    one: time(1, round),
  }));
  const ratio = median(taken.map(({ many, one }) => many / one));
  const [many, one] = ["many", "one"].map((key) => median(taken.map((it) => it[key])));
  return [
    {
      what: `infra create, ${MANY} at once / one, ${LATENCY} ms latency, pace fast`,
      measured: `${ratio.toFixed(2)}  (${ms(many)} / ${ms(one)})`,
      bar: "≤ 3",
      ok: ratio <= 3,
    },
  ];
}

/** Over loopback, which is what a user of AWS has: the sandbox's own memory is not ours. */
export async function largeMemory({ fewRuns }, place) {
  const seeded = place.sandbox("ten-thousand-memory", 10_000);
  const endpoint = await place.serve(seeded);
  const env = place.sandbox("client");
  const peakOf = (form) => {
    const argv = ["infra", "list", "--output", form, "--endpoint-url", endpoint];
    return median(Array.from({ length: fewRuns }, () => probed(argv, env).peakMb));
  };
  const [table, json] = ["table", "json"].map(peakOf);
  const peak = Math.max(table, json);
  return [
    {
      what: "infra list, 10,000 instances: peak memory",
      measured: `${table.toFixed(0)} MB as a table, ${json.toFixed(0)} MB as JSON`,
      bar: "≤ 250 MB",
      ok: peak <= 250,
    },
  ];
}
