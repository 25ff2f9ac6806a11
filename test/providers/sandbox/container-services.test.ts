import {
  CreateCertificateCommand,
  CreateContainerServiceCommand,
  type CreateContainerServiceCommandInput,
  CreateContainerServiceDeploymentCommand,
  type CreateContainerServiceDeploymentCommandInput,
  DeleteContainerServiceCommand,
  GetActiveNamesCommand,
  GetContainerServiceDeploymentsCommand,
  GetContainerServiceMetricDataCommand,
  GetContainerServicePowersCommand,
  GetContainerServicesCommand,
  TagResourceCommand,
  UpdateContainerServiceCommand,
  type UpdateContainerServiceCommandInput,
} from "@aws-sdk/client-lightsail";
import { describe, expect, test } from "vitest";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { harness } from "./harness.ts";

const serviceName = "site";
const MINUTE = 60_000;
const CONTAINERS = { web: { image: "nginx:1", ports: { 80: "HTTP" as const } } };
const publicEndpoint = { containerName: "web", containerPort: 80 };

async function setUp(input: Partial<CreateContainerServiceCommandInput> = {}) {
  const clock = fakeClock();
  const sandbox = harness({ clock, pace: "real", faults: { certificates: "issued" } });
  const { client } = sandbox;
  for (const name of ["example.com", "other.example"]) {
    await client.send(
      new CreateCertificateCommand({
        certificateName: name.replace(".", "-"),
        domainName: name,
        subjectAlternativeNames: [`*.${name}`],
      }),
    );
  }
  await clock.advance(10 * MINUTE);
  const create = (name: string, more: Partial<CreateContainerServiceCommandInput> = {}) =>
    client.send(
      new CreateContainerServiceCommand({ serviceName: name, power: "nano", scale: 1, ...more }),
    );
  const made = await create(serviceName, input);
  return {
    ...{ clock, sandbox, client, made, create },
    service: async () =>
      (await client.send(new GetContainerServicesCommand({ serviceName }))).containerServices?.[0],
    update: (change: Partial<UpdateContainerServiceCommandInput>) =>
      client.send(new UpdateContainerServiceCommand({ serviceName, ...change })),
    deploy: (deployment: Partial<CreateContainerServiceDeploymentCommandInput> = {}) =>
      client.send(
        new CreateContainerServiceDeploymentCommand({
          ...{ serviceName, containers: CONTAINERS, publicEndpoint, ...deployment },
        }),
      ),
    deployments: async () => {
      const command = new GetContainerServiceDeploymentsCommand({ serviceName });
      return (await client.send(command)).deployments?.map((it) => [it.version, it.state]);
    },
    remove: () => client.send(new DeleteContainerServiceCommand({ serviceName })),
  };
}

