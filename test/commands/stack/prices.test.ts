import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FakeAws, fakeAws } from "../../helpers/aws/fake-aws.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { type FakeTerraform, fakeTerraform } from "./fake.ts";

let cli: Cli;
let base: Cli & { dispose: () => void };
let terraform: FakeTerraform;
let aws: FakeAws;
let folder: string;

const OLD = { usd: 9, as_of: "2025-10-01", source: "a document" };

beforeEach(async () => {
  aws = await fakeAws();
  base = makeCli({ clock: fakeClock({ auto: true, now: "2026-11-29T12:00:00Z" }) });
  folder = join(base.directory, "terraform", "environments", "api");
  mkdirSync(join(folder, "prices"), { recursive: true });
  writeFileSync(join(folder, "main.tf"), "");
  terraform = fakeTerraform(base.directory);
  cli = base.with({ env: { ...aws.env, PATH: dirname(terraform.path) } });
  writePrices({
    "nat/hour": OLD,
    "neptune/io": OLD,
    "made/up": OLD,
    "elasticache/cache.r7g.large": OLD,
  });
  const redis = { instanceType: "cache.r7g.large", cacheEngine: "Redis" };
  aws.products.push(
    {
      ...{ service: "AmazonEC2", usage: "USE1-NatGateway-Hours", usd: ["0.045"] },
      attributes: { productFamily: "NAT Gateway" },
    },
    { service: "AmazonNeptune", usage: "StorageIOUsage", usd: ["0.0", "0.0000002"] },
    {
      service: "AmazonElastiCache",
      usage: "NodeUsage:cache.r7g.large",
      usd: ["0.219"],
      attributes: redis,
    },
    { service: "AmazonElastiCache", usage: "USE1-Other", usd: ["7"], attributes: redis },
  );
});
afterEach(async () => {
  terraform.close();
  base.dispose();
  await aws.close();
});

const file = (): string => join(folder, "prices", "us-east-1.json");

function writePrices(figures: Record<string, object>): void {
  writeFileSync(file(), JSON.stringify({ currency: "USD", region: "us-east-1", figures }));
}

const figures = () =>
  (JSON.parse(readFileSync(file(), "utf8")) as { figures: Record<string, { usd: number }> })
    .figures;

test("refreshes each figure that the price list has, and names the others", async () => {
  const result = await cli("stack prices api --region us-east-1 --output json");
  expect(result.json()).toEqual({
    ...{ stack: "api", file: file(), region: "us-east-1", bundles: null, figures: 4 },
    ...{ not_found: ["made/up"], changed: true },
  });
  expect(figures()).toEqual({
    "elasticache/cache.r7g.large": {
      usd: 0.219,
      as_of: "2026-11-29",
      source: "GetProducts, SKU SKU0",
    },
    "made/up": OLD,
    "nat/hour": { usd: 0.045, as_of: "2026-11-29", source: "GetProducts, SKU SKU0" },
    "neptune/io": { usd: 0.2, as_of: "2026-11-29", source: "GetProducts, SKU SKU0" },
  });
  expect(Object.keys(figures())).toEqual(Object.keys(figures()).toSorted());
  expect(result.stderr).toContain("no price found, so what was there stays: made/up");
  expect(existsSync(join(folder, "prices.json"))).toBe(false);
  expect((await cli("stack prices api --region us-east-1 --output json")).json()).toMatchObject({
    changed: false,
  });
});

test("two prices for one thing are none", async () => {
  aws.products.push({
    ...{ service: "AmazonEC2", usage: "NatGateway-Hours", usd: ["0.05"] },
    attributes: { productFamily: "NAT Gateway" },
  });
  await cli("stack prices api --region us-east-1");
  expect(figures()["nat/hour"]).toEqual(OLD);
});

test("--key adds a figure; one that is none is refused", async () => {
  aws.products.push({ service: "AmazonVPC", usage: "VPN-Usage-Hours:ipsec.1", usd: ["0.05"] });
  await cli("stack prices api --region us-east-1 --key vpn/hour");
  expect(figures()["vpn/hour"]).toMatchObject({ usd: 0.05 });
  expect((await cli("stack prices api --key ../../x")).status).toBe(2);
});

test("a further region asks for the keys of the others", async () => {
  for (const it of aws.products) it.attributes = { ...it.attributes, regionCode: "eu-west-1" };
  const result = await cli("stack prices api --region eu-west-1 --output json");
  expect(result.json()).toMatchObject({ region: "eu-west-1", figures: 3 });
});

test("a region of which the list knows nothing gets no file", async () => {
  expect((await cli("stack prices api --region eu-west-1")).status).toBe(3);
  expect(existsSync(join(folder, "prices", "eu-west-1.json"))).toBe(false);
});

test("a good file stays when the list can't be asked", async () => {
  aws.onCall = () => "reset";
  const before = readFileSync(file(), "utf8");
  expect((await cli("stack prices api --region us-east-1")).status).toBe(8);
  expect(readFileSync(file(), "utf8")).toBe(before);
});
