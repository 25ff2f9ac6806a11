import { expect, test } from "vitest";
import { type Bench, WAIT } from "./bench.ts";

/** No worker takes tenants, and then one does. */
export function describePending(bench: () => Bench): void {
  test("one that waits for a place gets it by the same command", { timeout: 120_000 }, async () => {
    const { cli, quants, swarm } = bench();
    const mark = (change: string, label: string): Promise<unknown> =>
      Promise.all(swarm.names.map((it) => swarm.docker(["node", "update", change, label, it])));
    await mark("--label-add", "quants-ctl.drained=true");
    const full = await cli("tenant create pat --tier free --bots binance=3 --allow-pending");
    expect(full.status).toBe(8);
    expect(full.stderr).toContain("worker-1: it is drained");
    const listed = JSON.parse((await cli("tenant list --output json")).stdout) as object[];
    expect(listed).toContainEqual(
      expect.objectContaining({ tenant: "pat", status: "pending", worker: null }),
    );
    await mark("--label-rm", "quants-ctl.drained");
    const made = await quants("tenant", "create", "pat", "--timeout", WAIT);
    expect(made).toMatchObject({ tenant: "pat", tier: "free", not_done: [], changed: true });
    expect(await quants("tenant", "info", "pat")).toMatchObject({
      ...{ status: "well", bots_by_exchange: { binance: 3 } },
    });
    expect(await swarm.docker(["config", "ls", "--quiet"])).toBe("");
    await quants("tenant", "destroy", "pat", "--yes", "--timeout", WAIT);
  });
}
