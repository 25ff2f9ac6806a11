import type { Instance as SdkInstance } from "@aws-sdk/client-lightsail";
import { describe, expect, test } from "vitest";
import { QuantsError } from "../../../src/core/errors.ts";
import {
  toBlueprint,
  toBundle,
  toInstance,
  toRegion,
  toRule,
  toStaticIp,
} from "../../../src/providers/lightsail/mapping.ts";
import { allPages } from "../../../src/providers/lightsail/pages.ts";
import { failure } from "../../contract/infra-manager.contract.ts";
import { asked, harness, REGION } from "./harness.ts";

describe("records", () => {
  test("an instance with nothing in it does not crash", () => {
    expect(toInstance({}, REGION)).toEqual({
      instance_id: "",
      name: "",
      status: "unknown",
      public_ip: null,
      private_ip: null,
      ipv6_addresses: [],
      ip_address_type: null,
      is_static_ip: false,
      bundle_id: "",
      blueprint_id: "",
      blueprint_name: null,
      availability_zone: "",
      region: REGION,
      created_at: null,
      username: null,
      key_pair: null,
      tags: {},
      firewall_rules: [],
      hardware: { cpu_count: null, ram_size_gb: null, disk_size_gb: null },
      monthly_price_usd: null,
      transfer_gb_per_month: null,
      arn: null,
      support_code: null,
    });
  });

  test("neither do odd members", () => {
    const odd = {
      createdAt: new Date(Number.NaN),
      tags: [{}, { key: "__proto__", value: "x" }, { key: "KeyOnly" }],
      networking: { ports: [{}] },
      hardware: { disks: [] },
      publicIpAddress: "",
      ipv6Addresses: ["2001:DB8::1"],
    } as SdkInstance;
    const instance = toInstance(odd, REGION);
    expect(instance).toMatchObject({
      created_at: null,
      public_ip: null,
      ipv6_addresses: ["2001:db8::1"],
      hardware: { disk_size_gb: null },
    });
    expect(Object.entries(instance.tags)).toEqual([
      ["", ""],
      ["__proto__", "x"],
      ["KeyOnly", ""],
    ]);
  });

  test("the size is the system disk's", () => {
    const disks = [
      { sizeInGb: 100, isSystemDisk: false },
      { sizeInGb: 60, isSystemDisk: true },
    ];
    expect(toInstance({ hardware: { disks } }, REGION).hardware.disk_size_gb).toBe(60);
  });

  test("a Windows user is kept as it is", () => {
    expect(toInstance({ username: "Administrator" }, REGION).username).toBe("Administrator");
  });

  test("`-1` is all protocols, and IPv6 is lower case", () => {
    const port = {
      protocol: "-1",
      fromPort: 0,
      toPort: 65_535,
      ipv6Cidrs: ["2001:DB8::/32"],
    } as unknown as Parameters<typeof toRule>[0];
    expect(toRule(port)).toEqual({
      protocol: "all",
      from_port: 0,
      to_port: 65_535,
      cidrs: [],
      ipv6_cidrs: ["2001:db8::/32"],
      cidr_list_aliases: [],
    });
    expect(toRule({ protocol: "TCP" } as unknown as typeof port).protocol).toBe("tcp");
  });

  test("an IPv6 source has one form; one with bits behind its prefix stays as it is (#11.54)", () => {
    const ipv6Cidrs = ["2001:DB8:0:0:0:0:0:0/32", "2001:db8::1/32", "::/0"];
    expect(toRule({ protocol: "tcp", ipv6Cidrs }).ipv6_cidrs).toEqual([
      "2001:db8::/32",
      "2001:db8::1/32",
      "::/0",
    ]);
  });

  test("a bundle without a price is left out, not given one", () => {
    expect(toBundle({ bundleId: "x" })).toBeNull();
    expect(toBundle({ price: 5 })).toBeNull();
    expect(toBundle({ bundleId: "x", price: 3.5 })).toMatchObject({
      monthly_price_usd: 3.5,
      public_ipv4_count: 1,
    });
  });

  test("other records with nothing in them", () => {
    expect(toStaticIp({}, REGION)).toMatchObject({ attached_to: null, region: REGION });
    expect(toRegion({})).toMatchObject({ availability_zones: [] });
    expect(toBlueprint({})).toMatchObject({ version: null, min_power: 0 });
  });
});

