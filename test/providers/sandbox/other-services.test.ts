import { describe, expect, test } from "vitest";
import { createSandbox } from "../../../src/providers/sandbox/index.ts";
import type { WireResponse } from "../../../src/providers/sandbox/protocol/response.ts";
import { authorization, call, harness, newInstances, REGION } from "./harness.ts";

const SERVES = "the sandbox serves Amazon Lightsail, with sts:GetCallerIdentity";

interface Sent {
  method?: string;
  path?: string;
  body?: string;
  headers?: Record<string, string>;
}

/** One request as a client of another service sends it. */
async function foreign(service: string, request: Sent): Promise<WireResponse> {
  const answer = await harness().dispatch({
    method: request.method ?? "POST",
    path: request.path ?? "/",
    headers: { authorization: authorization("eu-west-1", service), ...request.headers },
    body: request.body ?? "",
  });
  if (answer === "reset") throw new TypeError("the connection was reset");
  return answer;
}

test.each(["1.0", "1.1"])("a JSON %s service is answered in its form (#11.8)", async (version) => {
  const type = `application/x-amz-json-${version}`;
  const answer = await foreign("dynamodb", {
    headers: { "content-type": type, "x-amz-target": "DynamoDB_20120810.ListTables" },
    body: "{}",
  });
  expect(answer).toMatchObject({ status: 400, headers: { "content-type": type } });
  const { __type, message } = JSON.parse(answer.body) as Record<string, string>;
  expect(__type).toBe("UnknownOperationException");
  expect(message).toContain("does not build dynamodb:ListTables. That is Amazon DynamoDB;");
  expect(message).toContain(SERVES);
});

test("a REST JSON service is answered in its form (#11.8)", async () => {
  const answer = await foreign("lambda", { method: "GET", path: "/2015-03-31/functions?Max=1" });
  expect(answer).toMatchObject({
    status: 400,
    headers: {
      "content-type": "application/json",
      "x-amzn-errortype": "UnknownOperationException",
    },
  });
  expect((JSON.parse(answer.body) as { message: string }).message).toContain(
    "does not build lambda:GET /2015-03-31/functions. That is AWS Lambda;",
  );
});

test.each([
  ["s3", 501, "NotImplemented", /^<\?xml [^>]*>\n<Error><Code>/, "Amazon S3"],
  [
    "route53",
    400,
    "InvalidAction",
    /<ErrorResponse><Error><Type>Sender<\/Type><Code>/,
    "Amazon Route 53",
  ],
])("%s is answered in REST XML (#11.8)", async (service, status, code, form, name) => {
  const answer = await foreign(service, { method: "GET", path: "/a&b<c?list" });
  expect(answer).toMatchObject({ status, headers: { "content-type": "text/xml" } });
  expect(answer.body).toMatch(form);
  expect(answer.body).toContain(`<Code>${code}</Code>`);
  expect(answer.body).toContain(`does not build ${service}:GET /a&amp;b&lt;c. That is ${name};`);
  expect(answer.body).toContain(SERVES);
});

test.each([
  ["iam", /<ErrorResponse><Error><Type>Sender<\/Type><Code>InvalidAction<\/Code>/, "AWS IAM"],
  ["ec2", /<Response><Errors><Error><Code>InvalidAction<\/Code>/, "Amazon EC2"],
  ["autoscaling", /<ErrorResponse>/, "another service of AWS"],
])("%s is answered in query XML (#11.8)", async (service, form, name) => {
  const answer = await foreign(service, { body: "Action=DescribeThings&Version=2011-01-01" });
  expect(answer.status).toBe(400);
  expect(answer.body).toMatch(form);
  expect(answer.body).toContain(`does not build ${service}:DescribeThings. That is ${name};`);
});

test("a service that speaks CBOR is answered in CBOR (#11.8)", async () => {
  const answer = await foreign("monitoring", {
    path: "/service/GraniteServiceVersion20100801/operation/ListMetrics",
    headers: { "smithy-protocol": "rpc-v2-cbor", "content-type": "application/cbor" },
  });
  expect(answer).toMatchObject({
    status: 400,
    headers: { "content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor" },
  });
  const text = Buffer.from(answer.bytes ?? []).toString("latin1");
  // A map of two; a text of 6 bytes; one of 25, whose length takes a byte of its own.
  expect(text.startsWith("\u00a2\u0066__type\u0078\u0019UnknownOperationException")).toBe(true);
  expect(text).toContain("does not build monitoring:ListMetrics. That is Amazon CloudWatch;");
});

