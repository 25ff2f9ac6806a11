import { describe, expect, test } from "vitest";
import { QuantsError } from "../../../src/core/errors.ts";
import { REQUEST_TAG } from "../../../src/core/instances/request-tag.ts";
import { failure } from "../../contract/infra-manager.contract.ts";
import { asked, harness, REGION, ZONE } from "./harness.ts";

const count = (requests: readonly string[], operation: string): number =>
  requests.filter((request) => request === operation).length;

const names = (instances: readonly { name: string }[]): string[] =>
  instances.map(({ name }) => name);

describe("a create that goes well", () => {
  test("sends what was asked, once, with a tag of its own", async () => {
    const { manager, requests, bodies } = harness();
    const { instance, operationIds } = await manager.createInstance({
      ...asked("web-1"),
      tags: { Service: "web", Spare: "" },
      userData: "#!/bin/sh\necho hello",
      ipAddressType: "ipv4",
    });
    expect(requests).toEqual(["CreateInstances", "GetInstance"]);
    expect(bodies[0]).toEqual({
      instanceNames: ["web-1"],
      availabilityZone: ZONE,
      bundleId: "small_3_0",
      blueprintId: "ubuntu_22_04",
      userData: "#!/bin/sh\necho hello",
      ipAddressType: "ipv4",
      tags: [
        { key: "Service", value: "web" },
        { key: "Spare", value: "" },
        { key: REQUEST_TAG, value: expect.stringMatching(/^[0-9a-f-]{36}$/) as string },
      ],
    });
    expect(instance.tags).toMatchObject({ Service: "web", Spare: "" });
    expect(operationIds).toHaveLength(1);
  });

  test("takes the region's first zone when none is named, and looks it up once", async () => {
    const { manager, requests } = harness();
    const { availabilityZone: _, ...anywhere } = asked("web-1");
    const { instance } = await manager.createInstance(anywhere);
    expect(instance.availability_zone).toBe(ZONE);
    await manager.createInstance({ ...anywhere, name: "web-2" });
    expect(count(requests, "GetRegions")).toBe(1);
  });

  test("gives its record even when it can't be read", async () => {
    const { manager } = harness({ faults: [{ operation: "GetInstance", fault: "server_error" }] });
    const { instance, operationIds } = await manager.createInstance({
      ...asked("web-1"),
      tags: { Service: "web" },
    });
    expect(instance).toMatchObject({
      name: "web-1",
      status: "pending",
      bundle_id: "small_3_0",
      blueprint_id: "ubuntu_22_04",
      availability_zone: ZONE,
      region: REGION,
      public_ip: null,
    });
    expect(instance.tags["Service"]).toBe("web");
    expect(operationIds).toHaveLength(1);
  });
});

describe("an answer that is lost", () => {
  test("before the effect: asked again, made once", async () => {
    const { manager, requests } = harness({
      faults: [{ operation: "CreateInstances", fault: "reset_before", calls: [1] }],
    });
    const { instance } = await manager.createInstance(asked("web-1"));
    expect(instance.name).toBe("web-1");
    expect(count(requests, "CreateInstances")).toBe(2);
    expect(names(await manager.listInstances())).toEqual(["web-1"]);
  });

  test("after the effect: recognised, not asked again", async () => {
    const { manager, requests, bystander } = harness({
      faults: [{ operation: "CreateInstances", fault: "reset_after" }],
    });
    const { instance, operationIds } = await manager.createInstance(asked("web-1"));
    expect(instance.name).toBe("web-1");
    expect(count(requests, "CreateInstances")).toBe(1);
    expect(names(await bystander.listInstances())).toEqual(["web-1"]);
    expect(operationIds).toHaveLength(1);
  });

  test("a 500: read back, then asked again", async () => {
    const { manager, requests } = harness({
      faults: [{ operation: "CreateInstances", fault: "server_error", calls: [1, 2] }],
    });
    await manager.createInstance(asked("web-1"));
    expect(count(requests, "CreateInstances")).toBe(3);
    expect(requests.indexOf("GetInstance")).toBe(1);
  });

  test("a 500 for ever: given up after a bounded number of tries", async () => {
    const { manager, requests, clock } = harness({
      faults: [{ operation: "CreateInstances", fault: "server_error" }],
    });
    const error = await failure(manager.createInstance(asked("web-1")));
    expect(error).toMatchObject({ code: "service_unavailable", retryable: true });
    expect(count(requests, "CreateInstances")).toBe(4);
    expect(clock.sleeps.length).toBeGreaterThan(0);
  });

  test("shown late: waited for before it is asked again", async () => {
    let looks = 0;
    const { manager, requests } = harness({
      faults: [
        { operation: "CreateInstances", fault: "reset_after" },
        { operation: "GetInstance", fault: "server_error", calls: [1, 2] },
      ],
      onRequest: (operation) => {
        if (operation === "GetInstance") looks += 1;
      },
    });
    await manager.createInstance(asked("web-1"));
    expect(looks).toBe(3);
    expect(count(requests, "CreateInstances")).toBe(1);
  });

  test("and nothing can be read back: says that it is not known", async () => {
    const { manager, bystander } = harness({
      faults: [
        { operation: "CreateInstances", fault: "reset_after" },
        { operation: "GetInstance", fault: "reset_before" },
      ],
    });
    const error = await failure(manager.createInstance(asked("web-1")));
    expect(error).toMatchObject({ code: "service_unavailable", retryable: false });
    expect(error.message).toContain('not known whether the instance "web-1" was created');
    expect(error.hint).toContain(`quants-ctl infra info --name web-1 --region ${REGION}`);
    expect(names(await bystander.listInstances())).toEqual(["web-1"]);
  });
});

