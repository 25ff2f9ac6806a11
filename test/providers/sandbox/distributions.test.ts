import {
  AllocateStaticIpCommand,
  AttachCertificateToDistributionCommand,
  AttachStaticIpCommand,
  CreateBucketCommand,
  CreateCertificateCommand,
  CreateContainerServiceCommand,
  CreateDistributionCommand,
  type CreateDistributionCommandInput,
  CreateInstancesCommand,
  CreateLoadBalancerCommand,
  DeleteBucketCommand,
  DeleteCertificateCommand,
  DeleteDistributionCommand,
  DetachCertificateFromDistributionCommand,
  GetCertificatesCommand,
  GetDistributionBundlesCommand,
  GetDistributionLatestCacheResetCommand,
  GetDistributionMetricDataCommand,
  GetDistributionsCommand,
  GetOperationCommand,
  ResetDistributionCacheCommand,
  SetIpAddressTypeCommand,
  TagResourceCommand,
  UpdateDistributionBundleCommand,
  UpdateDistributionCommand,
  type UpdateDistributionCommandInput,
} from "@aws-sdk/client-lightsail";
import { describe, expect, test } from "vitest";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { call, harness, newInstances } from "./harness.ts";

const distributionName = "cdn";
const MINUTE = 60_000;
const origin = { name: "data-1", regionName: "us-east-1" } as const;
const DEFAULTS = {
  allowedHTTPMethods: "GET,HEAD,OPTIONS,PUT,PATCH,POST,DELETE",
  cachedHTTPMethods: "GET,HEAD",
  ...{ defaultTTL: 86_400, minimumTTL: 0, maximumTTL: 31_536_000 },
  forwardedCookies: { option: "none", cookiesAllowList: [] },
  forwardedHeaders: { option: "default", headersAllowList: [] },
  forwardedQueryStrings: { option: false, queryStringsAllowList: [] },
};

async function setUp(input: Partial<CreateDistributionCommandInput> = {}) {
  const clock = fakeClock();
  const sandbox = harness({ clock, pace: "real", faults: { certificates: "issued" } });
  const { client } = sandbox;
  await client.send(new CreateBucketCommand({ bucketName: "data-1", bundleId: "small_1_0" }));
  for (const name of ["first", "second"]) {
    await client.send(
      new CreateCertificateCommand({ certificateName: name, domainName: `${name}.example` }),
    );
  }
  await clock.advance(10 * MINUTE);
  const create = (more: Partial<CreateDistributionCommandInput> = {}) =>
    client.send(
      new CreateDistributionCommand({
        ...{ distributionName, origin, bundleId: "small_1_0" },
        ...{ defaultCacheBehavior: { behavior: "cache" }, ...more },
      }),
    );
  const made = await create(input);
  return {
    ...{ clock, sandbox, client, create, made },
    distribution: async () =>
      (await client.send(new GetDistributionsCommand({ distributionName }))).distributions?.[0],
    update: (change: Partial<UpdateDistributionCommandInput>) =>
      client.send(new UpdateDistributionCommand({ distributionName, ...change })),
    remove: () => client.send(new DeleteDistributionCommand({ distributionName })),
  };
}

