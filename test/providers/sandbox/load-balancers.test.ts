import {
  AttachInstancesToLoadBalancerCommand,
  AttachLoadBalancerTlsCertificateCommand,
  CreateInstancesCommand,
  CreateLoadBalancerCommand,
  CreateLoadBalancerTlsCertificateCommand,
  DeleteInstanceCommand,
  DeleteLoadBalancerCommand,
  DeleteLoadBalancerTlsCertificateCommand,
  DetachInstancesFromLoadBalancerCommand,
  GetLoadBalancerCommand,
  GetLoadBalancerMetricDataCommand,
  GetLoadBalancersCommand,
  GetLoadBalancerTlsCertificatesCommand,
  GetLoadBalancerTlsPoliciesCommand,
  type LoadBalancerAttributeName,
  SetIpAddressTypeCommand,
  StopInstanceCommand,
  TagResourceCommand,
  UpdateLoadBalancerAttributeCommand,
} from "@aws-sdk/client-lightsail";
import { describe, expect, test } from "vitest";
import type { SandboxOptions } from "../../../src/providers/sandbox/index.ts";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { harness, newInstances } from "./harness.ts";

const loadBalancerName = "front-1";

async function setUp(options: SandboxOptions = {}) {
  const clock = fakeClock();
  const sandbox = harness({ clock, pace: "fast", ...options });
  const { client } = sandbox;
  await client.send(new CreateInstancesCommand(newInstances("web-1", "web-2")));
  const { operations } = await client.send(
    new CreateLoadBalancerCommand({ loadBalancerName, instancePort: 8_080 }),
  );
  const attach = (...instanceNames: string[]) =>
    client.send(new AttachInstancesToLoadBalancerCommand({ loadBalancerName, instanceNames }));
  return {
    ...{ clock, sandbox, client, operations, attach },
    balancer: async () =>
      (await client.send(new GetLoadBalancerCommand({ loadBalancerName }))).loadBalancer,
    set: (attributeName: LoadBalancerAttributeName, attributeValue: string) =>
      client.send(
        new UpdateLoadBalancerAttributeCommand({ loadBalancerName, attributeName, attributeValue }),
      ),
    certify: (certificateName = "cert-1", domain = "example.com", ...others: string[]) =>
      client.send(
        new CreateLoadBalancerTlsCertificateCommand({
          ...{ loadBalancerName, certificateName, certificateDomainName: domain },
          certificateAlternativeNames: others,
        }),
      ),
    use: (certificateName = "cert-1") =>
      client.send(
        new AttachLoadBalancerTlsCertificateCommand({ loadBalancerName, certificateName }),
      ),
    certificates: async () =>
      (await client.send(new GetLoadBalancerTlsCertificatesCommand({ loadBalancerName })))
        .tlsCertificates ?? [],
  };
}

