import { describe, expect, test } from "vitest";
import { QuantsError } from "../../../src/core/errors.ts";
import type { BaseInfraManager } from "../../../src/core/infra-manager.ts";
import type { FirewallRule } from "../../../src/core/model.ts";
import type { FaultPlan } from "../../../src/providers/sandbox/index.ts";
import { failure } from "../../contract/infra-manager.contract.ts";
import { asked, harness } from "./harness.ts";

type Fault = NonNullable<FaultPlan["rules"]>[number]["fault"];

const RULE: FirewallRule = {
  protocol: "tcp",
  from_port: 9100,
  to_port: 9100,
  cidrs: ["203.0.113.0/24"],
  ipv6_cidrs: [],
  cidr_list_aliases: [],
};

interface Change {
  operation: string;
  prepare: (manager: BaseInfraManager) => Promise<unknown>;
  act: (manager: BaseInfraManager) => Promise<unknown>;
  /** What must be so afterwards. */
  holds: (manager: BaseInfraManager) => Promise<void>;
}

const running = async (manager: BaseInfraManager): Promise<void> => {
  await manager.createInstance(asked("web-1"));
  // Lightsail refuses most things while an instance is pending.
  await manager.waitForInstance("web-1", "ip");
};
const withIp = async (manager: BaseInfraManager): Promise<void> => {
  await running(manager);
  await manager.allocateStaticIp("web-ip");
};
const status = async (manager: BaseInfraManager): Promise<string> =>
  (await manager.getInstance("web-1")).status;
const isMissing = async (call: Promise<unknown>): Promise<void> => {
  expect((await failure(call)).code).toBe("not_found");
};

const CHANGES: Change[] = [
  {
    operation: "TagResource",
    prepare: running,
    act: (manager) => manager.tagInstance("web-1", { Team: "Quants", Only: "" }),
    holds: async (manager) =>
      expect((await manager.getInstance("web-1")).tags).toMatchObject({ Team: "Quants", Only: "" }),
  },
  {
    operation: "UntagResource",
    prepare: async (manager) => {
      await running(manager);
      await manager.tagInstance("web-1", { Team: "Quants" });
    },
    act: (manager) => manager.untagInstance("web-1", ["Team", "Absent"]),
    holds: async (manager) =>
      expect((await manager.getInstance("web-1")).tags).not.toHaveProperty("Team"),
  },
  {
    operation: "StartInstance",
    prepare: async (manager) => {
      await running(manager);
      await manager.stopInstance("web-1");
      await manager.waitForInstance("web-1", "stopped");
    },
    act: (manager) => manager.startInstance("web-1"),
    holds: async (manager) => expect(["pending", "running"]).toContain(await status(manager)),
  },
  {
    operation: "StopInstance",
    prepare: running,
    act: (manager) => manager.stopInstance("web-1"),
    holds: async (manager) => expect(["stopping", "stopped"]).toContain(await status(manager)),
  },
  {
    operation: "RebootInstance",
    prepare: running,
    act: (manager) => manager.rebootInstance("web-1"),
    holds: async (manager) => {
      const instance = await manager.waitForInstance("web-1", "running");
      expect(instance?.status).toBe("running");
    },
  },
  {
    operation: "DeleteInstance",
    prepare: running,
    act: (manager) => manager.destroyInstance("web-1"),
    holds: (manager) => isMissing(manager.getInstance("web-1")),
  },
  {
    operation: "AllocateStaticIp",
    prepare: running,
    act: (manager) => manager.allocateStaticIp("web-ip"),
    holds: async (manager) => expect(await manager.listStaticIps()).toHaveLength(1),
  },
  {
    operation: "AttachStaticIp",
    prepare: withIp,
    act: (manager) => manager.attachStaticIp("web-ip", "web-1"),
    holds: async (manager) =>
      expect(await manager.getStaticIp("web-ip")).toMatchObject({ attached_to: "web-1" }),
  },
  {
    operation: "DetachStaticIp",
    prepare: async (manager) => {
      await withIp(manager);
      await manager.attachStaticIp("web-ip", "web-1");
    },
    act: (manager) => manager.detachStaticIp("web-ip"),
    holds: async (manager) =>
      expect(await manager.getStaticIp("web-ip")).toMatchObject({ attached_to: null }),
  },
  {
    operation: "ReleaseStaticIp",
    prepare: withIp,
    act: (manager) => manager.releaseStaticIp("web-ip"),
    holds: (manager) => isMissing(manager.getStaticIp("web-ip")),
  },
  {
    operation: "PutInstancePublicPorts",
    prepare: running,
    act: (manager) => manager.replaceFirewall("web-1", [RULE]),
    holds: async (manager) => expect(await manager.getFirewall("web-1")).toEqual([RULE]),
  },
  {
    operation: "OpenInstancePublicPorts",
    prepare: running,
    act: (manager) => manager.openPorts("web-1", RULE),
    holds: async (manager) => expect(await manager.getFirewall("web-1")).toContainEqual(RULE),
  },
  {
    operation: "CloseInstancePublicPorts",
    prepare: async (manager) => {
      await running(manager);
      await manager.replaceFirewall("web-1", [RULE]);
    },
    act: (manager) => manager.closePorts("web-1", RULE),
    holds: async (manager) => expect(await manager.getFirewall("web-1")).toEqual([]),
  },
  {
    operation: "CreateInstanceSnapshot",
    prepare: running,
    act: (manager) => manager.createSnapshot("web-snapshot", "web-1"),
    holds: async (manager) => expect(await manager.listSnapshots()).toHaveLength(1),
  },
  {
    operation: "DeleteInstanceSnapshot",
    prepare: async (manager) => {
      await running(manager);
      await manager.createSnapshot("web-snapshot", "web-1");
    },
    act: (manager) => manager.deleteSnapshot("web-snapshot"),
    holds: (manager) => isMissing(manager.getSnapshot("web-snapshot")),
  },
  {
    operation: "CreateInstancesFromSnapshot",
    prepare: async (manager) => {
      await running(manager);
      await manager.createSnapshot("web-snapshot", "web-1");
      await manager.waitForSnapshot("web-snapshot");
    },
    act: (manager) =>
      manager.createInstanceFromSnapshot({
        name: "web-2",
        snapshot: "web-snapshot",
        bundle: "medium_3_0",
      }),
    holds: async (manager) =>
      expect(await manager.getInstance("web-2")).toMatchObject({ bundle_id: "medium_3_0" }),
  },
];