describe("a distribution", () => {
  test("is rolled out, in the service's form", async () => {
    const { clock, client, made, distribution } = await setUp({
      tags: [{ key: "Team", value: "quants" }],
    });
    const common = {
      ...{ name: distributionName, resourceType: "Distribution", bundleId: "small_1_0" },
      arn: expect.stringMatching(
        /^arn:aws:lightsail:us-east-1:\d{12}:Distribution\/[0-9a-f-]{36}$/,
      ),
      supportCode: expect.stringMatching(/^\d{12}\/E[A-Z0-9]{13}$/),
      createdAt: expect.any(Date),
      location: { availabilityZone: "all", regionName: "us-east-1" },
      domainName: expect.stringMatching(/^d[a-z0-9]{13}\.cloudfront\.net$/),
      ...{ isEnabled: true, alternativeDomainNames: [], ipAddressType: "dualstack" },
      origin: { ...origin, resourceType: "Bucket", responseTimeout: 30 },
      originPublicDNS: "data-1.s3.us-east-1.amazonaws.com",
      defaultCacheBehavior: { behavior: "cache" },
      ...{ cacheBehaviorSettings: DEFAULTS, cacheBehaviors: [], ableToUpdateBundle: true },
      tags: [{ key: "Team", value: "quants" }],
      waf: { isWafEnabled: false, wafRules: [] },
    };
    expect(made.distribution).toEqual({ ...common, status: "InProgress" });
    expect(made.operation).toMatchObject({
      ...{ operationType: "CreateDistribution", resourceType: "Distribution", status: "Started" },
    });
    await clock.advance(8 * MINUTE);
    expect(await distribution()).toEqual({ ...common, status: "Deployed" });
    const command = new GetOperationCommand({ operationId: made.operation?.id });
    expect((await client.send(command)).operation?.status).toBe("Succeeded");
  });

  const settings = (cacheBehaviorSettings: object) => ({ cacheBehaviorSettings });

  test.each([
    [{ distributionName: "data-1" }, "already in use: data-1"],
    [{ bundleId: "huge_1_0" }, "bundle does not exist: huge_1_0"],
    [{ origin: { ...origin, name: "none" } }, "The Resource does not exist: none"],
    [{ origin: { ...origin, regionName: "us-west-2" } }, "The Resource does not exist: data-1"],
    [{ origin: { name: "data-1" } }, "needs the name and the region"],
    [{ defaultCacheBehavior: {} }, "default cache behavior is required"],
    [{ ipAddressType: "ipv6" }, "must be dualstack or ipv4"],
    [{ certificateName: "none" }, "The Certificate does not exist: none"],
    [{ subdomainName: "mine" }, "The sandbox has no subdomains"],
    [{ tags: [{ key: "A" }] }, "The tag needs a value: A"],
    [{ tags: [{ key: "A", value: "" }] }, "The tag needs a value: A"],
    [{ cacheBehaviors: [{ path: "/a" }] }, "needs a path and a behavior"],
    [
      { cacheBehaviors: ["cache", "dont-cache"].map((behavior) => ({ path: "/a", behavior })) },
      "more than one cache behavior for the path /a",
    ],
    [settings({ allowedHTTPMethods: "POST" }), "allowed HTTP methods are not valid: POST"],
    [settings({ cachedHTTPMethods: "GET" }), "cached HTTP methods are not valid: GET"],
    [
      settings({ allowedHTTPMethods: "GET,HEAD", cachedHTTPMethods: "GET,HEAD,OPTIONS" }),
      "cached HTTP methods are not valid",
    ],
    [settings({ minimumTTL: 90_000 }), "between the minimum and the maximum"],
    [settings({ maximumTTL: 1 }), "between the minimum and the maximum"],
    [settings({ defaultTTL: -1 }), "greater than or equal to 0"],
    [
      settings({ minimumTTL: 1, forwardedHeaders: { option: "all" } }),
      "must be 0 when all headers are forwarded",
    ],
    [settings({ forwardedCookies: { option: "allow-list" } }), "list of cookies goes with"],
    [
      settings({ forwardedHeaders: { option: "none", headersAllowList: ["Host"] } }),
      "list of headers goes with",
    ],
    [settings({ forwardedHeaders: { headersAllowList: ["X-Own"] } }), "enum value set"],
  ])("that can't be is refused, and not made: %j", async (input, message) => {
    const { client, create } = await setUp();
    const wrong = input as Partial<CreateDistributionCommandInput>;
    await expect(create({ distributionName: "new", ...wrong })).rejects.toThrow(message);
    const { distributions } = await client.send(new GetDistributionsCommand({}));
    expect(distributions).toHaveLength(1);
  });

  test("that caches nothing has no settings until some are given", async () => {
    const { distribution, update } = await setUp({
      defaultCacheBehavior: { behavior: "dont-cache" },
    });
    expect((await distribution())?.cacheBehaviorSettings).toEqual({});
    await update({ defaultCacheBehavior: { behavior: "cache" } });
    expect((await distribution())?.cacheBehaviorSettings).toEqual(DEFAULTS);
  });

  test("is changed where something is said, and its settings as a whole", async () => {
    const { clock, client, distribution, update } = await setUp();
    await clock.advance(8 * MINUTE);
    const { operation } = await update({
      isEnabled: false,
      cacheBehaviorSettings: {
        ...{ defaultTTL: 50_000, minimumTTL: 10_000, maximumTTL: 100_000 },
        forwardedHeaders: { option: "allow-list", headersAllowList: ["Host", "Origin"] },
        forwardedQueryStrings: { option: true, queryStringsAllowList: ["page"] },
      },
      cacheBehaviors: [{ path: "/a", behavior: "dont-cache" }],
      viewerMinimumTlsProtocolVersion: "TLSv1.2_2021",
    });
    expect(operation).toMatchObject({ operationType: "UpdateDistribution", status: "Started" });
    const changed = {
      ...{ isEnabled: false, status: "InProgress", defaultCacheBehavior: { behavior: "cache" } },
      cacheBehaviors: [{ path: "/a", behavior: "dont-cache" }],
      viewerMinimumTlsProtocolVersion: "TLSv1.2_2021",
    };
    expect(await distribution()).toMatchObject({
      ...changed,
      cacheBehaviorSettings: {
        ...DEFAULTS,
        ...{ defaultTTL: 50_000, minimumTTL: 10_000, maximumTTL: 100_000 },
        forwardedHeaders: { option: "allow-list", headersAllowList: ["Host", "Origin"] },
        forwardedQueryStrings: { option: true, queryStringsAllowList: ["page"] },
      },
    });
    await update({ cacheBehaviorSettings: { defaultTTL: 60 } });
    expect(await distribution()).toMatchObject({
      ...{ ...changed, cacheBehaviorSettings: { ...DEFAULTS, defaultTTL: 60 } },
    });
    await client.send(
      new TagResourceCommand({ resourceName: distributionName, tags: [{ key: "A", value: "" }] }),
    );
    expect((await distribution())?.tags).toEqual([{ key: "A", value: "" }]);
    const set = (ipAddressType: "ipv4" | "ipv6") =>
      client.send(
        new SetIpAddressTypeCommand({
          ...{ resourceType: "Distribution", resourceName: distributionName, ipAddressType },
        }),
      );
    expect((await set("ipv4")).operations).toMatchObject([
      { operationType: "SetIpAddressType", resourceType: "Distribution", status: "Succeeded" },
    ]);
    await expect(set("ipv6")).rejects.toThrow("must be dualstack or ipv4");
    expect((await distribution())?.ipAddressType).toBe("ipv4");
  });

  test("shows its pages when it is asked for by name", async () => {
    const { client, distribution, update } = await setUp({
      ...{ defaultRootObject: "index.html", enablePrivateOriginAccess: true },
      customErrorResponses: [
        { errorCode: 404, responseCode: "200", responsePagePath: "/404.html" },
        { errorCode: 503, errorCachingMinTTL: 0 },
      ],
    });
    expect(await distribution()).toMatchObject({
      ...{ defaultRootObject: "index.html", origin: { isPrivateOriginAccessEnabled: true } },
      customErrorResponses: [
        {
          ...{ errorCode: 404, responseCode: "200", responsePagePath: "/404.html" },
          errorCachingMinTTL: 10,
        },
        { errorCode: 503, errorCachingMinTTL: 0 },
      ],
    });
    const { distributions } = await client.send(new GetDistributionsCommand({}));
    expect(distributions?.[0]).not.toHaveProperty("defaultRootObject");
    expect(distributions?.[0]).not.toHaveProperty("customErrorResponses");
    for (const [change, message] of [
      [{ defaultRootObject: "/index.html" }, "must not begin with a slash"],
      [{ customErrorResponses: [{}] }, "needs an errorCode"],
      [{ customErrorResponses: [{ errorCode: 404, responseCode: "200" }] }, "go together"],
      [{ customErrorResponses: [{ errorCode: 404 }, { errorCode: 404 }] }, "more than one custom"],
      [{ customErrorResponses: [{ errorCode: 302 }] }, "greater than or equal to 400"],
    ] as const) {
      await expect(update(change as object)).rejects.toThrow(message);
    }
    await client.send(new CreateLoadBalancerCommand({ loadBalancerName: "lb", instancePort: 80 }));
    const balanced = { origin: { ...origin, name: "lb" } };
    await expect(update(balanced)).rejects.toThrow("Private origin access is for buckets alone.");
    await update({ ...balanced, enablePrivateOriginAccess: false, defaultRootObject: "" });
    const changed = await distribution();
    expect(changed?.origin).not.toHaveProperty("isPrivateOriginAccessEnabled");
    expect(changed).not.toHaveProperty("defaultRootObject");
  });

  test("has the firewall that its bundle has", async () => {
    const { client, distribution, update } = await setUp({ bundleId: "large_1_0" });
    const rule = (name: string, more = {}) => ({ name: `AWSManagedRules${name}RuleSet`, ...more });
    const login = {
      ...{ loginPath: "/login", payloadType: "JSON" as const },
      responseInspection: { successCodes: [200], failureCodes: [401] },
    };
    const rules = [rule("Common"), rule("ATP", { atpConfig: login })];
    await expect(update({ wafRules: rules })).rejects.toThrow("only while WAF is enabled");
    await update({ enableWaf: true });
    expect(await distribution()).toMatchObject({ waf: { isWafEnabled: true, wafRules: [] } });
    await update({ wafRules: rules });
    await update({ isEnabled: true });
    expect((await distribution())?.waf).toEqual({ isWafEnabled: true, wafRules: rules });
    const both = { successCodes: [200], failureCodes: [200] };
    for (const [wafRules, message] of [
      [[rule("Own")], "no such WAF rule group: AWSManagedRulesOwnRuleSet"],
      [[rule("ATP")], "atpConfig goes with the WAF rule group AWSManagedRulesATPRuleSet"],
      [[rule("Common", { botControlConfig: {} })], "botControlConfig goes with"],
      [[rule("ATP", { atpConfig: { loginPath: "login" } })], "regular expression pattern"],
      [[rule("ATP", { atpConfig: { responseInspection: both } })], "200 can't mean success and"],
    ] as const) {
      await expect(update({ wafRules: [...wafRules] })).rejects.toThrow(message);
    }
    const change = (bundleId: string) =>
      client.send(new UpdateDistributionBundleCommand({ distributionName, bundleId }));
    await expect(change("small_1_0")).rejects.toThrow("The bundle small_1_0 has no WAF.");
    await expect(change("medium_1_0")).rejects.toThrow("medium_1_0 has no such WAF rule group");
    await update({ enableWaf: false });
    expect((await distribution())?.waf).toEqual({ isWafEnabled: false, wafRules: [] });
    await change("small_1_0");
    await expect(update({ enableWaf: true })).rejects.toThrow("The bundle small_1_0 has no WAF.");
  });

  test("changes its bundle once a month", async () => {
    const { clock, client, distribution } = await setUp();
    const { bundles } = await client.send(new GetDistributionBundlesCommand({}));
    expect(bundles?.map((it) => [it.bundleId, it.price, it.transferPerMonthInGb])).toEqual([
      ["small_1_0", 2.5, 50],
      ["medium_1_0", 10, 200],
      ["large_1_0", 35, 500],
    ]);
    const change = (bundleId?: string) =>
      client.send(new UpdateDistributionBundleCommand({ distributionName, bundleId }));
    await expect(change()).rejects.toThrow("bundle does not exist: (none)");
    await change("large_1_0");
    expect(await distribution()).toMatchObject({
      ...{ bundleId: "large_1_0", ableToUpdateBundle: false },
    });
    await expect(change("small_1_0")).rejects.toThrow("can be changed once a month: cdn");
    await clock.advance(17 * 24 * 60 * MINUTE);
    await change("small_1_0");
  });

  test("is deleted at once, enabled or not, and twenty are the most", async () => {
    const { client, sandbox, create, distribution, remove } = await setUp();
    expect((await remove()).operation).toMatchObject({
      ...{ operationType: "DeleteDistribution", status: "Succeeded" },
    });
    await expect(distribution()).rejects.toThrow("The Distribution does not exist: cdn");
    await expect(remove()).rejects.toThrow("The Distribution does not exist: cdn");
    await expect(client.send(new DeleteDistributionCommand({}))).rejects.toThrow(
      "A distribution name is required.",
    );
    for (let index = 1; index <= 20; index += 1) await create({ distributionName: `cdn-${index}` });
    await expect(create()).rejects.toThrow("maximum limit of Lightsail distributions : 20");
    const { distributions } = await client.send(new GetDistributionsCommand({}));
    expect(distributions).toHaveLength(20);
    expect(await call(sandbox, "GetDistributions", { pageToken: "x" })).toMatchObject({
      body: { code: "InvalidPageToken" },
    });
  });

  test.each([
    ["GetDistributions", {}],
    ["GetDistributionBundles", {}],
    ["GetDistributionLatestCacheReset", {}],
    ["DeleteDistribution", { distributionName }],
    [
      "CreateDistribution",
      { distributionName, origin, bundleId: "small_1_0", defaultCacheBehavior: {} },
    ],
  ])("is of us-east-1 alone: %s", async (operation, input) => {
    expect(await call(harness(), operation, input, "us-west-2")).toMatchObject({
      status: 400,
      body: { __type: "InvalidInputException", code: "UnsupportedOperation" },
    });
  });
});

