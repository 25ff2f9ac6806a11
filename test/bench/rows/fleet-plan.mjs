import { join } from "node:path";
import { median, ms, probed, quantsCtl, run } from "../measure.mjs";

const REGIONS = ["ap-northeast-1", "us-east-1", "eu-west-1", "ap-southeast-1"];
const EACH = 250;
const LATENCY = 150;
/** What a plan may take beside the program's start and three answers after one another. */
const REST = 1_000;
const MEMORY_MB = 250;

/** A fleet of a thousand instances with nothing to do: calls, time and memory of its plan. */
export async function fleetPlan({ fewRuns }, place) {
  const env = place.sandbox("fleet-plan");
  for (const region of REGIONS) {
    run(
      quantsCtl(
        ...["sandbox", "seed", "--instances", String(EACH), "--region", region],
        ...["--prefix", region.replace(/-\d$/, "")],
      ),
      env,
    );
  }
  const file = join(place.folder, "fleet-plan.yml");
  const sandbox = [...["--provider", "sandbox"]];
  run(quantsCtl("fleet", "import", file, "--all", "--region", REGIONS.join(","), ...sandbox), env);
  run(quantsCtl("fleet", "apply", file, "--yes", ...sandbox), env);
  const endpoint = await place.serve(env, {
    rules: [{ operation: "*", fault: "latency", ms: LATENCY }],
  });
  const argv = ["fleet", "plan", file, "--endpoint-url", endpoint, "--output", "json"];
  const start = median(
    Array.from({ length: fewRuns }, () => run(quantsCtl("fleet", "plan", "--help"), env).ms),
  );
  const taken = median(Array.from({ length: fewRuns }, () => run(quantsCtl(...argv), env).ms));
  const { counts } = JSON.parse(run(quantsCtl(...argv), env).stdout);
  if (counts["no-op"] !== EACH * REGIONS.length) throw new Error(JSON.stringify(counts));
  const { peakMb } = probed(argv, env);
  const most = start + 3 * LATENCY + REST;
  return [
    {
      what: `fleet plan of ${EACH * REGIONS.length} in ${REGIONS.length} regions, ${LATENCY} ms latency`,
      measured: `${ms(taken)}  (${ms(start)} to start)`,
      bar: `≤ ${ms(most)}`,
      ok: taken <= most,
    },
    {
      what: "its peak memory",
      measured: `${peakMb.toFixed(0)} MB`,
      bar: `≤ ${MEMORY_MB} MB`,
      ok: peakMb <= MEMORY_MB,
    },
  ];
}
