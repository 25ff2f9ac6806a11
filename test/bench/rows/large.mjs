import { median, ms, quantsCtl, run } from "../measure.mjs";
import { send } from "../send.mjs";

const row = (what, taken, most) => ({
  what,
  measured: ms(taken),
  bar: `≤ ${most} ms`,
  ok: taken <= most,
});

/** The host keys of instances that nobody has asked for before: each run on a folder of its own. */
export function knownHosts({ fewRuns }, place) {
  const taken = Array.from({ length: Math.min(fewRuns, 3) }, (_, index) => {
    const env = { ...place.sandbox(`hosts-${index}`, 2_000), QUANTS_CTL_PROVIDER: "sandbox" };
    return run(quantsCtl("inventory", "known-hosts"), env).ms;
  });
  return [row("inventory known-hosts, 2,000 instances: whole process", median(taken), 5_000)];
}

export function everyInstance({ fewRuns }, place) {
  const env = { ...place.sandbox("ten-thousand", 10_000), QUANTS_CTL_PROVIDER: "sandbox" };
  const argv = quantsCtl("infra", "info", "--name", "*", "--output", "json");
  const taken = Array.from({ length: fewRuns }, () => run(argv, env).ms);
  return [row("infra info --name '*', 10,000 instances: whole process", median(taken), 3_000)];
}

/** One call after the other, each of which changes an instance. */
export async function changingCall({ runs }, place) {
  const endpoint = await place.serve(place.sandbox("changed", 10_000));
  const taken = [];
  for (let index = 0; index < 4 * runs; index += 1) {
    const start = performance.now();
    await send(endpoint, "TagResource", {
      resourceName: `seed-${index + 1}`,
      tags: [{ key: "bench", value: String(index) }],
    });
    taken.push(performance.now() - start);
  }
  return [row("sandbox start: a call that changes one of 10,000 instances", median(taken), 50)];
}