describe("an origin", () => {
  test("can be an instance with a static IP, in whatever region", async () => {
    const { clock, sandbox, create } = await setUp();
    const west = sandbox.clientOf("us-west-2");
    await west.send(
      new CreateInstancesCommand({ ...newInstances("web-1"), availabilityZone: "us-west-2a" }),
    );
    const made = () =>
      create({
        distributionName: "new",
        origin: {
          ...{ name: "web-1", regionName: "us-west-2", protocolPolicy: "http-only" },
          ...{ responseTimeout: 60, ipAddressType: "ipv4" },
        },
      });
    await expect(made()).rejects.toThrow("needs a static IP to be the origin");
    await clock.advance(MINUTE);
    await west.send(new AllocateStaticIpCommand({ staticIpName: "ip-1" }));
    await west.send(new AttachStaticIpCommand({ staticIpName: "ip-1", instanceName: "web-1" }));
    const { distribution } = await made();
    expect(distribution).toMatchObject({
      origin: {
        ...{ name: "web-1", regionName: "us-west-2", resourceType: "Instance" },
        ...{ protocolPolicy: "http-only", responseTimeout: 60, ipAddressType: "ipv4" },
      },
      originPublicDNS: expect.stringMatching(
        /^ec2-\d+-\d+-\d+-\d+\.us-west-2\.compute\.amazonaws\.com$/,
      ),
    });
  });

  test("can be a load balancer or a container service", async () => {
    const { client, create } = await setUp();
    await client.send(new CreateLoadBalancerCommand({ loadBalancerName: "lb", instancePort: 80 }));
    await client.send(
      new CreateContainerServiceCommand({ serviceName: "site", power: "nano", scale: 1 }),
    );
    const made = async (name: string) => {
      const { distribution } = await create({
        ...{ distributionName: `of-${name}`, origin: { ...origin, name } },
      });
      return [distribution?.origin?.resourceType, distribution?.originPublicDNS];
    };
    expect(await made("lb")).toEqual([
      "LoadBalancer",
      expect.stringMatching(/\.us-east-1\.elb\.amazonaws\.com$/),
    ]);
    expect(await made("site")).toEqual([
      "ContainerService",
      expect.stringMatching(/^site\..+\.us-east-1\.cs\.amazonlightsail\.com$/),
    ]);
  });

  test("that is a bucket is deleted with force alone", async () => {
    const { client, remove } = await setUp();
    const drop = () => client.send(new DeleteBucketCommand({ bucketName: "data-1" }));
    await expect(drop()).rejects.toThrow("Use forceDelete.");
    await remove();
    await drop();
  });
});