describe("throttling", () => {
  test("waits and asks again, without reading back", async () => {
    const { manager, requests, clock } = harness({
      faults: [{ operation: "CreateInstances", fault: "throttle", calls: [1, 2] }],
    });
    await manager.createInstance(asked("web-1"));
    expect(requests).toEqual([
      "CreateInstances",
      "CreateInstances",
      "CreateInstances",
      "GetInstance",
    ]);
    const [first = 0, second = 0] = clock.sleeps;
    expect(first).toBeGreaterThanOrEqual(250);
    expect(second).toBeGreaterThanOrEqual(500);
  });

  test("gives up as throttled", async () => {
    const { manager } = harness({
      faults: [{ operation: "CreateInstances", fault: "throttle" }],
    });
    const error = await failure(manager.createInstance(asked("web-1")));
    expect(error).toMatchObject({ code: "throttled", exitStatus: 8, retryable: true });
  });
});

describe("a refusal that time does not heal is not repeated", () => {
  test.each(["capacity", "quota"] as const)("%s", async (fault) => {
    const { manager, requests } = harness({ faults: [{ operation: "CreateInstances", fault }] });
    const error = await failure(manager.createInstance(asked("web-1")));
    expect(error.code).toBe(fault === "quota" ? "quota_exceeded" : "capacity");
    expect(requests).toEqual(["CreateInstances"]);
  });
});

describe("a name that is taken", () => {
  test("by another instance: says by what", async () => {
    const { manager, bystander } = harness();
    const { instance } = await bystander.createInstance({
      ...asked("web-1"),
      bundle: "nano_3_0",
      blueprint: "debian_12",
    });
    const error = await failure(manager.createInstance(asked("web-1")));
    expect(error).toMatchObject({ code: "name_in_use", exitStatus: 5, resource: "web-1" });
    expect(error.message).toContain("debian_12");
    expect(error.message).toContain("nano_3_0");
    expect(error.message).toContain(ZONE);
    expect(error.message).toContain(instance.created_at ?? "-");
    expect(error.hint).toBe("Choose another name.");
  });

  test("by a twin of another call: not taken for one's own", async () => {
    const { manager, bystander } = harness();
    await bystander.createInstance(asked("web-1"));
    const error = await failure(manager.createInstance(asked("web-1")));
    expect(error.code).toBe("name_in_use");
  });

  test("by something that is no instance", async () => {
    const { manager, bystander, requests } = harness();
    await bystander.allocateStaticIp("web-1");
    const error = await failure(manager.createInstance(asked("web-1")));
    expect(error.code).toBe("name_in_use");
    expect(error.hint).toContain("static IPs");
    expect(count(requests, "CreateInstances")).toBe(1);
  });

  test("in between, by somebody else, after a lost request", async () => {
    const { manager, bystander } = harness({
      faults: [{ operation: "CreateInstances", fault: "reset_before", calls: [1] }],
      onAnswer: async (operation) => {
        if (operation === "CreateInstances") await bystanderFirst();
      },
    });
    let taken: Promise<unknown> | undefined;
    const bystanderFirst = async (): Promise<void> => {
      taken ??= bystander.createInstance({ ...asked("web-1"), tags: { Owner: "other" } });
      await taken;
    };
    const error = await failure(manager.createInstance(asked("web-1")));
    expect(error.code).toBe("name_in_use");
    expect((await bystander.getInstance("web-1")).tags).toMatchObject({ Owner: "other" });
  });

  test("by one of two that ask at the same time: exactly one gets it", async () => {
    const { manager, another, bystander } = harness();
    const rounds = Array.from({ length: 5 }, (_, round) => `web-${round}`);
    for (const name of rounds) {
      const outcomes = await Promise.allSettled([
        manager.createInstance(asked(name)),
        another().createInstance(asked(name)),
      ]);
      const won = outcomes.filter(({ status }) => status === "fulfilled");
      const lost = outcomes.find((outcome) => outcome.status === "rejected");
      expect(won).toHaveLength(1);
      expect(lost?.reason).toMatchObject({ code: "name_in_use" });
    }
    expect(names(await bystander.listInstances()).toSorted()).toEqual(rounds);
  });
});

