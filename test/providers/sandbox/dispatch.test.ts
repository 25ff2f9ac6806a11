import { expect, test } from "vitest";
import { authorization, call, harness, newInstances } from "./harness.ts";

const DOCS = "https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/";

/** A request whose every part can be changed. */
const raw = (sandbox: ReturnType<typeof harness>, change: object = {}, headers: object = {}) =>
  sandbox.dispatch({
    method: "POST",
    path: "/",
    headers: {
      "x-amz-target": "Lightsail_20161128.GetInstances",
      authorization: authorization(),
      ...headers,
    },
    body: "{}",
    ...change,
  });

const parsed = async (answer: ReturnType<typeof raw>) => {
  const result = await answer;
  if (result === "reset") throw new TypeError("the connection was reset");
  return { ...result, body: JSON.parse(result.body) as Record<string, unknown> };
};

test("an error has the service's own form, byte for byte", async () => {
  const answer = await raw(
    harness(),
    { body: '{"instanceName":"web-1"}' },
    { "x-amz-target": "Lightsail_20161128.GetInstance" },
  );
  expect(answer).toMatchObject({
    status: 400,
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amzn-requestid": expect.stringMatching(/^[0-9a-f-]{36}$/),
    },
    body: `{"__type":"NotFoundException","code":"DoesNotExist","docs":"${DOCS}API_GetInstance.html","message":"The Instance does not exist: web-1","tip":"Check the name and the AWS Region, and try again."}`,
  });
  expect(Object.keys((answer as { headers: object }).headers)).not.toContain("x-amzn-errortype");
});

test("times are seconds with a fraction", async () => {
  const sandbox = harness();
  await sandbox.clock.advance(124);
  const { body } = await call(sandbox, "CreateInstances", newInstances("web-1"));
  expect(body).toMatchObject({ operations: [{ createdAt: 1_768_478_400.124 }] });
});

test("an empty body is an empty input", async () => {
  expect(await raw(harness(), { body: "" })).toMatchObject({
    status: 200,
    body: '{"instances":[]}',
  });
});

test("without credentials nothing is answered; any credentials will do", async () => {
  const none = parsed(raw(harness(), {}, { authorization: undefined }));
  expect(await none).toMatchObject({
    status: 403,
    body: { __type: "MissingAuthenticationToken", message: "Missing Authentication Token" },
  });
  const basic = parsed(raw(harness(), {}, { authorization: "Basic eDp5" }));
  expect(await basic).toMatchObject({ status: 400, body: { __type: "IncompleteSignature" } });
});

test.each(["mars-north-1", "..", "../../etc", "constructor"])(
  "refuses the region %s",
  async (region) => {
    const answer = parsed(raw(harness(), {}, { authorization: authorization(region) }));
    expect((await answer).body["__type"]).toMatch(
      /UnrecognizedClientException|IncompleteSignature/,
    );
  },
);

test.each([
  ["no such operation", {}, { "x-amz-target": "Lightsail_20161128.MakeCoffee" }],
  ["a prototype's member", {}, { "x-amz-target": "Lightsail_20161128.constructor" }],
  ["another service's target", {}, { "x-amz-target": "DynamoDB_20120810.ListTables" }],
  ["no target", {}, { "x-amz-target": undefined }],
  ["GET", { method: "GET" }, {}],
])("answers 404 to %s", async (_what, change, headers) => {
  expect(await parsed(raw(harness(), change, headers))).toMatchObject({
    status: 404,
    body: { __type: "UnknownOperationException" },
  });
});

test("an operation that is known but not built is named", async () => {
  const answer = await call(harness(), "StopGUISession", {});
  expect(answer).toMatchObject({
    status: 400,
    body: {
      __type: "InvalidInputException",
      code: "UnsupportedOperation",
      message: expect.stringContaining("The sandbox does not build StopGUISession."),
    },
  });
});

test.each(["{", "nul", "\u0000", "{'a':1}"])("a body that is not JSON: %j", async (body) => {
  expect(await call(harness(), "GetInstances", body)).toMatchObject({
    status: 400,
    body: { __type: "SerializationException" },
  });
});

test("every fault of the input is named at once", async () => {
  const { body } = await call(harness(), "CreateInstances", {
    instanceNames: "web-1",
    availabilityZone: 1,
    blueprintId: " ",
    ipAddressType: "ipv5",
    addOns: [{}],
  });
  expect(body["message"]).toBe(
    [
      "6 validation errors detected: Value 'web-1' at 'instanceNames' failed to satisfy constraint: Member must be a list",
      "Value '1' at 'availabilityZone' failed to satisfy constraint: Member must be a string",
      "Value ' ' at 'blueprintId' failed to satisfy constraint: Member must satisfy regular expression pattern: \\S",
      "Value null at 'bundleId' failed to satisfy constraint: Member must not be null",
      "Value null at 'addOns.1.member.addOnType' failed to satisfy constraint: Member must not be null",
      "Value 'ipv5' at 'ipAddressType' failed to satisfy constraint: Member must satisfy enum value set: [dualstack, ipv4, ipv6]",
    ].join("; "),
  );
});

test("null is as good as absent, and unknown members are ignored", async () => {
  const input = { ...newInstances("web-1"), tags: null, somethingNew: { a: 1 } };
  expect((await call(harness(), "CreateInstances", input)).status).toBe(200);
});

const form = (service: string, body: string, region = "eu-west-1") =>
  harness().dispatch({
    method: "POST",
    path: "/",
    headers: { authorization: authorization(region, service) },
    body,
  });

test("STS says who calls", async () => {
  const answer = await form("sts", "Action=GetCallerIdentity&Version=2011-06-15");
  expect(answer).toMatchObject({
    status: 200,
    headers: { "content-type": "text/xml" },
    body: expect.stringContaining("<Account>123456789012</Account>"),
  });
});

test("EC2 lists the zones", async () => {
  const answer = await form(
    "ec2",
    "Action=DescribeAvailabilityZones&Version=2016-11-15&ZoneName.1=eu-west-1b",
  );
  expect((answer as { body: string }).body.match(/<zoneName>[^<]*/g)).toEqual([
    "<zoneName>eu-west-1b",
  ]);
});

test.each(["sts", "ec2"])("other calls of %s are refused by name", async (service) => {
  const answer = await form(service, "Action=Do%3C%26Thing");
  expect(answer).toMatchObject({
    status: 400,
    body: expect.stringContaining(`does not build ${service}:Do&lt;&amp;Thing.`),
  });
});
