import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { QuantsError } from "../../src/core/errors.ts";
import type { BaseInfraManager, WaitOptions } from "../../src/core/infra-manager.ts";
import type { FirewallRule, Instance } from "../../src/core/model.ts";

export interface Subject {
  manager: BaseInfraManager;
  bundle: string;
  blueprint: string;
  /** For every wait; real providers need minutes. */
  wait?: WaitOptions;
  close?(): Promise<void>;
}

const INSTANCE_KEYS = [
  "instance_id",
  "name",
  "status",
  "public_ip",
  "private_ip",
  "ipv6_addresses",
  "ip_address_type",
  "is_static_ip",
  "bundle_id",
  "blueprint_id",
  "blueprint_name",
  "availability_zone",
  "region",
  "created_at",
  "username",
  "key_pair",
  "tags",
  "firewall_rules",
  "hardware",
  "monthly_price_usd",
  "transfer_gb_per_month",
  "arn",
  "support_code",
];

const HOST_KEY_KEYS = [
  "algorithm",
  "fingerprint_sha256",
  "not_valid_after",
  "not_valid_before",
  "public_key",
  "witnessed_at",
];

const SSH: FirewallRule = {
  protocol: "tcp",
  from_port: 22,
  to_port: 22,
  cidrs: ["203.0.113.0/24"],
  ipv6_cidrs: [],
  cidr_list_aliases: ["lightsail-connect"],
};
const WEB: FirewallRule = {
  protocol: "tcp",
  from_port: 8000,
  to_port: 8010,
  cidrs: ["0.0.0.0/0"],
  ipv6_cidrs: ["::/0"],
  cidr_list_aliases: [],
};

/**
 * What every provider owes the commands. The tests build on each other, in order, so that
 * a run against a paid provider needs one instance and one static IP; what is left over
 * after a failure is removed at the end.
 */
