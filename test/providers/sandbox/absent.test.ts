import * as sdk from "@aws-sdk/client-lightsail";
import { describe, expect, test } from "vitest";
import { OPERATION_NAMES } from "../../../src/providers/sandbox/operation-names.ts";
import { absentLists } from "../../../src/providers/sandbox/operations/absent-lists.ts";
import { absentResources } from "../../../src/providers/sandbox/operations/absent-resources.ts";
import { OPERATIONS } from "../../../src/providers/sandbox/operations/index.ts";
import { call, harness, newInstances } from "./harness.ts";

type ListName = keyof typeof absentLists;
const LISTS = Object.keys(absentLists) as ListName[];

/** The members of an operation's answer, from the SDK's own model. */
function answerMembers(operation: string): string[] {
  const schema = (sdk as Record<string, unknown>)[`${operation}$`] as unknown[];
  return (schema[5] as () => unknown[])()[4] as string[];
}

describe("lists of what can't be made here", () => {
  test.each(LISTS)("%s is empty, in the SDK's own form (#11.13)", async (name) => {
    const sandbox = harness();
    await call(sandbox, "CreateInstances", newInstances("web-1"));
    const { status, body } = await call(sandbox, name);
    expect(status).toBe(200);
    const [key = ""] = Object.keys(body);
    expect(body).toEqual({ [key]: [] });
    expect(answerMembers(name)).toContain(key);
  });

  test.each(LISTS.filter((name) => answerMembers(name).includes("nextPageToken")))(
    "%s refuses a page token that it never gave (#11.13)",
    async (name) => {
      const sandbox = harness();
      await call(sandbox, "CreateInstances", newInstances("web-1"));
      const refused = await call(sandbox, name, { pageToken: "wrong" });
      expect(refused).toMatchObject({ status: 400, body: { code: "InvalidPageToken" } });
    },
  );

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

const METRIC = {
  metricName: "CPUUtilization",
  period: 300,
  startTime: 1,
  endTime: 2,
  unit: "Percent",
  statistics: ["Average"],
};
const MORE = { ...METRIC, containerName: "c-1", logStreamName: "error" };

test.each(Object.keys(absentResources))(
  "%s: there is no such thing, and its input is checked (#11.13)",
  async (name) => {
    const shape = OPERATIONS[name as keyof typeof absentResources].input.members;
    const [member = ""] = Object.keys(shape);
    const answer = await call(harness(), name, { ...MORE, [member]: "x-1" });
    expect(answer).toMatchObject({
      status: 400,
      body: { __type: "NotFoundException", code: "DoesNotExist" },
    });
    expect(answer.body["message"]).toMatch(/^The \w+ does not exist: x-1$/);
    expect(await call(harness(), name, { ...MORE, [member]: " " })).toMatchObject({
      status: 400,
      body: { __type: "InvalidInputException" },
    });
  },
);

test("whatever can be read is built (#11.13)", () => {
  const unbuilt = OPERATION_NAMES.filter((name) => /^Get|^Is/.test(name) && !(name in OPERATIONS));
  expect(unbuilt).toEqual([]);
});