describe("a container service", () => {
  test("is pending, then ready, in the service's form", async () => {
    const { clock, made, service } = await setUp({ tags: [{ key: "Team", value: "quants" }] });
    const common = {
      ...{ containerServiceName: serviceName, resourceType: "ContainerService" },
      arn: expect.stringMatching(/:ContainerService\/[0-9a-f-]{36}$/),
      createdAt: expect.any(Date),
      location: { availabilityZone: "all", regionName: "us-east-1" },
      tags: [{ key: "Team", value: "quants" }],
      ...{ power: "nano", powerId: "nano-1", scale: 1, isDisabled: false },
      principalArn: expect.stringMatching(
        /^arn:aws:iam::\d{12}:role\/amazon\/lightsail\/us-east-1\/containers\/site\/[0-9a-v]{52}$/,
      ),
      privateDomainName: "site.service.local",
      url: expect.stringMatching(
        /^https:\/\/site\.[0-9a-v]{13}\.us-east-1\.cs\.amazonlightsail\.com\/$/,
      ),
      privateRegistryAccess: { ecrImagePullerRole: { isActive: false } },
    };
    expect(made.containerService).toEqual({ ...common, state: "PENDING" });
    await clock.advance(3 * MINUTE);
    expect(await service()).toEqual({ ...common, state: "READY" });
  });

  test.each([
    [{ serviceName: "Site" }, "regular expression pattern"],
    [{ serviceName: "site-" }, "regular expression pattern"],
    [{ serviceName }, "already in use: site"],
    [{ scale: 21 }, "less than or equal to 20"],
    [{ power: "huge" as "nano" }, "enum value set"],
    [{ publicDomainNames: { none: ["a.example"] } }, "certificates do not exist: none"],
    [
      { publicDomainNames: { "example-com": ["www.other.example"] } },
      "example-com does not cover the domain name www.other.example",
    ],
    [{ deployment: { containers: {} } }, "at least one container"],
  ])("that can't be is refused, and not made: %j", async (input, message) => {
    const { client, create } = await setUp();
    await expect(create("new", input)).rejects.toThrow(message);
    const { containerServices } = await client.send(new GetContainerServicesCommand({}));
    expect(containerServices).toHaveLength(1);
  });

  test("has a name of one character, if need be", async () => {
    const { client, create } = await setUp();
    await create("x");
    const { containerServices } = await client.send(new GetContainerServicesCommand({}));
    expect(containerServices?.map((it) => it.containerServiceName)).toEqual([serviceName, "x"]);
  });

  test("starts with the deployment that it was made with", async () => {
    const { clock, service } = await setUp({
      deployment: { containers: CONTAINERS, publicEndpoint },
    });
    expect(await service()).toMatchObject({
      ...{ state: "PENDING", nextDeployment: { version: 1, state: "ACTIVATING" } },
    });
    await clock.advance(3 * MINUTE);
    expect(await service()).toMatchObject({ state: "DEPLOYING" });
    await clock.advance(2 * MINUTE);
    const running = await service();
    expect(running).toMatchObject({
      ...{ state: "RUNNING", currentDeployment: { version: 1, state: "ACTIVE" } },
    });
    expect(running).not.toHaveProperty("nextDeployment");
  });

  test("is changed where something is said, and busy meanwhile", async () => {
    const { clock, client, service, update, deploy } = await setUp();
    await expect(update({ scale: 2 })).rejects.toThrow(
      "site is PENDING. Please try again in a few minutes.",
    );
    await clock.advance(3 * MINUTE);
    const { containerService } = await update({ power: "micro", scale: 3 });
    const changed = { power: "micro", powerId: "micro-1", scale: 3 };
    expect(containerService).toMatchObject({ ...changed, state: "UPDATING" });
    expect(containerService?.stateDetail?.code).toBe("PROVISIONING_SERVICE");
    await expect(deploy()).rejects.toThrow("site is UPDATING");
    await clock.advance(3 * MINUTE);
    await client.send(new TagResourceCommand({ resourceName: serviceName, tags: [{ key: "A" }] }));
    expect(await service()).toMatchObject({ ...changed, state: "READY", tags: [{ key: "A" }] });
    await update({ privateRegistryAccess: { ecrImagePullerRole: { isActive: true } } });
    expect((await service())?.privateRegistryAccess?.ecrImagePullerRole).toEqual({
      isActive: true,
      principalArn: expect.stringContaining("/containers/site/private-repo-access/"),
    });
  });

  test("has the domain names that its certificates cover, certificate by certificate", async () => {
    const { clock, client, service, update } = await setUp({
      publicDomainNames: { "example-com": ["example.com", "www.example.com"] },
    });
    await clock.advance(3 * MINUTE);
    await update({ publicDomainNames: { "other-example": ["A.other.EXAMPLE"] } });
    await clock.advance(3 * MINUTE);
    expect((await service())?.publicDomainNames).toEqual({
      "example-com": ["example.com", "www.example.com"],
      "other-example": ["A.other.EXAMPLE"],
    });
    const names = ["a", "b", "c"].map((it) => `${it}.other.example`);
    for (const [publicDomainNames, message] of [
      [{ "other-example": names }, "4 public domain names at most"],
      [{ "other-example": ["a.b.other.example"] }, "does not cover"],
      [{ constructor: ["a.example"] }, "do not exist: constructor"],
    ] as const) {
      await expect(
        update({ publicDomainNames: publicDomainNames as unknown as Record<string, string[]> }),
      ).rejects.toThrow(message);
    }
    await update({ publicDomainNames: { "other-example": names, "example-com": [] } });
    expect((await service())?.publicDomainNames).toEqual({ "other-example": names });
    await clock.advance(3 * MINUTE);
    await update({ publicDomainNames: { "other-example": [] } });
    expect(await service()).not.toHaveProperty("publicDomainNames");
    await clock.advance(3 * MINUTE);
    await client.send(
      new CreateCertificateCommand({ certificateName: "fresh", domainName: "fresh.example" }),
    );
    await expect(update({ publicDomainNames: { fresh: ["fresh.example"] } })).rejects.toThrow(
      "The certificate is not validated: fresh",
    );
  });

  test("is being deleted for a while, and its name is free afterwards", async () => {
    const { clock, client, create, service, remove, update } = await setUp();
    await remove();
    expect(await service()).toMatchObject({ state: "DELETING" });
    await expect(remove()).rejects.toThrow("is being deleted: site");
    await expect(update({ scale: 2 })).rejects.toThrow("site is DELETING");
    await expect(create(serviceName)).rejects.toThrow("already in use: site");
    await clock.advance(3 * MINUTE);
    await expect(service()).rejects.toThrow("The ContainerService does not exist: site");
    expect((await client.send(new GetContainerServicesCommand({}))).containerServices).toEqual([]);
    const { activeNames } = await client.send(new GetActiveNamesCommand({}));
    expect(activeNames).not.toContain(serviceName);
    await create(serviceName);
    expect(await service()).toMatchObject({ state: "PENDING" });
  });
});