const unsigned: [request: Sent, what: string][] = [
  [
    { body: "Action=AssumeRoleWithWebIdentity&Version=2011-06-15" },
    "sts:AssumeRoleWithWebIdentity",
  ],
  [{ headers: { authorization: "AWS AKIDEXAMPLE:c2ln" }, method: "GET", path: "/b" }, "s3:GET /b"],
  [{ headers: { "x-amz-target": "DynamoDB_20120810.ListTables" } }, "dynamodb:ListTables"],
  [
    {
      method: "GET",
      path: "/b/k?X-Amz-Credential=AKIDEXAMPLE%2F20260115%2Feu-west-1%2Fs3%2Faws4_request",
    },
    "s3:GET /b/k",
  ],
];
test.each(unsigned)(
  "a service is known without a signature of version 4 too: %j (#11.8)",
  async (request, what) => {
    const answer = await foreign("", {
      ...request,
      headers: { authorization: "", ...request.headers },
    });
    expect(answer.body).toContain(`does not build ${what}.`);
  },
);

test("an unsigned request that names no service is refused as Lightsail refuses it (#11.8)", async () => {
  const answer = await foreign("", { headers: { authorization: "" }, method: "GET" });
  expect(answer.status).toBe(403);
  expect(JSON.parse(answer.body)).toMatchObject({ __type: "MissingAuthenticationToken" });
});

describe("STS AssumeRole", () => {
  const assume = (more = "", arn = "arn:aws:iam::444455556666:role/team/ops") =>
    foreign("sts", {
      body: `Action=AssumeRole&Version=2011-06-15&RoleArn=${encodeURIComponent(arn)}&RoleSessionName=me${more}`,
    });
  const element = (body: string, name: string) =>
    new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1] ?? "";

  test("gives keys for an hour, and who has them is the role (#11.8)", async () => {
    const { status, body } = await assume();
    expect(status).toBe(200);
    const arn = "arn:aws:sts::444455556666:assumed-role/ops/me";
    expect(element(body, "Arn")).toBe(arn);
    expect(element(body, "Expiration")).toBe("2026-01-15T13:00:00Z");
    const identity = await foreign("sts", {
      body: "Action=GetCallerIdentity&Version=2011-06-15",
      headers: { "x-amz-security-token": element(body, "SessionToken") },
    });
    expect(element(identity.body, "Arn")).toBe(arn);
    expect(element(identity.body, "Account")).toBe("444455556666");
  });

  test("refuses what is no role, no session or no time (#11.8)", async () => {
    const refused = [
      await assume("", "arn:aws:iam::4444:role/ops"),
      await assume("&DurationSeconds=60"),
      await foreign("sts", {
        body: "Action=AssumeRole&RoleArn=arn:aws:iam::444455556666:role/ops",
      }),
    ];
    for (const { status, body } of refused) {
      expect(status).toBe(400);
      expect(element(body, "Code")).toBe("ValidationError");
    }
  });
});

test("the account is the one that was asked for, in ARNs and for STS (#11.8)", async () => {
  const sandbox = harness({ accountId: "111122223333" });
  await call(sandbox, "CreateInstances", newInstances("web-1"));
  const { body } = await call(sandbox, "GetInstance", { instanceName: "web-1" });
  expect((body["instance"] as { arn: string }).arn).toMatch(
    /^arn:aws:lightsail:us-east-1:111122223333:Instance\//,
  );
  const identity = await sandbox.dispatch({
    method: "POST",
    path: "/",
    headers: { authorization: authorization(REGION, "sts") },
    body: "Action=GetCallerIdentity&Version=2011-06-15",
  });
  expect((identity as WireResponse).body).toContain("<Account>111122223333</Account>");
});

test.each(["", "12345678901", "1234567890123", "12345678901a", "1234-5678-9012"])(
  "%j is no account (#11.8)",
  (accountId) => {
    expect(() => createSandbox({ directory: "/nowhere", accountId })).toThrow(
      "is not an AWS account id",
    );
  },
);