describe("fifty tags leave no room for the mark", () => {
  const tags = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`key-${index}`, "v"]));

  test("an own instance is recognised by everything else", async () => {
    const { manager, bodies, requests } = harness({
      faults: [{ operation: "CreateInstances", fault: "reset_after" }],
    });
    const { instance } = await manager.createInstance({ ...asked("web-1"), tags });
    expect(bodies[0]?.["tags"]).toHaveLength(50);
    expect(instance.tags).toEqual(tags);
    expect(count(requests, "CreateInstances")).toBe(1);
  });

  test("an older twin is not", async () => {
    const { manager, bystander, clock } = harness();
    await bystander.createInstance({ ...asked("web-1"), tags });
    await clock.advance(1_000);
    const error = await failure(manager.createInstance({ ...asked("web-1"), tags }));
    expect(error.code).toBe("name_in_use");
  });
});

describe("an abort", () => {
  const stopped = new QuantsError("interrupted", "Stopped by the user.");

  test("before anything was sent is just that", async () => {
    const { manager, requests } = harness();
    const signal = AbortSignal.abort(stopped);
    expect(await failure(manager.createInstance(asked("web-1"), { signal }))).toBe(stopped);
    expect(requests).toEqual([]);
  });

  test("while the request is under way says that the instance may exist", async () => {
    const controller = new AbortController();
    const { manager, bystander } = harness({
      onAnswer: (operation) => {
        if (operation === "CreateInstances") controller.abort(stopped);
      },
    });
    const { signal } = controller;
    const error = await failure(manager.createInstance(asked("web-1"), { signal }));
    expect(error).toMatchObject({ code: "interrupted", exitStatus: 130, resource: "web-1" });
    expect(error.message).toContain("Stopped by the user.");
    expect(error.message).toContain('The instance "web-1" may have been created');
    expect(error.hint).toContain("quants-ctl infra info --name web-1");
    expect(names(await bystander.listInstances())).toEqual(["web-1"]);
  });

  test("while it is read back after a lost answer says so as well", async () => {
    const controller = new AbortController();
    const { manager } = harness({
      faults: [{ operation: "CreateInstances", fault: "reset_after" }],
      onRequest: (operation) => {
        if (operation === "GetInstance") controller.abort(stopped);
      },
    });
    const { signal } = controller;
    const error = await failure(manager.createInstance(asked("web-1"), { signal }));
    expect(error.message).toContain("may have been created");
  });

  test("after it was accepted says that it was created", async () => {
    const controller = new AbortController();
    const { manager } = harness({
      onRequest: (operation) => {
        if (operation === "GetInstance") controller.abort(stopped);
      },
    });
    const { signal } = controller;
    const error = await failure(manager.createInstance(asked("web-1"), { signal }));
    expect(error).toMatchObject({ code: "interrupted" });
    expect(error.message).toContain('The instance "web-1" was created');
  });

  test("while it waits to repeat a throttled request leaves nothing in doubt", async () => {
    const controller = new AbortController();
    const { manager } = harness({
      faults: [{ operation: "CreateInstances", fault: "throttle" }],
      onAnswer: () => controller.abort(stopped),
    });
    const { signal } = controller;
    const error = await failure(manager.createInstance(asked("web-1"), { signal }));
    expect(error.message).toContain("Stopped by the user.");
  });

  test("without a reason of our own is `interrupted`", async () => {
    const controller = new AbortController();
    const { manager } = harness({ onRequest: () => controller.abort() });
    const { signal } = controller;
    const error = await failure(manager.createInstance(asked("web-1"), { signal }));
    expect(error.code).toBe("interrupted");
  });
});

describe("input is refused before any call", () => {
  const tooMany = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, ""]));

  test.each([
    ["a name", { ...asked("x") }],
    ["too many tags", { ...asked("web-1"), tags: tooMany }],
    ["a reserved tag", { ...asked("web-1"), tags: { "aws:x": "1" } }],
  ])("%s", async (_, options) => {
    const { manager, requests } = harness();
    expect((await failure(manager.createInstance(options))).code).toBe("invalid_input");
    expect(requests).toEqual([]);
  });

  test.each([
    ["bundle", { ...asked("web-1"), bundle: "huge_9_9" }],
    ["blueprint", { ...asked("web-1"), blueprint: "templeos_5" }],
    ["zone", { ...asked("web-1"), availabilityZone: "us-east-1x" }],
    ["key pair", { ...asked("web-1"), keyPair: "no-such-key" }],
  ])("an unknown %s is the service's to refuse, and clear", async (_, options) => {
    const { manager } = harness();
    const error = await failure(manager.createInstance(options));
    expect(["invalid_input", "not_found"]).toContain(error.code);
    expect(error.message.length).toBeGreaterThan(10);
    expect(error.hint).toBeTruthy();
  });
});
