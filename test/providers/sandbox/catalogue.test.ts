import {
  GetBlueprintsCommand,
  GetBundlesCommand,
  GetRegionsCommand,
} from "@aws-sdk/client-lightsail";
import { expect, test } from "vitest";
import {
  BLUEPRINT_SOURCES,
  BLUEPRINTS,
} from "../../../src/providers/sandbox/catalogue/blueprints.ts";
import { call, harness, newInstances } from "./harness.ts";

const bundles = async (region: string, includeInactive?: boolean) => {
  const client = harness().clientOf(region);
  const answer = await client.send(new GetBundlesCommand({ includeInactive }));
  expect(answer.nextPageToken).toBeUndefined();
  return answer.bundles ?? [];
};

test("prices of the present plans", async () => {
  const all = await bundles("us-east-1");
  const price = (id: string) => all.find((bundle) => bundle.bundleId === id)?.price;
  expect(
    ["nano", "micro", "small", "medium", "large", "xlarge"].map((s) => price(`${s}_3_0`)),
  ).toEqual([5, 7, 12, 24, 44, 84]);
  expect(price("nano_ipv6_3_0")).toBe(3.5);
  expect(price("small_win_3_0")).toBe(22);
  expect(all.find((bundle) => bundle.bundleId === "small_3_0")).toEqual({
    bundleId: "small_3_0",
    name: "Small",
    price: 12,
    cpuCount: 2,
    ramSizeInGb: 2,
    diskSizeInGb: 60,
    transferPerMonthInGb: 3072,
    power: 1000,
    instanceType: "small",
    isActive: true,
    supportedPlatforms: ["LINUX_UNIX"],
    publicIpv4AddressCount: 1,
  });
  expect(all.every((bundle) => bundle.isActive)).toBe(true);
});

test("ids and transfer differ by region", async () => {
  const find = async (region: string, id: string) =>
    (await bundles(region)).find((bundle) => bundle.bundleId === id);
  expect((await find("ap-south-1", "nano_3_1"))?.transferPerMonthInGb).toBe(512);
  expect(await find("ap-southeast-2", "nano_3_0")).toBeUndefined();
  expect(await find("ap-southeast-2", "nano_3_2")).toBeDefined();
  expect(await find("ap-northeast-1", "nano_3_0")).toBeDefined();
});

test("retired plans are listed on request", async () => {
  const ids = (await bundles("us-east-1", true)).filter((bundle) => bundle.isActive === false);
  expect(ids.map((bundle) => bundle.bundleId)).toContain("nano_2_0");
});

test("generation 2 is there for both platforms, with the sizes of its outputs (#11.4)", async () => {
  const retired = (await bundles("eu-west-1", true)).filter(({ isActive }) => isActive === false);
  expect(retired.map(({ bundleId, cpuCount, price }) => [bundleId, cpuCount, price])).toEqual([
    ["nano_2_0", 1, 3.5],
    ["micro_2_0", 1, 5],
    ["small_2_0", 1, 10],
    ["medium_2_0", 2, 20],
    ["large_2_0", 2, 40],
    ["xlarge_2_0", 4, 80],
    ["2xlarge_2_0", 8, 160],
    ["nano_win_2_0", 1, 8],
    ["micro_win_2_0", 1, 12],
    ["small_win_2_0", 1, 20],
    ["medium_win_2_0", 2, 40],
    ["large_win_2_0", 2, 70],
    ["xlarge_win_2_0", 4, 120],
    ["2xlarge_win_2_0", 8, 240],
  ]);
});

test.each(["eu-north-1", "ap-south-1", "ap-southeast-3", "eu-south-2", "us-west-1"])(
  "no plan of generation 2 in %s: neither listed nor taken (#11.4)",
  async (region) => {
    expect((await bundles(region, true)).filter(({ isActive }) => isActive === false)).toEqual([]);
    const answer = await call(
      harness(),
      "CreateInstances",
      { ...newInstances("web-1"), availabilityZone: `${region}a`, bundleId: "nano_2_0" },
      region,
    );
    expect(answer).toMatchObject({
      status: 400,
      body: {
        __type: "InvalidInputException",
        message: "The specified bundle does not exist in this region: nano_2_0",
      },
    });
  },
);

test.each([
  "lamp_8_bitnami",
  "ghost_bitnami",
  "django_bitnami",
  "prestashop_bitnami",
  "cpanel_whm_almalinux",
  "alma_linux_9",
  "centos_7_2009_01",
])("%s is an image, as on AWS (#11.4)", async (blueprintId) => {
  const sandbox = harness();
  const { status } = await call(sandbox, "CreateInstances", {
    ...newInstances("web-1"),
    blueprintId,
  });
  expect(status).toBe(200);
  const { body } = await call(sandbox, "GetInstance", { instanceName: "web-1" });
  expect(body["instance"]).toMatchObject({ blueprintId, blueprintName: expect.any(String) });
});

test.each(["lamp_8", "ghost", "prestashop_ps", "cpanel_almalinux", "almalinux_9", "centos_7"])(
  "%s is no image: nobody has seen it on AWS (#11.4)",
  async (blueprintId) => {
    const input = { ...newInstances("web-1"), blueprintId };
    expect(await call(harness(), "CreateInstances", input)).toMatchObject({
      status: 400,
      body: { message: `The blueprint ${blueprintId} is not available in us-east-1` },
    });
  },
);

test("every image names where its id was seen (#11.4)", () => {
  expect(new Set(BLUEPRINTS.map(({ source }) => source))).toEqual(
    new Set(Object.keys(BLUEPRINT_SOURCES)),
  );
  const ids = BLUEPRINTS.map(({ blueprintId }) => blueprintId);
  expect(ids).toEqual([...new Set(ids)]);
});

test("blueprints", async () => {
  const { client } = harness();
  const { blueprints } = await client.send(new GetBlueprintsCommand({}));
  expect(blueprints?.find((entry) => entry.blueprintId === "ubuntu_22_04")).toMatchObject({
    name: "Ubuntu",
    type: "os",
    platform: "LINUX_UNIX",
    isActive: true,
    minPower: 0,
  });
  expect(blueprints?.some((entry) => entry.blueprintId === "amazon_linux")).toBe(false);
  const all = await client.send(new GetBlueprintsCommand({ includeInactive: true }));
  expect(all.blueprints?.some((entry) => entry.blueprintId === "amazon_linux")).toBe(true);
  const research = await client.send(new GetBlueprintsCommand({ appCategory: "LfR" }));
  expect(research.blueprints).toEqual([]);
});

test("zones are listed on request", async () => {
  const { client } = harness();
  const plain = await client.send(new GetRegionsCommand({}));
  expect(plain.regions).toHaveLength(20);
  expect(plain.regions?.[0]?.availabilityZones).toEqual([]);
  const full = await client.send(new GetRegionsCommand({ includeAvailabilityZones: true }));
  const tokyo = full.regions?.find((region) => region.name === "ap-northeast-1");
  expect(tokyo).toMatchObject({ displayName: "Tokyo", continentCode: "AP" });
  expect(tokyo?.availabilityZones?.[0]).toEqual({
    zoneName: "ap-northeast-1a",
    state: "available",
  });
});