describe("a deployment", () => {
  async function ready() {
    const made = await setUp();
    await made.clock.advance(3 * MINUTE);
    return made;
  }

  test("becomes active, and inactive with the next", async () => {
    const { clock, service, deploy, deployments } = await ready();
    const { containerService } = await deploy();
    expect(containerService).toMatchObject({
      ...{ state: "DEPLOYING", stateDetail: { code: "CREATING_DEPLOYMENT" } },
      nextDeployment: { version: 1, state: "ACTIVATING" },
    });
    expect(await deployments()).toEqual([[1, "ACTIVATING"]]);
    await expect(deploy()).rejects.toThrow("site is DEPLOYING");
    await clock.advance(MINUTE);
    expect((await service())?.stateDetail?.code).toBe("EVALUATING_HEALTH_CHECK");
    await clock.advance(MINUTE);
    const current = (await service())?.currentDeployment;
    expect(current).toEqual({
      ...{ version: 1, state: "ACTIVE", createdAt: expect.any(Date) },
      containers: {
        web: { image: "nginx:1", command: [], environment: {}, ports: { 80: "HTTP" } },
      },
      publicEndpoint: {
        ...publicEndpoint,
        healthCheck: {
          ...{ healthyThreshold: 2, unhealthyThreshold: 2, timeoutSeconds: 2, intervalSeconds: 5 },
          ...{ path: "/", successCodes: "200-499" },
        },
      },
    });
    await deploy({ containers: { db: { image: "redis:7" } }, publicEndpoint: undefined });
    expect(await service()).toMatchObject({
      ...{ state: "DEPLOYING", currentDeployment: { version: 1 }, nextDeployment: { version: 2 } },
    });
    await clock.advance(2 * MINUTE);
    expect(await deployments()).toEqual([
      [2, "ACTIVE"],
      [1, "INACTIVE"],
    ]);
    expect((await service())?.currentDeployment).not.toHaveProperty("publicEndpoint");
  });

  test("is told of as begun by the call that made it, at whatever pace", async () => {
    const { client } = harness();
    const service = { serviceName, power: "nano", scale: 1 } as const;
    await client.send(new CreateContainerServiceCommand(service));
    for (const version of [1, 2]) {
      const { containerService } = await client.send(
        new CreateContainerServiceDeploymentCommand({ serviceName, containers: CONTAINERS }),
      );
      expect(containerService).toMatchObject({ state: "DEPLOYING", nextDeployment: { version } });
      expect(containerService?.currentDeployment?.version).toBe(version === 1 ? undefined : 1);
    }
    const { deployments } = await client.send(
      new GetContainerServiceDeploymentsCommand({ serviceName }),
    );
    expect(deployments?.map((it) => it.state)).toEqual(["ACTIVE", "INACTIVE"]);
  });

  test("fails when its private image can't be pulled, and leaves the last one active", async () => {
    const { clock, service, update, deploy, deployments } = await ready();
    const image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/site:1";
    await deploy();
    await clock.advance(2 * MINUTE);
    await deploy({ containers: { web: { ...CONTAINERS.web, image } } });
    await clock.advance(2 * MINUTE);
    expect(await deployments()).toEqual([
      [2, "FAILED"],
      [1, "ACTIVE"],
    ]);
    expect(await service()).toMatchObject({ state: "RUNNING", currentDeployment: { version: 1 } });
    await update({ privateRegistryAccess: { ecrImagePullerRole: { isActive: true } } });
    await clock.advance(3 * MINUTE);
    await deploy({ containers: { web: { ...CONTAINERS.web, image } } });
    await clock.advance(2 * MINUTE);
    expect((await deployments())?.[0]).toEqual([3, "ACTIVE"]);
  });

  test("is refused by a disabled service, which keeps what it had", async () => {
    const { clock, service, update, deploy } = await ready();
    await deploy();
    await clock.advance(2 * MINUTE);
    await update({ isDisabled: true });
    expect(await service()).toMatchObject({ state: "UPDATING", isDisabled: true });
    await clock.advance(3 * MINUTE);
    expect(await service()).toMatchObject({ state: "DISABLED" });
    await expect(deploy()).rejects.toThrow("site is disabled and cannot be deployed to.");
    await update({ isDisabled: false });
    await clock.advance(3 * MINUTE);
    expect(await service()).toMatchObject({ state: "RUNNING", isDisabled: false });
  });

  const healthCheck = (check: object) => ({
    publicEndpoint: { ...publicEndpoint, healthCheck: check },
  });

  test.each([
    [{ containers: {} }, "at least one container"],
    [{ containers: { Web: { image: "a" } } }, "container name is not valid: Web"],
    [{ containers: { web: {} } }, "The container web needs an image."],
    [{ containers: { web: { image: ":site.web.1" } } }, "not registered to site: :site.web.1"],
    [{ containers: { web: { image: "a", ports: { 0: "TCP" } } } }, "port of web is not valid: 0"],
    [{ containers: { web: { image: "a", ports: { 80: "TCP" } } } }, "has no such port 80"],
    [{ containers: { constructor: { image: "a" }, app: { image: "b" } } }, "web has no such port"],
    [
      {
        containers: Object.fromEntries(
          Array.from({ length: 11 }, (_, index) => [`c${index}`, { image: "a" }]),
        ),
      },
      "10 containers at most",
    ],
    [healthCheck({ path: "up" }), "path is not valid: up"],
    [healthCheck({ successCodes: "200-599" }), "within 200-499: 200-599"],
    [healthCheck({ successCodes: "404-200" }), "within 200-499: 404-200"],
    [healthCheck({ timeoutSeconds: 1 }), "greater than or equal to 2"],
  ])("that can't be is refused: %j", async (input, message) => {
    const { deploy, deployments } = await ready();
    await expect(
      deploy(input as Partial<CreateContainerServiceDeploymentCommandInput>),
    ).rejects.toThrow(message);
    expect(await deployments()).toEqual([]);
  });

  test("is one of fifty that are kept, the active one always", async () => {
    const { clock, deploy, deployments } = await ready();
    await deploy();
    await clock.advance(2 * MINUTE);
    const image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/site:1";
    for (let index = 0; index < 51; index += 1) {
      await deploy({ containers: { web: { ...CONTAINERS.web, image } } });
      await clock.advance(2 * MINUTE);
    }
    const kept = await deployments();
    expect(kept).toHaveLength(50);
    expect(kept?.at(0)).toEqual([52, "FAILED"]);
    expect(kept?.at(-1)).toEqual([1, "ACTIVE"]);
  });
});

