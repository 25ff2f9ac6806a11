import { ms, pairs, quantsCtl, run } from "../measure.mjs";

const LATENCY = 150;
const INSTANCES = 20;

/** `infra ports audit` of every region, against a start of the program that asks nothing. */
export async function portsAudit({ fewRuns }, place) {
  const env = place.sandbox("audit");
  const endpoint = await place.serve(env, {
    rules: [{ operation: "*", fault: "latency", ms: LATENCY }],
  });
  const asking = ["--endpoint-url", endpoint, "--output", "json"];
  const regions = JSON.parse(run(quantsCtl("infra", "regions", ...asking), env).stdout);
  for (const { name } of regions) {
    run(quantsCtl("sandbox", "seed", "--instances", String(INSTANCES), "--region", name), env);
  }
  const audit = quantsCtl("infra", "ports", "audit", ...asking);
  const found = JSON.parse(run(audit, env).stdout);
  const seen = new Set(found.map((it) => `${it.region} ${it.instance}`)).size;
  if (seen !== regions.length * INSTANCES) throw new Error(`The audit saw ${seen} instances.`);
  const { first, second, difference } = pairs(
    fewRuns,
    [audit, env],
    [quantsCtl("infra", "ports", "audit", "--help"), env],
  );
  const most = 4 * LATENCY;
  return [
    {
      what: `infra ports audit, ${regions.length} regions of ${INSTANCES}, ${LATENCY} ms latency - start-up`,
      measured: `${ms(difference)}  (${ms(first)} - ${ms(second)})`,
      bar: `≤ ${most} ms`,
      ok: difference <= most,
    },
  ];
}
