import {
  CreateContainerServiceCommand,
  CreateContainerServiceDeploymentCommand,
  CreateContainerServiceRegistryLoginCommand,
  DeleteContainerImageCommand,
  GetContainerAPIMetadataCommand,
  GetContainerImagesCommand,
  GetContainerLogCommand,
  RegisterContainerImageCommand,
} from "@aws-sdk/client-lightsail";
import { describe, expect, test } from "vitest";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { call, harness } from "./harness.ts";

const serviceName = "site";
const MINUTE = 60_000;
const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

async function setUp() {
  const clock = fakeClock();
  const sandbox = harness({ clock, pace: "real" });
  const { client } = sandbox;
  await client.send(new CreateContainerServiceCommand({ serviceName, power: "nano", scale: 2 }));
  await clock.advance(3 * MINUTE);
  return {
    ...{ clock, sandbox, client },
    register: async (label: string) =>
      (await client.send(new RegisterContainerImageCommand({ serviceName, label, digest })))
        .containerImage,
    images: async () =>
      (await client.send(new GetContainerImagesCommand({ serviceName }))).containerImages?.map(
        (it) => it.image,
      ),
    drop: (image: string) => client.send(new DeleteContainerImageCommand({ serviceName, image })),
    async deploy(...images: string[]) {
      const containers = Object.fromEntries(images.map((image, at) => [`c${at}`, { image }]));
      await client.send(new CreateContainerServiceDeploymentCommand({ serviceName, containers }));
    },
    log: async (input: object = {}) =>
      (
        await client.send(
          new GetContainerLogCommand({ serviceName, containerName: "c0", ...input }),
        )
      ).logEvents?.map((it) => it.message),
  };
}

describe("registered images", () => {
  test("are numbered by label, and a number never comes back", async () => {
    const { register, images, drop } = await setUp();
    expect(await register("web")).toEqual({
      ...{ image: ":site.web.1", digest, createdAt: expect.any(Date) },
    });
    await register("web");
    await register("db");
    expect(await images()).toEqual([":site.db.1", ":site.web.2", ":site.web.1"]);
    await drop(":site.web.2");
    await expect(drop(":site.web.2")).rejects.toThrow("ContainerImage does not exist: :site.web.2");
    expect((await register("web"))?.image).toBe(":site.web.3");
    expect((await register("constructor"))?.image).toBe(":site.constructor.1");
  });

  test("stay while the service runs them, under each of their names", async () => {
    const { clock, register, images, drop, deploy } = await setUp();
    for (const label of ["web", "web", "db", "db"]) await register(label);
    await deploy(":site.web.latest", ":site.db.1", "nginx:1");
    for (const image of [":site.web.2", ":site.db.1"]) {
      await expect(drop(image)).rejects.toThrow(`in use: ${image}`);
    }
    for (const image of [":site.web.latest", "nginx:1", ":other.web.1", ":site.web"]) {
      await expect(drop(image)).rejects.toThrow(`ContainerImage does not exist: ${image}`);
    }
    await drop(":site.web.1");
    await clock.advance(2 * MINUTE);
    await deploy("nginx:1");
    await clock.advance(2 * MINUTE);
    await drop(":site.db.1");
    expect(await images()).toEqual([":site.db.2", ":site.web.2"]);
  });

  test.each([
    [{ label: "Web" }, "regular expression pattern"],
    [{ digest: "sha256:1" }, "regular expression pattern"],
    [{ serviceName: "none" }, "The ContainerService does not exist: none"],
  ])("that can't be are refused: %j", async (input, message) => {
    const { client } = await setUp();
    const command = new RegisterContainerImageCommand({
      ...{ serviceName, label: "web", digest, ...input },
    });
    await expect(client.send(command)).rejects.toThrow(message);
  });

  test("are 150 of a service at most", async () => {
    const { register } = await setUp();
    for (let index = 0; index < 150; index += 1) await register("web");
    await expect(register("web")).rejects.toThrow("images of a container service : 150");
  });
});

test("a login to the registry is for twelve hours", async () => {
  const { client, clock } = await setUp();
  const login = async () =>
    (await client.send(new CreateContainerServiceRegistryLoginCommand({}))).registryLogin;
  const first = await login();
  expect(first).toEqual({
    username: "AWS",
    password: expect.stringMatching(/^[A-Za-z0-9+/]{160}$/),
    expiresAt: new Date(clock.now() + 12 * 60 * MINUTE),
    registry: expect.stringMatching(/^\d{12}\.dkr\.ecr\.us-east-1\.amazonaws\.com$/),
  });
  expect((await login())?.password).not.toBe(first?.password);
});

test("the version of the plugin that pushes images is told", async () => {
  const { metadata } = await harness().client.send(new GetContainerAPIMetadataCommand({}));
  expect(metadata).toEqual([{ name: "lightsailctlVersion", value: "v1.0.0" }]);
});

describe("a container's log", () => {
  test("says what became of its deployments, for four days", async () => {
    const { clock, deploy, log } = await setUp();
    await expect(log()).rejects.toThrow("The Container does not exist: c0");
    await deploy("nginx:1");
    expect(await log()).toEqual(["[deployment:1] Creating your deployment"]);
    await clock.advance(2 * MINUTE);
    const first = [
      "[deployment:1] Creating your deployment",
      "[deployment:1] Started 2 new nodes",
      "[deployment:1] Reached a steady state",
    ];
    expect(await log()).toEqual(first);
    await clock.advance(2 * 24 * 60 * MINUTE);
    const image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/site:1";
    await deploy(image);
    await clock.advance(2 * MINUTE);
    const second = [
      "[deployment:2] Creating your deployment",
      `[deployment:2] Image pull failed: the service has no access to the private image ${image}`,
      "[deployment:2] Canceled",
    ];
    expect(await log()).toEqual([...first, ...second]);
    await clock.advance(3 * 24 * 60 * MINUTE);
    expect(await log()).toEqual(second);
    await clock.advance(24 * 60 * MINUTE);
    expect(await log()).toEqual([]);
  });

  test("is chosen from by terms and times, and comes in pages", async () => {
    const { clock, sandbox, deploy, log } = await setUp();
    const start = clock.now();
    for (let version = 1; version <= 40; version += 1) {
      await deploy("nginx:1");
      await clock.advance(2 * MINUTE);
    }
    const creation = "[deployment:1] Creating your deployment";
    const first = { endTime: new Date(start + MINUTE) };
    expect(await log(first)).toEqual([creation]);
    expect(await log({ startTime: new Date(start + 1), ...first })).toEqual([]);
    expect(await log({ ...first, filterPattern: "Creating deployment:1" })).toEqual([creation]);
    expect(await log({ ...first, filterPattern: "Creating steady" })).toEqual([]);
    expect(await log({ ...first, filterPattern: "?Creating ?steady" })).toEqual([creation]);
    expect(await log({ ...first, filterPattern: "-Creating" })).toEqual([]);
    expect(await log({ filterPattern: "steady" })).toHaveLength(40);
    const pages: string[] = [];
    let pageToken: unknown;
    do {
      const input = { serviceName, containerName: "c0", pageToken };
      const { body } = await call(sandbox, "GetContainerLog", input);
      pages.push(...(body["logEvents"] as { message: string }[]).map((it) => it.message));
      pageToken = body["nextPageToken"];
    } while (pageToken !== undefined);
    expect(new Set(pages).size).toBe(120);
    expect(pages).toHaveLength(120);
  });
});
