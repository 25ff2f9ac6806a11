import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  SERVICES,
  exposureOf,
  serviceOf,
  serviceTarget,
} from "../../../src/core/firewall/services.ts";
import { parseRule } from "../../helpers/parse-rule.ts";

test("a service's name leads to its port and back", () => {
  for (const name of Object.keys(SERVICES)) {
    const target = serviceTarget(name);
    expect(target && serviceOf(target)).toBe(name);
  }
  expect(serviceTarget("Node_Exporter")).toEqual(serviceTarget("node-exporter"));
  expect(serviceTarget("nothing")).toBeNull();
  expect(serviceOf(parseRule("tcp/22-23"))).toBeNull();
});

test("the rule sets of the Terraform module have the same names and ports", () => {
  const text = readFileSync("terraform/modules/lightsail/networking/main.tf", "utf8");
  const sets = [...text.matchAll(/(\w+) += \{ protocol = "(\w+)", port = (\d+) \}/g)];
  expect(sets.length).toBeGreaterThan(7);
  for (const [, name = "", protocol, port] of sets) {
    expect(serviceTarget(name)).toMatchObject({ protocol, from_port: Number(port) });
  }
});

test.each([
  ["tcp/22", "critical"],
  ["tcp/1-65535", "critical"],
  ["all", "critical"],
  ["tcp/9090", "high"],
  ["tcp/8000-8010", "high"],
  ["tcp/79-81", "high"],
  ["tcp/1234", "high"],
  ["tcp/443", "low"],
  ["udp/51820", "low"],
  ["icmp/8", "low"],
])("%s open to the world is %s", (text, exposure) => {
  expect(exposureOf(parseRule(text))).toBe(exposure);
});
