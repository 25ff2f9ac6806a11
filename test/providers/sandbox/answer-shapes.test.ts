import { expect, test } from "vitest";
import { faultsOf } from "./answer-shapes.ts";

test.each([
  ["GetInstances", { instances: [{ name: "web-1", isStaticIp: true, createdAt: 1.5 }] }],
  ["GetContainerAPIMetadata", { metadata: [{ name: "lightsailctlVersion" }] }],
  ["GetContainerServices", { containerServices: [{ publicDomainNames: { a: ["b.example"] } }] }],
  ["CreateContainerServiceRegistryLogin", { registryLogin: { password: "x" } }],
])("an answer of %s that has the service's shape: %j", (operation, answer) => {
  expect(faultsOf(operation, answer)).toEqual([]);
});

test.each([
  ["GetInstances", { instance: [] }, "GetInstances has no member instance"],
  ["GetInstances", { instances: {} }, "GetInstances.instances is no list: {}"],
  ["GetInstances", { instances: [[]] }, "GetInstances.instances[0] is no object: []"],
  ["GetInstances", { instances: [{ name: 1 }] }, "instances[0].name is no string: 1"],
  ["GetInstances", { instances: [{ createdAt: "now" }] }, 'createdAt is no number: "now"'],
  ["GetInstances", { instances: [{ name: null }] }, "name is no string: null"],
  ["GetContainerAPIMetadata", { metadata: [{ name: 1 }] }, "metadata[0].name is no string: 1"],
  ["CreateContainerServiceRegistryLogin", { registryLogin: { password: 1 } }, "is no string: 1"],
  [
    "GetContainerServices",
    { containerServices: [{ publicDomainNames: { a: [1] } }] },
    "publicDomainNames.a[0] is no string: 1",
  ],
])("an answer of %s that has not: %j", (operation, answer, fault) => {
  expect(faultsOf(operation, answer)).toEqual([expect.stringContaining(fault)]);
});
