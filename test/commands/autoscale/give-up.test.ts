import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { LEAVING_TAG } from "../../../src/core/autoscale/leaving.ts";
import { type Autoscaling, autoscaling } from "../../helpers/autoscaling.ts";
import { fakeTenant } from "../../helpers/fake-docker.ts";

let place: Autoscaling;

beforeEach(async () => {
  place = await autoscaling();
  place.measured("low", 2);
});
afterEach(() => place.dispose());

/** A tenant with data on a worker. */
function tenant(name: string, worker: string): void {
  place.docker.change((state) => {
    state.services.push(...fakeTenant(name, `id-${worker}`));
    const disks = (state.disks ??= {});
    disks[`id-${worker}`] = { ...disks[`id-${worker}`], [name]: `data of ${name}` };
  });
}
async function two(more: { tags?: string; server?: boolean } = {}): Promise<void> {
  await place.worker("worker-low-1");
  await place.worker("worker-low-2", more);
  for (const name of ["cyd", "dee"]) tenant(name, "worker-low-1");
}
const staticIps = async (): Promise<string[]> => {
  const all = (await place.cli("infra ip list --output json")).json() as { name: string }[];
  return all.map(({ name }) => name);
};
const why = async (): Promise<string | undefined> => (await place.run()).pools[0]?.reason;

test("a calm pool gives up its emptiest worker: tenants moved, server and address gone", async () => {
  await two();
  tenant("ada", "worker-low-2");
  const { change } = await place.run();
  expect(change).toMatchObject({
    ...{ action: "remove", worker: "worker-low-2", result: "removed", not_done: [] },
    reason: "every rule holds without it",
  });
  expect(place.workers()).toEqual(["worker-low-1"]);
  expect(await place.servers()).toEqual(["worker-low-1"]);
  expect(await staticIps()).toEqual(["worker-low-1-static-ip"]);
  const { services, disks } = place.docker.state();
  expect(new Set(services.map(({ node }) => node))).toEqual(new Set(["id-worker-low-1"]));
  expect(disks?.["id-worker-low-1"]).toMatchObject({ ada: "data of ada" });
  expect(place.docker.wrong()).toBe("");
  place.measured("low", 1);
  expect((await place.run()).change).toBeNull();
});

test("a dry run shows the moves, the end of the server and what that saves", async () => {
  await two();
  tenant("ada", "worker-low-2");
  const { change, changes, monthly_usd: usd } = await place.run("--dry-run");
  expect(change).toMatchObject({ worker: "worker-low-2", result: "planned" });
  expect(changes.map(({ action, name }) => `${action} ${name}`)).toEqual([
    ...["drain worker-low-2", "move ada", "remove worker-low-2", "delete worker-low-2"],
    "release worker-low-2-static-ip",
  ]);
  expect(usd).toBe(-24);
  expect(place.workers()).toHaveLength(2);
});

describe("it stays", () => {
  test("when it is protected, and the next one goes", async () => {
    await two({ tags: "--tag Protected=true" });
    expect((await place.run()).change).toMatchObject({ worker: "worker-low-1" });
    expect(await place.servers()).toEqual(["worker-low-2"]);
  });

  test.each([
    ["all are protected", "--tag Protected=true", "it is protected by Protected=true"],
    [
      "all are critical",
      "--tag CriticalLevel=critical",
      "it is protected by CriticalLevel=critical",
    ],
  ])("when %s", async (_title, tags, reason) => {
    await place.worker("worker-low-1", { tags });
    await place.worker("worker-low-2", { tags });
    expect(await why()).toBe(`no worker can go; worker-low-1: ${reason}`);
  });

  test("when its server is the user's own", async () => {
    await place.worker("worker-low-1", { server: false });
    await place.worker("worker-low-2", { server: false });
    expect(await why()).toContain("worker-low-1: its server is none of this region");
  });

  test("when its server was made by other means", async () => {
    await two();
    await place.cli("infra tag remove worker-low-1 worker-low-2 --key quants-ctl:request");
    expect(await why()).toContain("its server was made by other means");
  });

  test("when a tenant of it finds no place, or another worker is down or drained", async () => {
    await two();
    tenant("ada", "worker-low-2");
    place.docker.change(({ nodes }) => {
      for (const node of nodes) node.memoryMb = 1300;
    });
    expect(await why()).toContain("worker-low-2: ada finds no place on the others");
    place.docker.change(({ nodes }) => {
      for (const node of nodes) if (node.name === "worker-low-1") node.state = "down";
    });
    expect(await why()).toBe("worker-low-1 is down");
  });

  test("when it is the manager", async () => {
    await two();
    place.docker.change(({ nodes }) => {
      for (const node of nodes) node.manager = true;
    });
    expect(await why()).toContain("it is a manager of the Swarm");
  });
});

describe("what another machine began to give up", () => {
  const begun = async (): Promise<void> => {
    await two();
    tenant("ada", "worker-low-2");
    await place.cli(`infra tag set worker-low-2 --tag ${LEAVING_TAG}=id-worker-low-2`);
    await place.cli("worker drain worker-low-2 --yes");
  };

  test("is given up, whatever is asked for", async () => {
    await begun();
    place.measured("low", 2, { cpu: 0.95 });
    expect((await place.run()).change).toMatchObject({ result: "removed", worker: "worker-low-2" });
    expect(await place.servers()).toEqual(["worker-low-1"]);
  });

  test("its server too, when its node is gone already", async () => {
    await begun();
    await place.cli("worker remove worker-low-2 --yes");
    expect((await place.run()).change).toMatchObject({ result: "removed", not_done: [] });
    expect(await place.servers()).toEqual(["worker-low-1"]);
    expect(await staticIps()).toEqual(["worker-low-1-static-ip"]);
  });

  test("takes tenants again when those left find no place any more", async () => {
    await begun();
    tenant("eve", "worker-low-2");
    place.docker.change(({ nodes }) => {
      for (const node of nodes) if (node.name === "worker-low-1") node.memoryMb = 1300;
    });
    const { change } = await place.run();
    expect(change).toMatchObject({ result: "kept", reason: "eve finds no place on the others" });
    expect(await place.servers()).toHaveLength(2);
    const [, last] = (await place.cli("worker list --pool low --output json")).json() as object[];
    expect(last).toMatchObject({ state: "ready" });
    const tags = (await place.cli("infra info worker-low-2 --field tags")).stdout;
    expect(tags).not.toContain(LEAVING_TAG);
  });

  test("another server of its name is never destroyed", async () => {
    await begun();
    await place.cli("worker remove worker-low-2 --yes");
    place.docker.change(({ nodes }) => {
      nodes.push({ id: "other", name: "worker-low-2", labels: { "quants-ctl.pool": "low" } });
    });
    const refused = await place.cli("autoscale run --output json");
    expect(refused.status).toBe(5);
    expect(refused.error()["message"]).toBe("worker-low-2 has joined the Swarm anew since.");
    expect(await place.servers()).toHaveLength(2);
  });
});
