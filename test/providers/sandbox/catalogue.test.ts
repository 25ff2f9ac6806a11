import {
  GetBlueprintsCommand,
  GetBundlesCommand,
  GetRegionsCommand,
} from "@aws-sdk/client-lightsail";
import { expect, test } from "vitest";
import { harness } from "./harness.ts";

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