describe("a certificate", () => {
  test("is attached when it is issued, in the place of the former, and stays while it is", async () => {
    const { clock, client, distribution, update } = await setUp({ certificateName: "first" });
    const attach = (certificateName: string) =>
      client.send(
        new AttachCertificateToDistributionCommand({ distributionName, certificateName }),
      );
    const detach = () =>
      client.send(new DetachCertificateFromDistributionCommand({ distributionName }));
    const drop = (certificateName: string) =>
      client.send(new DeleteCertificateCommand({ certificateName }));
    const uses = async (certificateName: string) =>
      (await client.send(new GetCertificatesCommand({ certificateName }))).certificates?.[0]
        ?.certificateDetail?.inUseResourceCount;
    expect(await distribution()).toMatchObject({
      ...{ certificateName: "first", alternativeDomainNames: ["first.example"] },
    });
    await clock.advance(8 * MINUTE);
    expect((await attach("second")).operation).toMatchObject({
      ...{ operationType: "AttachCertificateToDistribution", operationDetails: "second" },
    });
    expect(await distribution()).toMatchObject({
      ...{ status: "InProgress", alternativeDomainNames: ["second.example"] },
    });
    expect([await uses("first"), await uses("second")]).toEqual([0, 1]);
    await expect(drop("second")).rejects.toThrow("attached to cdn. Detach it first.");
    await drop("first");
    await client.send(
      new CreateCertificateCommand({ certificateName: "third", domainName: "third.example" }),
    );
    await expect(attach("third")).rejects.toThrow("only attach a validated certificate");
    await detach();
    const bare = await distribution();
    expect(bare).toMatchObject({ alternativeDomainNames: [] });
    expect(bare).not.toHaveProperty("certificateName");
    await expect(detach()).rejects.toThrow("No certificate is attached to the distribution: cdn");
    await update({ certificateName: "second", useDefaultCertificate: false });
    expect(await distribution()).toMatchObject({ certificateName: "second" });
    await expect(
      update({ certificateName: "second", useDefaultCertificate: true }),
    ).rejects.toThrow("Give either");
    await expect(update({ useDefaultCertificate: false })).rejects.toThrow("is required without");
    await update({ useDefaultCertificate: true });
    await drop("second");
  });
});