describe("a load balancer", () => {
  test("is provisioned, then active, in the service's form", async () => {
    const { clock, balancer, operations } = await setUp();
    expect(operations).toMatchObject([
      { operationType: "CreateLoadBalancer", resourceType: "LoadBalancer", status: "Started" },
    ]);
    expect(await balancer()).toMatchObject({ state: "provisioning" });
    await clock.advance(1_000);
    expect(await balancer()).toEqual({
      name: loadBalancerName,
      arn: expect.stringMatching(/:123456789012:LoadBalancer\/[0-9a-f-]{36}$/),
      supportCode: expect.any(String),
      createdAt: expect.any(Date),
      location: { availabilityZone: "all", regionName: "us-east-1" },
      ...{ resourceType: "LoadBalancer", tags: [], state: "active" },
      dnsName: expect.stringMatching(/^[0-9a-f]{32}-\d+\.us-east-1\.elb\.amazonaws\.com$/),
      ...{ protocol: "HTTP", publicPorts: [80], healthCheckPath: "/", instancePort: 8_080 },
      ...{ instanceHealthSummary: [], tlsCertificateSummaries: [] },
      configurationOptions: {
        SessionStickinessEnabled: "false",
        SessionStickiness_LB_CookieDurationSeconds: "86400",
      },
      ...{ ipAddressType: "dualstack", httpsRedirectionEnabled: false },
      tlsPolicyName: "TLS-2016-08",
    });
  });

  test("may be made with its certificate, and is listed and tagged", async () => {
    const { client } = await setUp();
    const { operations } = await client.send(
      new CreateLoadBalancerCommand({
        ...{ loadBalancerName: "front-2", instancePort: 80, healthCheckPath: "/up" },
        ...{ certificateName: "cert-2", certificateDomainName: "example.com" },
      }),
    );
    expect(operations?.map(({ resourceName, status }) => [resourceName, status])).toEqual([
      ["front-2", "Started"],
      ["cert-2", "Succeeded"],
      ["front-2", "Succeeded"],
    ]);
    await client.send(
      new TagResourceCommand({ resourceName: "front-2", tags: [{ key: "A", value: "1" }] }),
    );
    const { loadBalancers } = await client.send(new GetLoadBalancersCommand({}));
    expect(loadBalancers).toMatchObject([
      { name: loadBalancerName },
      {
        ...{ name: "front-2", healthCheckPath: "/up", tags: [{ key: "A", value: "1" }] },
        tlsCertificateSummaries: [{ name: "cert-2", isAttached: false }],
      },
    ]);
  });

  test.each([
    [{ instancePort: 0 }, "The instance port is not valid: 0"],
    [{ instancePort: 80, healthCheckPath: "up" }, "The health check path is not valid: up"],
    [{ instancePort: 80, tlsPolicyName: "TLS-1" }, "The TLS policy does not exist: TLS-1"],
    [{ instancePort: 80, certificateName: "c-1" }, "go together"],
    [{ instancePort: 80, loadBalancerName: "web-1" }, "already in use: web-1"],
  ])("that can't be made is refused: %j", async (input, message) => {
    const { client } = await setUp();
    const asked = { loadBalancerName: "front-2", ...input };
    await expect(client.send(new CreateLoadBalancerCommand(asked))).rejects.toThrow(message);
  });

  test("ten are in a region", async () => {
    const { client } = await setUp();
    const create = (index: number) =>
      client.send(
        new CreateLoadBalancerCommand({ loadBalancerName: `more-${index}`, instancePort: 80 }),
      );
    for (let index = 1; index < 10; index += 1) await create(index);
    await expect(create(10)).rejects.toThrow("maximum limit of Lightsail load balancers : 10");
  });

  test("gets instances, whose health is known after a while, and loses them", async () => {
    const { client, clock, balancer, attach } = await setUp();
    await expect(attach("web-1")).rejects.toThrow("The state of this instance is: pending");
    await expect(attach("web-1", "web-9")).rejects.toThrow("The Instance does not exist: web-9");
    await expect(attach()).rejects.toThrow("At least one instance name is required.");
    await clock.advance(1_000);
    const { operations } = await attach("web-1", "web-2", "web-1");
    expect(operations?.map((it) => [it.resourceName, it.operationDetails, it.status])).toEqual([
      [loadBalancerName, "web-1", "Started"],
      ["web-1", loadBalancerName, "Started"],
      [loadBalancerName, "web-2", "Started"],
      ["web-2", loadBalancerName, "Started"],
    ]);
    const health = async () => (await balancer())?.instanceHealthSummary;
    expect(await health()).toMatchObject([
      { instanceName: "web-1", instanceHealth: "initial" },
      { instanceName: "web-2", instanceHealth: "initial" },
    ]);
    await clock.advance(1_000);
    await client.send(new StopInstanceCommand({ instanceName: "web-2" }));
    expect(await health()).toEqual([
      { instanceName: "web-1", instanceHealth: "healthy" },
      {
        ...{ instanceName: "web-2", instanceHealth: "unused" },
        instanceHealthReason: "Instance.InvalidState",
      },
    ]);
    const detach = () =>
      client.send(
        new DetachInstancesFromLoadBalancerCommand({ loadBalancerName, instanceNames: ["web-2"] }),
      );
    expect((await detach()).operations).toHaveLength(2);
    await expect(detach()).rejects.toThrow("The instance is not attached to front-1: web-2");
    await client.send(new DeleteInstanceCommand({ instanceName: "web-1" }));
    await client.send(new CreateInstancesCommand(newInstances("web-1")));
    expect(await health()).toEqual([]);
  });

  test("has attributes, which are checked", async () => {
    const { client, balancer, set } = await setUp();
    await set("HealthCheckPath", "/health?x=1");
    await set("SessionStickinessEnabled", "true");
    await set("SessionStickiness_LB_CookieDurationSeconds", "900");
    await set("TlsPolicyName", "TLS-FS-Res-1-2-2019-08");
    await client.send(
      new SetIpAddressTypeCommand({
        ...{ resourceType: "LoadBalancer", resourceName: loadBalancerName, ipAddressType: "ipv4" },
      }),
    );
    expect(await balancer()).toMatchObject({
      ...{ healthCheckPath: "/health?x=1", tlsPolicyName: "TLS-FS-Res-1-2-2019-08" },
      ipAddressType: "ipv4",
      configurationOptions: {
        SessionStickinessEnabled: "true",
        SessionStickiness_LB_CookieDurationSeconds: "900",
      },
    });
    const { tlsPolicies } = await client.send(new GetLoadBalancerTlsPoliciesCommand({}));
    expect(tlsPolicies?.filter(({ isDefault }) => isDefault)).toMatchObject([
      { name: "TLS-2016-08" },
    ]);
    for (const [name, value, message] of [
      ["HealthCheckPath", "a b", "not valid"],
      ["SessionStickinessEnabled", "yes", "must be true or false: yes"],
      ["SessionStickiness_LB_CookieDurationSeconds", "0", "must be 1 to 604800 seconds: 0"],
      ["SessionStickiness_LB_CookieDurationSeconds", "1e3", "must be 1 to 604800 seconds"],
      ["TlsPolicyName", "x", "does not exist: x"],
      ["HttpsRedirectionEnabled", "true", "cannot enable https redirection while https is"],
    ] as const) {
      await expect(set(name, value)).rejects.toThrow(message);
    }
  });

  test("goes with its certificates", async () => {
    const { client, certify, balancer } = await setUp();
    await certify();
    const { operations } = await client.send(new DeleteLoadBalancerCommand({ loadBalancerName }));
    expect(operations?.map(({ operationType, status }) => [operationType, status])).toEqual([
      ["DeleteLoadBalancer", "Succeeded"],
      ["DeleteLoadBalancerTlsCertificate", "Started"],
      ["DeleteLoadBalancerTlsCertificate", "Started"],
    ]);
    await expect(balancer()).rejects.toThrow("The LoadBalancer does not exist: front-1");
    await client.send(new CreateInstancesCommand(newInstances("cert-1")));
  });

  test("has metrics of its instances, and of no requests", async () => {
    const { client, clock, attach } = await setUp();
    await clock.advance(1_000);
    await attach("web-1", "web-2");
    await clock.advance(600_000);
    const metric = async (metricName: "HealthyHostCount" | "RequestCount") =>
      (
        await client.send(
          new GetLoadBalancerMetricDataCommand({
            ...{ loadBalancerName, metricName, period: 300, unit: "Count" },
            ...{ startTime: new Date("2026-01-15T12:05:00Z"), statistics: ["Maximum"] },
            endTime: new Date("2026-01-15T12:10:00Z"),
          }),
        )
      ).metricData;
    expect(await metric("HealthyHostCount")).toMatchObject([{ maximum: 2, unit: "Count" }]);
    expect(await metric("RequestCount")).toEqual([]);
  });
});