describe("pages", () => {
  const pages: Record<string, { items: number[]; next: string | undefined }> = {
    "": { items: [1, 2], next: "a" },
    a: { items: [], next: "b" },
    b: { items: [3], next: "" },
  };

  test("are all read, empty ones in between included", async () => {
    const tokens: (string | undefined)[] = [];
    const items = await allPages<number>(async (token) => {
      tokens.push(token);
      return pages[token ?? ""] ?? { items: undefined, next: undefined };
    });
    expect(items).toEqual([1, 2, 3]);
    expect(tokens).toEqual([undefined, "a", "b"]);
  });

  test("that go round in a circle are an error, not a list", async () => {
    const next: Record<string, string> = { "": "a", a: "b", b: "a" };
    const error = await failure(
      allPages(async (token) => ({ items: [1], next: next[token ?? ""] })),
    );
    expect(error.code).toBe("failed");
  });

  test("of a real list come complete and in order", async () => {
    const { manager, seed, requests } = harness();
    const names = await seed(230);
    const listed = await manager.listInstances();
    expect(listed.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
    expect(requests.length).toBeGreaterThan(1);
  });
});

describe("waits", () => {
  test("`ip` goes on while the instance runs without an address", async () => {
    const { manager } = harness({
      pace: "fast",
      faults: [{ operation: "CreateInstances", fault: "late_address", ms: 20_000 }],
    });
    await manager.createInstance(asked("web-1"));
    const seen: string[] = [];
    const onChange = (what: string): number => seen.push(what);
    const instance = await manager.waitForInstance("web-1", "ip", { onChange });
    expect(instance?.public_ip).toBeTruthy();
    expect(seen).toEqual(["pending", "running, no address yet"]);
  });

  test("`running` does not wait for the address", async () => {
    const { manager } = harness({
      pace: "fast",
      faults: [{ operation: "CreateInstances", fault: "late_address", ms: 20_000 }],
    });
    await manager.createInstance(asked("web-1"));
    const instance = await manager.waitForInstance("web-1", "running");
    expect(instance?.public_ip).toBeNull();
  });

  test("`ip` of an IPv6-only instance is content with IPv6", async () => {
    const { manager } = harness({ pace: "fast" });
    const bundle = "small_ipv6_3_0";
    await manager.createInstance({ ...asked("web-1"), bundle, ipAddressType: "ipv6" });
    const instance = await manager.waitForInstance("web-1", "ip");
    expect(instance?.public_ip).toBeNull();
    expect(instance?.ipv6_addresses).toHaveLength(1);
  });

  test("an instance that vanishes ends a wait for it at once", async () => {
    let looks = 0;
    const { manager, bystander, clock } = harness({
      pace: "fast",
      onRequest: async (operation) => {
        if (operation !== "GetInstance") return;
        looks += 1;
        if (looks === 3) await bystander.destroyInstance("web-1");
      },
    });
    await manager.createInstance(asked("web-1"));
    const start = clock.now();
    const error = await failure(
      manager.waitForInstance("web-1", "stopped", { timeoutMs: 100_000 }),
    );
    expect(error).toMatchObject({ code: "not_found", resource: "web-1" });
    expect(error.message).toContain("will not become stopped");
    expect(clock.now() - start).toBeLessThan(10_000);
  });

  test.each(["throttle", "server_error", "reset_before"] as const)(
    "a failed poll (%s) is not fatal",
    async (fault) => {
      const { manager } = harness({
        pace: "fast",
        faults: [{ operation: "GetInstance", fault, calls: [2, 3, 4] }],
      });
      await manager.createInstance(asked("web-1"));
      expect((await manager.waitForInstance("web-1", "running"))?.status).toBe("running");
    },
  );

  test("that fail to the end say so, and when they gave up", async () => {
    const { manager } = harness({
      pace: "fast",
      faults: [{ operation: "GetInstance", fault: "throttle" }],
    });
    await manager.createInstance(asked("web-1"));
    const error = await failure(manager.waitForInstance("web-1", "ip", { timeoutMs: 90_000 }));
    expect(error).toMatchObject({ code: "wait_timeout", exitStatus: 7, resource: "web-1" });
    expect(error.message).toContain("after 90 s: nothing yet.");
    expect(error.message).toContain("too many requests");
    expect(error.hint).toContain(`quants-ctl infra info --name web-1 --region ${REGION}`);
  });

  test("an operation that is unknown", async () => {
    const { manager } = harness();
    const error = await failure(manager.waitForOperation("00000000-0000-4000-8000-000000000000"));
    expect(error.code).toBe("not_found");
  });

  test("an abort ends a wait in its pause", async () => {
    const { manager } = harness({ pace: "fast" });
    await manager.createInstance(asked("web-1"));
    const controller = new AbortController();
    const reason = new QuantsError("interrupted", "Stopped by the user.");
    const error = await failure(
      manager.waitForInstance("web-1", "stopped", {
        signal: controller.signal,
        onChange: () => controller.abort(reason),
      }),
    );
    expect(error).toBe(reason);
  });
});

describe("firewall", () => {
  const rule = {
    protocol: "tcp",
    from_port: 443,
    to_port: 443,
    cidrs: ["203.0.113.7"],
    ipv6_cidrs: ["2001:DB8::/32"],
    cidr_list_aliases: [],
  };

  test("every list is sent, canonical, and rules for the same ports are joined", async () => {
    const { manager, bodies } = harness();
    await manager.createInstance(asked("web-1"));
    const other = { ...rule, cidrs: ["203.0.113.7/32", "10.0.0.0/8"], ipv6_cidrs: [] };
    await manager.replaceFirewall("web-1", [rule, other]);
    expect(bodies.at(-1)).toEqual({
      instanceName: "web-1",
      portInfos: [
        {
          protocol: "tcp",
          fromPort: 443,
          toPort: 443,
          cidrs: ["203.0.113.7/32", "10.0.0.0/8"],
          ipv6Cidrs: ["2001:db8::/32"],
          cidrListAliases: [],
        },
      ],
    });
  });

  test("a bad rule stops everything before any call", async () => {
    const { manager, requests } = harness();
    const bad = { ...rule, cidrs: [], ipv6_cidrs: [] };
    for (const call of [
      manager.replaceFirewall("web-1", [rule, bad]),
      manager.openPorts("web-1", bad),
      manager.closePorts("web-1", { ...rule, protocol: "sctp" }),
    ]) {
      expect((await failure(call)).code).toBe("invalid_input");
    }
    expect(requests).toEqual([]);
  });
});