test("the cache is reset, and the latest time is told", async () => {
  const { clock, client, create } = await setUp();
  await create({ distributionName: "other" });
  const reset = (name: string) =>
    client.send(new ResetDistributionCacheCommand({ distributionName: name }));
  const latest = async (name?: string) => {
    const command = new GetDistributionLatestCacheResetCommand({ distributionName: name });
    const { status, createTime } = await client.send(command);
    return [status, createTime];
  };
  expect(await latest()).toEqual([undefined, undefined]);
  const first = new Date(clock.now());
  expect(await reset(distributionName)).toMatchObject({
    ...{ status: "InProgress", createTime: first },
    operation: { operationType: "ResetDistributionCache", status: "Started" },
  });
  await clock.advance(MINUTE);
  const second = new Date(clock.now());
  await reset("other");
  expect(await latest(distributionName)).toEqual(["Completed", first]);
  expect(await latest()).toEqual(["InProgress", second]);
  await expect(latest("none")).rejects.toThrow("The Distribution does not exist: none");
});

test("there are no metrics of requests that nobody sends", async () => {
  const { clock, client } = await setUp();
  const ask = (name: string) =>
    client.send(
      new GetDistributionMetricDataCommand({
        ...{ distributionName: name, metricName: "Requests", period: 300, unit: "None" },
        ...{ startTime: new Date(clock.now() - MINUTE), endTime: new Date(clock.now()) },
        statistics: ["Sum"],
      }),
    );
  expect(await ask(distributionName)).toMatchObject({ metricName: "Requests", metricData: [] });
  await expect(ask("none")).rejects.toThrow("The Distribution does not exist: none");
});
