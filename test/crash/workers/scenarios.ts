import { fakeTenant } from "../../helpers/fake-docker.ts";
import type { Measured } from "../../helpers/pool-metrics.ts";
import { scaledPlatform } from "../../helpers/scaled-platform.ts";
import type { Place } from "./place.ts";

export interface Scenario {
  command: readonly string[];
  /** What Prometheus says, before and while it is repaired. */
  measured: Measured;
  prepare(place: Place, url: string): Promise<void>;
}

const json = ["--output", "json"];
const autoscale = { cooldown_minutes: 0, min_life_minutes: 0 };
const POOLS = { low: { bundle: "medium_3_0", max_tenants: 10, max_workers: 3 } };
const high = { bundle: "medium_3_0", max_tenants: 5, max_workers: 1 };

/** So many workers, of which the second has a tenant. */
function withWorkers(count: number, hasTenant: boolean) {
  return async (place: Place, url: string): Promise<void> => {
    const pools = { ...POOLS, high };
    const nodes = [{ id: "n0", name: "portal", manager: true }];
    scaledPlatform(place.folder, { nodes, url, pools, autoscale });
    for (let number = 1; number <= count; number += 1) {
      await place.mustRun(["worker", "add", `worker-low-${number}`, "--pool", "low", ...json]);
    }
    if (!hasTenant) return;
    await place.mustRun([
      ...["infra", "ip", "allocate", "worker-low-2-static-ip", "--attach-to", "worker-low-2"],
    ]);
    place.changeSwarm((state) => {
      for (const { name } of state.nodes) if (name === "worker-low-1") state.disks ??= {};
      state.services.push(
        ...fakeTenant("ada", "id-worker-low-2"),
        ...fakeTenant("bob", "id-worker-low-1"),
        ...fakeTenant("cyd", "id-worker-low-1"),
      );
      const one = { bob: "data of bob", cyd: "data of cyd" };
      state.disks = { "id-worker-low-1": one, "id-worker-low-2": { ada: "data of ada" } };
    });
  };
}

const CALM = { cpu: 0.2, memory: 0.2, calmCpu: 0.2, calmMemory: 0.2 };

export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  "worker add": {
    command: ["worker", "add", "worker-low-2", "--pool", "low", ...json],
    measured: {},
    prepare: withWorkers(1, false),
  },
  "worker drain": {
    command: ["worker", "drain", "worker-low-2", "--yes", ...json],
    measured: {},
    prepare: withWorkers(2, true),
  },
  "worker remove": {
    command: ["worker", "remove", "worker-low-2", "--yes", ...json],
    measured: {},
    prepare: withWorkers(2, false),
  },
  "autoscale run, adding": {
    command: ["autoscale", "run", ...json],
    measured: { ...CALM, cpu: 0.9, measured: 1 },
    prepare: withWorkers(1, false),
  },
  "autoscale run, removing": {
    command: ["autoscale", "run", ...json],
    measured: { ...CALM, measured: 2, calmMeasured: 2 },
    prepare: withWorkers(2, true),
  },
};
