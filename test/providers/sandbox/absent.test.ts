import { describe, expect, test } from "vitest";
import { OPERATION_NAMES } from "../../../src/providers/sandbox/operation-names.ts";
import { OPERATIONS } from "../../../src/providers/sandbox/operations/index.ts";
import { call, harness, newInstances } from "./harness.ts";

describe("lists of what is not there", () => {
  test.each([
    ["GetAlarms", "alarms"],
    ["GetBuckets", "buckets"],
    ["GetCertificates", "certificates"],
    ["GetContainerServices", "containerServices"],
    ["GetDistributions", "distributions"],
    ["GetRelationalDatabases", "relationalDatabases"],
    ["GetSubdomains", "subdomains"],
  ])("%s is empty, under the service's own key (#11.13)", async (name, key) => {
    const { status, body } = await call(harness(), name);
    expect({ status, list: body[key] }).toEqual({ status: 200, list: [] });
  });

  test("GetSubdomains refuses a page token that it never gave (#11.13)", async () => {
    const refused = await call(harness(), "GetSubdomains", { pageToken: "wrong" });
    expect(refused).toMatchObject({ status: 400, body: { code: "InvalidPageToken" } });
  });

  test.each([
    ["GetAlarms", { alarmName: "x-1" }, "The Alarm does not exist: x-1"],
    ["GetAlarms", { monitoredResourceName: "x-1" }, "The Resource does not exist: x-1"],
    ["GetBuckets", { bucketName: "x-1" }, "The Bucket does not exist: x-1"],
    ["GetCertificates", { certificateName: "x-1" }, "The Certificate does not exist: x-1"],
    ["GetContainerServices", { serviceName: "x-1" }, "The ContainerService does not exist: x-1"],
    ["GetDistributions", { distributionName: "x-1" }, "The Distribution does not exist: x-1"],
    ["GetSetupHistory", { resourceName: "x-1" }, "The Resource does not exist: x-1"],
    ["GetSubdomains", { subdomainName: "x-1" }, "The Subdomain does not exist: x-1"],
  ])("%s of one that is named: %j (#11.13)", async (name, input, message) => {
    expect(await call(harness(), name, input)).toMatchObject({
      status: 400,
      body: { __type: "NotFoundException", code: "DoesNotExist", message },
    });
  });

  test("nothing watches an instance (#11.13)", async () => {
    const sandbox = harness();
    await call(sandbox, "CreateInstances", newInstances("web-1"));
    const { body } = await call(sandbox, "GetAlarms", { monitoredResourceName: "web-1" });
    expect(body).toEqual({ alarms: [] });
  });
});

test("whatever can be read is built (#11.13)", () => {
  const unbuilt = OPERATION_NAMES.filter((name) => /^Get|^Is/.test(name) && !(name in OPERATIONS));
  expect(unbuilt).toEqual([]);
});
