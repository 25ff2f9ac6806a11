import { expect, test } from "vitest";
import {
  blueprintResource,
  bundleResource,
  regionResource,
} from "../../src/core/fields/catalogue.ts";
import { instanceResource } from "../../src/core/fields/instances.ts";

const resources = { instanceResource, bundleResource, blueprintResource, regionResource };

test.each(Object.entries(resources))(
  "%s: keys are unique and the sort key is one of them",
  (_, resource) => {
    const keys = resource.fields.map((field) => field.key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toContain(resource.sort);
    expect(resource.fields.every((field) => field.about !== "" && field.title !== "")).toBe(true);
  },
);

test("column names of instances are a published contract", () => {
  expect(instanceResource.fields.map((field) => field.key)).toEqual([
    "name",
    "status",
    "public_ip",
    "address",
    "private_ip",
    "bundle_id",
    "blueprint_id",
    "availability_zone",
    "monthly_price_usd",
    "region",
    "blueprint_name",
    "username",
    "key_pair",
    "ipv6_addresses",
    "cpu_count",
    "ram_size_gb",
    "disk_size_gb",
    "tags",
    "created_at",
  ]);
});