describe("what can be read beside it", () => {
  test("the powers, with their prices", async () => {
    const { powers } = await harness().client.send(new GetContainerServicePowersCommand({}));
    expect(powers?.map(({ powerId, price }) => [powerId, price])).toEqual([
      ["nano-1", 7],
      ["micro-1", 10],
      ["small-1", 15],
      ["medium-1", 40],
      ["large-1", 80],
      ["xlarge-1", 160],
    ]);
  });

  test("metrics from the first deployment on, until the service is disabled", async () => {
    const { clock, client, update, deploy } = await setUp();
    const startTime = new Date(clock.now() - MINUTE);
    const points = async () => {
      const { metricData } = await client.send(
        new GetContainerServiceMetricDataCommand({
          ...{ serviceName, metricName: "MemoryUtilization", period: 300, startTime },
          ...{ endTime: new Date(clock.now() + 1), statistics: ["Average"] },
        }),
      );
      return metricData?.map(({ average, unit }) => [(average ?? 0) > 0, unit]);
    };
    await clock.advance(60 * MINUTE);
    expect(await points()).toEqual([]);
    await deploy();
    await clock.advance(32 * MINUTE);
    expect(await points()).toEqual(Array.from({ length: 6 }, () => [true, "Percent"]));
    await update({ isDisabled: true });
    await clock.advance(60 * MINUTE);
    expect(await points()).toHaveLength(6);
  });
});
