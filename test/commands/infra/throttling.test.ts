import { faultyCli } from "../../helpers/faults.ts";
import { expect, test } from "vitest";
import { makeCli } from "../../helpers/cli.ts";

const INSTANCES = 60;

test("a fleet is stopped though a third of all calls is throttled", async () => {
  const cli = makeCli({ env: { QUANTS_CTL_SANDBOX_PACE: "instant" } });
  try {
    await cli("sandbox seed --instances", String(INSTANCES));
    const throttled = faultyCli(cli, [{ operation: "*", fault: "throttle", probability: 0.3 }]);
    const stopped = await throttled("infra manage --name * --action stop --output json");
    expect(stopped.status).toBe(0);
    expect(stopped.json()).toHaveLength(INSTANCES);

    const listed = await cli("infra list --output json");
    const states = (listed.json() as { status: string }[]).map(({ status }) => status);
    expect(states).toEqual(Array.from({ length: INSTANCES }, () => "stopped"));

    const log = await cli("infra log --limit 1 --output json");
    const [{ calls }] = log.json() as [{ calls: unknown[] }];
    // The state before, the stop and the state after of each, and what was throttled of that.
    expect(calls.length).toBeLessThan(3 * INSTANCES * 2);
  } finally {
    cli.dispose();
  }
});