export function describeInfraManager(
  provider: string,
  open: () => Promise<Subject>,
  options: { timeoutMs?: number } = {},
): void {
  const timeout = options.timeoutMs ?? 120_000;
  describe.sequential(`BaseInfraManager: ${provider}`, { timeout }, () => {
    const suffix = randomBytes(4).toString("hex");
    const instanceName = `contract-instance-${suffix}`;
    const ipName = `contract-ip-${suffix}`;
    const missing = `contract-missing-${suffix}`;
    let subject: Subject;
    let manager: BaseInfraManager;

    beforeAll(async () => {
      subject = await open();
      manager = subject.manager;
    }, timeout);

    afterAll(async () => {
      await ignoreAbsence(manager.destroyInstance(instanceName));
      await ignoreAbsence(manager.detachStaticIp(ipName));
      await ignoreAbsence(manager.releaseStaticIp(ipName));
      await subject.close?.();
    }, timeout);

    describe("catalogue", () => {
      test("lists its own region with zones", async () => {
        const regions = await manager.listRegions();
        const own = regions.find((region) => region.name === manager.region);
        expect(own?.availability_zones.length).toBeGreaterThan(0);
        expect(own?.availability_zones[0]).toContain(manager.region);
      });

      test("lists bundles with prices, and the chosen one", async () => {
        const bundles = await manager.listBundles();
        expect(bundles.every((bundle) => bundle.monthly_price_usd > 0)).toBe(true);
        expect(bundles.map((bundle) => bundle.bundle_id)).toContain(subject.bundle);
        expect(bundles.every((bundle) => bundle.is_active)).toBe(true);
        const all = await manager.listBundles({ includeInactive: true });
        expect(all.length).toBeGreaterThanOrEqual(bundles.length);
      });

      test("lists blueprints, and the chosen one", async () => {
        const blueprints = await manager.listBlueprints();
        const chosen = blueprints.find(({ blueprint_id }) => blueprint_id === subject.blueprint);
        expect(chosen).toMatchObject({ is_active: true, platform: "LINUX_UNIX" });
      });
    });

    describe("what is not there", () => {
      const calls: Record<string, (name: string) => Promise<unknown>> = {
        getInstance: (it) => manager.getInstance(it),
        startInstance: (it) => manager.startInstance(it),
        stopInstance: (it) => manager.stopInstance(it),
        rebootInstance: (it) => manager.rebootInstance(it),
        destroyInstance: (it) => manager.destroyInstance(it),
        getHostKeys: (it) => manager.getHostKeys(it),
        getFirewall: (it) => manager.getFirewall(it),
        openPorts: (it) => manager.openPorts(it, WEB),
        closePorts: (it) => manager.closePorts(it, WEB),
        replaceFirewall: (it) => manager.replaceFirewall(it, [SSH]),
        getStaticIp: (it) => manager.getStaticIp(it),
        detachStaticIp: (it) => manager.detachStaticIp(it),
        releaseStaticIp: (it) => manager.releaseStaticIp(it),
        "waitForInstance running": (it) => manager.waitForInstance(it, "running"),
        "waitForInstance stopped": (it) => manager.waitForInstance(it, "stopped"),
      };

      test.each(Object.entries(calls))("%s is not_found", async (_, call) => {
        const error = await failure(call(missing));
        expect(error).toMatchObject({ code: "not_found", resource: missing });
        expect(error.message).toContain(missing);
        expect(error.hint).toBeTruthy();
      });

      test("is gone already", async () => {
        expect(await manager.waitForInstance(missing, "gone")).toBeNull();
      });
    });

    describe("input", () => {
      test.each(["a", "-x1", "x_", "has space", "true"])("refuses the name %j", async (bad) => {
        const error = await failure(
          manager.createInstance({
            name: bad,
            bundle: subject.bundle,
            blueprint: subject.blueprint,
          }),
        );
        expect(error.code).toBe("invalid_input");
      });

      test("refuses an unknown bundle", async () => {
        const error = await failure(
          manager.createInstance({
            name: missing,
            bundle: "no_such_bundle",
            blueprint: subject.blueprint,
          }),
        );
        expect(error.code).toBe("invalid_input");
        expect(error.message).toContain("no_such_bundle");
      });

      test("refuses an unknown zone", async () => {
        const error = await failure(
          manager.createInstance({
            name: missing,
            bundle: subject.bundle,
            blueprint: subject.blueprint,
            availabilityZone: `${manager.region}z`,
          }),
        );
        expect(error.code).toBe("invalid_input");
      });
    });

    describe("instance", () => {
      let created: Instance;

      test("is created, and its operation ends", async () => {
        const result = await manager.createInstance({
          name: instanceName,
          bundle: subject.bundle,
          blueprint: subject.blueprint,
          tags: { Environment: "contract", Backup: "" },
        });
        created = result.instance;
        expect(Object.keys(created).toSorted()).toEqual(INSTANCE_KEYS.toSorted());
        expect(created).toMatchObject({
          instance_id: instanceName,
          name: instanceName,
          bundle_id: subject.bundle,
          blueprint_id: subject.blueprint,
          region: manager.region,
          is_static_ip: false,
        });
        expect(created.tags).toMatchObject({ Environment: "contract", Backup: "" });
        expect(created.availability_zone).toContain(manager.region);
        expect(result.operationIds.length).toBeGreaterThan(0);
        for (const id of result.operationIds) await manager.waitForOperation(id, subject.wait);
      });

      test("gets an address", async () => {
        const seen: string[] = [];
        const instance = await manager.waitForInstance(instanceName, "ip", {
          ...subject.wait,
          onChange: (state) => seen.push(state),
        });
        expect(instance?.status).toBe("running");
        expect(instance?.public_ip).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
        expect(instance?.private_ip).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
        expect(new Set(seen).size).toBe(seen.length);
      });

      test("is read and listed alike", async () => {
        const one = await manager.getInstance(instanceName);
        const listed = await manager.listInstances();
        expect(listed.find(({ name }) => name === instanceName)).toEqual(one);
        expect(one.username).toBeTruthy();
        expect(one.hardware.cpu_count).toBeGreaterThan(0);
        expect(one.hardware.disk_size_gb).toBeGreaterThan(0);
        expect(one.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      });

      test("proves itself with host keys, and nothing private comes with them", async () => {
        const keys = await manager.getHostKeys(instanceName);
        expect(keys.map(({ algorithm }) => algorithm)).toContain("ssh-ed25519");
        for (const key of keys) {
          expect(Object.keys(key).toSorted()).toEqual(HOST_KEY_KEYS);
          expect(key.public_key).toMatch(/^[A-Za-z0-9+/]+=*$/);
          expect(key.fingerprint_sha256).toMatch(/^SHA256:/);
        }
      });

      test("keeps its name to itself", async () => {
        const error = await failure(
          manager.createInstance({
            name: instanceName,
            bundle: subject.bundle,
            blueprint: subject.blueprint,
          }),
        );
        expect(error).toMatchObject({ code: "name_in_use", resource: instanceName });
        expect(error.message).toContain(subject.blueprint);
      });

      test("stops and starts", async () => {
        await manager.stopInstance(instanceName);
        const stopped = await manager.waitForInstance(instanceName, "stopped", subject.wait);
        expect(stopped?.status).toBe("stopped");
        await manager.startInstance(instanceName);
        const running = await manager.waitForInstance(instanceName, "ip", subject.wait);
        expect(running?.status).toBe("running");
      });

      test("reboots", async () => {
        await manager.rebootInstance(instanceName);
        const running = await manager.waitForInstance(instanceName, "running", subject.wait);
        expect(running?.status).toBe("running");
      });

      test("a wait that takes too long says what was seen last", async () => {
        const error = await failure(
          manager.waitForInstance(instanceName, "stopped", { timeoutMs: 1 }),
        );
        expect(error).toMatchObject({ code: "wait_timeout", exitStatus: 7 });
        expect(error.message).toContain("running");
        expect(error.hint).toContain(instanceName);
      });

      test("an aborted signal ends a call with its reason", async () => {
        const reason = new QuantsError("interrupted", "Stopped by the user.");
        const signal = AbortSignal.abort(reason);
        expect(await failure(manager.listInstances({ signal }))).toBe(reason);
        expect(await failure(manager.waitForInstance(instanceName, "gone", { signal }))).toBe(
          reason,
        );
      });
    });

    describe("firewall", () => {
      test("becomes exactly the given rules", async () => {
        await manager.replaceFirewall(instanceName, [SSH, WEB]);
        expect(sorted(await manager.getFirewall(instanceName))).toEqual(sorted([SSH, WEB]));
        const { firewall_rules } = await manager.getInstance(instanceName);
        expect(sorted(firewall_rules)).toEqual(sorted([SSH, WEB]));
      });

      test("takes a rule more, and replaces one for the same ports", async () => {
        const metrics = { ...WEB, from_port: 9100, to_port: 9100 };
        await manager.openPorts(instanceName, metrics);
        const narrowed = { ...metrics, cidrs: ["198.51.100.7/32"], ipv6_cidrs: [] };
        await manager.openPorts(instanceName, narrowed);
        expect(sorted(await manager.getFirewall(instanceName))).toEqual(
          sorted([SSH, WEB, narrowed]),
        );
        await manager.closePorts(instanceName, narrowed);
        expect(sorted(await manager.getFirewall(instanceName))).toEqual(sorted([SSH, WEB]));
      });

      test("gives `all` and ICMP back as they were given", async () => {
        const ping = { ...WEB, protocol: "icmp", from_port: 8, to_port: -1, ipv6_cidrs: [] };
        const all = { ...SSH, protocol: "all", from_port: 0, to_port: 65_535 };
        await manager.replaceFirewall(instanceName, [ping, all]);
        expect(sorted(await manager.getFirewall(instanceName))).toEqual(sorted([ping, all]));
      });

      test("never opens a rule without sources to the world", async () => {
        const closed = { ...SSH, cidrs: [], cidr_list_aliases: [] };
        const error = await failure(manager.replaceFirewall(instanceName, [closed]));
        expect(error.code).toBe("invalid_input");
        expect((await failure(manager.openPorts(instanceName, closed))).code).toBe("invalid_input");
      });

      test("can be closed altogether, and the change is noted under its id", async () => {
        const [id] = await manager.replaceFirewall(instanceName, []);
        expect(await manager.getFirewall(instanceName)).toEqual([]);
        const noted = await manager.listOperations(instanceName);
        expect(noted.find((it) => it.id === id)).toMatchObject({
          action: "replace_firewall",
        });
      });

      test("notes nothing of what is not there", async () => {
        expect((await failure(manager.listOperations(missing))).code).toBe("not_found");
      });
    });

    describe("static IP", () => {
      test("shares the names of instances", async () => {
        const error = await failure(manager.allocateStaticIp(instanceName));
        expect(error.code).toBe("name_in_use");
      });

      test("is allocated and listed", async () => {
        const ip = await manager.allocateStaticIp(ipName);
        expect(ip).toMatchObject({ name: ipName, attached_to: null, is_attached: false });
        expect(ip.ip_address).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
        expect(await manager.listStaticIps()).toContainEqual(ip);
        expect(await manager.getStaticIp(ipName)).toEqual(ip);
        expect((await failure(manager.allocateStaticIp(ipName))).code).toBe("name_in_use");
      });

      test("is not attached to what is not there", async () => {
        const error = await failure(manager.attachStaticIp(ipName, missing));
        expect(error.code).toBe("not_found");
      });

      test("becomes the instance's address, and leaves it again", async () => {
        const attached = await manager.attachStaticIp(ipName, instanceName);
        expect(attached).toMatchObject({ attached_to: instanceName, is_attached: true });
        expect(await manager.getInstance(instanceName)).toMatchObject({
          public_ip: attached.ip_address,
          is_static_ip: true,
        });
        const detached = await manager.detachStaticIp(ipName);
        expect(detached).toMatchObject({ attached_to: null, is_attached: false });
        const instance = await manager.waitForInstance(instanceName, "ip", subject.wait);
        expect(instance?.is_static_ip).toBe(false);
        expect(instance?.public_ip).not.toBe(attached.ip_address);
      });
    });

    test("a static IP that an instance holds is not released (#11.6)", async () => {
      await manager.attachStaticIp(ipName, instanceName);
      expect((await failure(manager.releaseStaticIp(ipName))).code).toBe("conflict");
      expect(await manager.getStaticIp(ipName)).toMatchObject({ attached_to: instanceName });
      await manager.detachStaticIp(ipName);
    });

    describe("the end", () => {
      test("a destroyed instance is gone, and its static IP is kept", async () => {
        await manager.attachStaticIp(ipName, instanceName);
        await manager.destroyInstance(instanceName);
        expect(await manager.waitForInstance(instanceName, "gone", subject.wait)).toBeNull();
        expect((await manager.listInstances()).map(({ name }) => name)).not.toContain(instanceName);
        expect(await manager.getStaticIp(ipName)).toMatchObject({ is_attached: false });
      });

      test("a released static IP is gone", async () => {
        await manager.releaseStaticIp(ipName);
        expect((await failure(manager.getStaticIp(ipName))).code).toBe("not_found");
      });
    });
  });
}

/** The error of a call that must fail, which must be of the project's own kind. */
export async function failure(call: Promise<unknown>): Promise<QuantsError> {
  const outcome = await call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if (!("error" in outcome)) {
    throw new Error(`It should have failed, but resolved: ${JSON.stringify(outcome.value)}`);
  }
  expect(outcome.error).toBeInstanceOf(QuantsError);
  return outcome.error as QuantsError;
}

async function ignoreAbsence(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    const harmless = ["not_found", "invalid_state", "invalid_input"];
    if (!(error instanceof QuantsError) || !harmless.includes(error.code)) throw error;
  }
}

function sorted(rules: readonly FirewallRule[]): FirewallRule[] {
  const key = (rule: FirewallRule): string => `${rule.protocol}/${rule.from_port}`;
  return rules.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}
