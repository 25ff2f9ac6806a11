import { hostname } from "node:os";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { processStart } from "../../../src/core/journal/process-start.ts";
import { type Autoscaling, autoscaling } from "../../helpers/autoscaling.ts";

let place: Autoscaling;

beforeEach(async () => {
  place = await autoscaling();
});
afterEach(() => place.dispose());

const unchanged = async (servers: number): Promise<void> => {
  expect(await place.servers()).toHaveLength(servers);
  expect((await place.cli("infra log --unfinished --output json")).json()).toEqual([]);
  expect(place.runs()).toEqual([]);
};

test("a pool that is not measured holds, and says so by its status", async () => {
  await place.worker("worker-low-1");
  await place.worker("worker-low-2");
  // One of two workers misses.
  place.measured("low", 1, { cpu: 0.99 });
  const blind = await place.cli("autoscale run --output json");
  expect(blind.status).toBe(8);
  expect(blind.error()).toMatchObject({
    ...{ code: "service_unavailable", retryable: true, resource: "low" },
    message: "Pool low is not measured, and holds.",
  });
  expect(blind.json()).toMatchObject({
    ...{ changed: false, change: null },
    pools: [{ measured: false, reason: "there is no sample of cpu, memory" }, { measured: true }],
  });
  await unchanged(2);
});

test("a pool that has just been changed can't be measured yet: that is no failure", async () => {
  await place.worker("worker-low-1");
  place.measured("low", 1, { cpu: 0.9 });
  await place.run();
  const { pools } = await place.run();
  expect(pools[0]).toMatchObject({ measured: false, action: "hold" });
});

test("a Prometheus that does not answer is no calm one: nothing is decided", async () => {
  await place.worker("worker-low-1");
  const dead = await place.cli("autoscale run --prometheus http://127.0.0.1:65535 --output json");
  expect(dead.status).toBe(8);
  expect(dead.error()["code"]).toBe("endpoint_unreachable");
  expect(dead.stdout).toBe("");
  await unchanged(1);
});

test("an engine that does not answer", async () => {
  const why = "Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?";
  place.docker.refuse("node ls", why);
  expect((await place.cli("autoscale run")).status).toBe(8);
  await unchanged(0);
});

test("the second of two at once", async () => {
  const { pid } = process;
  const holder = { host: hostname(), pid, started: processStart(pid), command: "autoscale run" };
  place.docker.change(({ configs }) => {
    const labels = { "quants-ctl.lock": JSON.stringify(holder) };
    configs.push({ id: "c1", name: "qt-lock-_workers", labels });
  });
  place.measured("low", 0);
  const second = await place.cli("autoscale run --output json");
  expect(second.status).toBe(5);
  expect(second.error()["message"]).toMatch(/^autoscale run is working on the workers, on /);
  await unchanged(0);
});

describe("limits", () => {
  test("--max-workers is above none of the file's, and the least yields to it", async () => {
    await place.worker("worker-low-1");
    place.measured("low", 1, { cpu: 0.9 });
    const { pools } = await place.run("--max-workers 1");
    expect(pools[0]).toMatchObject({ action: "hold", max_workers: 1 });
    expect((await place.run("--max-workers 9")).pools[0]?.max_workers).toBe(4);
  });

  test("a pool without a limit is refused before anything is asked", async () => {
    place.dispose();
    const pools = { low: { bundle: "medium_3_0", max_tenants: 10 } };
    place = await autoscaling({ ...pools, high: { ...pools.low, max_workers: 1 } });
    const endless = await place.cli("autoscale run --output json");
    expect(endless.status).toBe(4);
    expect(endless.error()["message"]).toContain("how many workers pool low may have");
    expect(place.prometheus.asked).toEqual([]);
    place.measured("low", 0);
    expect((await place.run("--max-workers 2")).pools[0]).toMatchObject({ max_workers: 2 });
    expect((await place.run("--pool high")).pools.map(({ pool }) => pool)).toEqual(["high"]);
  });

  test("a pool that there is not, a number that is none", async () => {
    const none = await place.cli("autoscale run --pool lows --output json");
    expect(none.error()["hint"]).toBe("There are: low, high.");
    expect((await place.cli("autoscale run --max-workers many")).status).toBe(2);
    expect((await place.cli("autoscale run no-such.yml")).status).toBe(4);
  });
});
