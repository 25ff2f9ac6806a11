import { makePlace, normalised } from "./place.mjs";

const INSTANCES = 200;
const SHARE = 0.3;
/** Each call is made 1 / (1 - 0.3) times on the average; polls are not, as they go on anyway. */
const MOST = 2;

/**
 * Stops a fleet while a part of all calls is throttled. Prints how many calls it took, and
 * returns whether every instance is stopped and the calls are bounded.
 */
export async function throttledFleet(root, print) {
  const start = makePlace(root);
  await start.run(["sandbox", "seed", "--instances", String(INSTANCES)]);
  const before = start.state();
  const quiet = await stopAll(makePlace(root, start), before);
  const rule = { operation: "*", fault: "throttle", probability: SHARE };
  const { calls, running, status } = await stopAll(makePlace(root, start), before, rule);
  const ok = status === 0 && running === 0 && calls <= MOST * quiet.calls;
  print(
    `throttling: ${INSTANCES} instances, ${SHARE * 100} % of calls throttled: status ${status}, ` +
      `${running} not stopped, ${calls} calls (undisturbed ${quiet.calls}, at most ${MOST} times that): ${ok ? "ok" : "NOT OK"}`,
  );
  return ok;
}

async function stopAll(place, before, rule) {
  try {
    const { status } = await place.run(
      ["infra", "manage", "--name", "*", "--action", "stop", "--output", "json"],
      rule,
      300_000,
    );
    const calls = place.recordedCalls().length;
    const running = normalised(place.state(), before).filter((line) =>
      line.includes('"status":"running"'),
    ).length;
    return { status, calls, running };
  } finally {
    place.dispose();
  }
}