describe("its certificate", () => {
  test("waits for validation, and can't be used or tagged", async () => {
    const { client, clock, certify, certificates, use } = await setUp();
    const { operations } = await certify("cert-1", "example.com", "www.example.com");
    expect(operations?.map(({ resourceType, status }) => [resourceType, status])).toEqual([
      ["LoadBalancerTlsCertificate", "Succeeded"],
      ["LoadBalancer", "Succeeded"],
    ]);
    await clock.advance(86_400_000);
    const [certificate] = await certificates();
    expect(certificate).toMatchObject({
      ...{ name: "cert-1", loadBalancerName, isAttached: false, status: "PENDING_VALIDATION" },
      ...{ domainName: "example.com", subjectAlternativeNames: ["example.com", "www.example.com"] },
      domainValidationRecords: [
        {
          ...{ domainName: "example.com", type: "CNAME", validationStatus: "PENDING_VALIDATION" },
          name: expect.stringMatching(/^_[0-9a-f]{32}\.example\.com\.$/),
          value: expect.stringMatching(/^_[0-9a-f]{32}\.[a-z]{10}\.acm-validations\.aws\.$/),
        },
        { domainName: "www.example.com" },
      ],
    });
    expect(certificate).not.toHaveProperty("issuedAt");
    await expect(use()).rejects.toThrow("you can only attach a validated certificate");
    await expect(
      client.send(new TagResourceCommand({ resourceName: "cert-1", tags: [{ key: "A" }] })),
    ).rejects.toThrow("The resource type, LoadBalancerTlsCertificate, is not taggable.");
  });

  test("is issued where a fault plan says so, then used, and goes with force", async () => {
    const sandbox = await setUp({ faults: { certificates: "issued" } });
    const { client, clock, certify, certificates, use, balancer, set } = sandbox;
    await certify();
    expect(await certificates()).toMatchObject([{ status: "PENDING_VALIDATION" }]);
    await clock.advance(1_000);
    expect(await certificates()).toMatchObject([
      {
        ...{ status: "ISSUED", issuer: "Amazon", subject: "CN=example.com", isAttached: false },
        ...{ issuedAt: expect.any(Date), serial: expect.stringMatching(/^(?:..:){15}..$/) },
        domainValidationRecords: [{ validationStatus: "SUCCESS" }],
      },
    ]);
    const { operations } = await use();
    expect(operations).toMatchObject([
      { resourceType: "LoadBalancer", operationDetails: "cert-1" },
      { resourceType: "LoadBalancerTlsCertificate", operationDetails: loadBalancerName },
    ]);
    await set("HttpsRedirectionEnabled", "true");
    await sandbox.attach("web-1");
    expect(await balancer()).toMatchObject({
      ...{ protocol: "HTTP_HTTPS", publicPorts: [80, 443], httpsRedirectionEnabled: true },
      tlsCertificateSummaries: [{ name: "cert-1", isAttached: true }],
    });
    const remove = (force?: boolean) =>
      client.send(
        new DeleteLoadBalancerTlsCertificateCommand({
          ...{ loadBalancerName, certificateName: "cert-1", force },
        }),
      );
    await expect(remove()).rejects.toThrow("The certificate is in use by instances of front-1.");
    await remove(true);
    expect(await balancer()).toMatchObject({
      ...{ protocol: "HTTP", httpsRedirectionEnabled: false, tlsCertificateSummaries: [] },
    });
  });

  test("is one of two, each of its own load balancer, with names that can be", async () => {
    const { client, certify, use, certificates } = await setUp();
    for (const wrong of ["localhost", "a b.com", "-a.com", "*.*.com", `${"a".repeat(64)}.com`]) {
      await expect(certify("cert-1", wrong)).rejects.toThrow("is not a valid domain name");
    }
    const many = Array.from({ length: 10 }, (_, index) => `w${index}.example.com`);
    await expect(certify("cert-1", "example.com", ...many)).rejects.toThrow("10 names at most");
    await certify("cert-1", "*.example.com");
    await certify("cert-2", "nobody.test");
    expect(await certificates()).toMatchObject([
      { status: "PENDING_VALIDATION" },
      {
        ...{ status: "FAILED", failureReason: "INVALID_PUBLIC_DOMAIN" },
        domainValidationRecords: [{ domainName: "nobody.test", validationStatus: "FAILED" }],
      },
    ]);
    await expect(certify("cert-3")).rejects.toThrow("certificates of a load balancer : 2");
    await client.send(
      new CreateLoadBalancerCommand({ loadBalancerName: "front-2", instancePort: 80 }),
    );
    await expect(
      client.send(
        new DeleteLoadBalancerTlsCertificateCommand({
          ...{ loadBalancerName: "front-2", certificateName: "cert-1" },
        }),
      ),
    ).rejects.toThrow("The LoadBalancerTlsCertificate does not exist: cert-1");
    await expect(use("web-1")).rejects.toThrow("does not exist: web-1");
  });
});