const PASSING: Fault[] = ["reset_before", "reset_after", "server_error", "throttle"];

describe.each(CHANGES)("$operation", ({ operation, prepare, act, holds }) => {
  test.each(PASSING)("is carried out in spite of one %s", async (fault) => {
    const { manager, bystander } = harness({
      pace: "fast",
      faults: [{ operation, fault, calls: [1] }],
    });
    await prepare(bystander);
    await act(manager);
    await holds(bystander);
  });

  test("is known to be carried out though every answer is lost", async () => {
    const { manager, bystander } = harness({
      pace: "fast",
      faults: [{ operation, fault: "reset_after" }],
    });
    await prepare(bystander);
    const outcome = await act(manager).then(
      () => null,
      (error: unknown) => error as QuantsError,
    );
    await holds(bystander);
    // What leaves no trace to read can't be known; it must then be said.
    if (outcome !== null) {
      expect(outcome.message).toContain("not known whether it was carried out");
      expect(operation).toBe("RebootInstance");
    }
  });

  test("says that it is not known when nothing can be had any more", async () => {
    // These look before they act; only looking afterwards is to fail.
    const looksBefore = operation === "AllocateStaticIp" || operation === "ReleaseStaticIp";
    const later = Array.from({ length: 20 }, (_, index) => index + (looksBefore ? 2 : 1));
    const faults: FaultPlan["rules"] = [
      { operation, fault: "reset_after" },
      { operation: "GetInstance", fault: "reset_before" },
      { operation: "GetInstancePortStates", fault: "reset_before" },
      { operation: "GetInstanceSnapshot", fault: "reset_before" },
      { operation: "GetStaticIp", fault: "reset_before", calls: later },
    ];
    const { manager, bystander } = harness({ pace: "fast", faults });
    await prepare(bystander);
    const knows = ["DeleteInstance", "DeleteInstanceSnapshot"].includes(operation);
    const outcome = await act(manager).then(
      () => null,
      (error: unknown) => error as QuantsError,
    );
    if (knows) expect(outcome).toBeNull();
    else expect(outcome?.message).toMatch(/not known whether|last look failed|may have been/);
  });

  test("gives up on throttling, with nothing in doubt", async () => {
    const { manager, bystander } = harness({
      pace: "fast",
      faults: [{ operation, fault: "throttle" }],
    });
    await prepare(bystander);
    const error = await failure(act(manager));
    expect(error).toMatchObject({ code: "throttled", retryable: true });
    expect(error.message).not.toContain("not known");
  });
});

describe("a static IP is never left behind unnoticed", () => {
  const stopped = new QuantsError("interrupted", "Stopped by the user.");

  test("when the allocation is interrupted", async () => {
    const controller = new AbortController();
    const { manager, bystander } = harness({
      onAnswer: (operation) => {
        if (operation === "AllocateStaticIp") controller.abort(stopped);
      },
    });
    const { signal } = controller;
    const error = await failure(manager.allocateStaticIp("web-ip", { signal }));
    expect(error).toMatchObject({ code: "interrupted", exitStatus: 130 });
    expect(error.message).toContain('The static IP "web-ip" may have been allocated');
    expect(await bystander.listStaticIps()).toHaveLength(1);
  });

  test("when it can't be read after it was allocated", async () => {
    const calls = Array.from({ length: 20 }, (_, index) => index + 2);
    const { manager } = harness({
      faults: [{ operation: "GetStaticIp", fault: "server_error", calls }],
    });
    const error = await failure(manager.allocateStaticIp("web-ip"));
    expect(error.message).toContain('The static IP "web-ip" was allocated');
  });

  test("when it was refused there is nothing to say", async () => {
    const { manager } = harness({ faults: [{ operation: "AllocateStaticIp", fault: "quota" }] });
    const error = await failure(manager.allocateStaticIp("web-ip"));
    expect(error.code).toBe("quota_exceeded");
    expect(error.message).not.toContain("billed");
  });
});
