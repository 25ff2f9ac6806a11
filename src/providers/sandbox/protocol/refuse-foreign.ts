import { randomUUID } from "node:crypto";
import type { Asked, Protocol } from "./asked-service.ts";
import { encodeTexts } from "./cbor.ts";
import type { WireRequest, WireResponse } from "./response.ts";
import { escapeXml } from "./xml.ts";
import { ownValue } from "../../../core/text/own-value.ts";

/** A fault in the terms of a service that is not Lightsail. */
export interface ForeignFault {
  readonly code: string;
  readonly message: string;
}

/** Names of the services that those who work with Lightsail are likely to ask. */
const NAMES: Readonly<Record<string, string>> = {
  budgets: "AWS Budgets",
  ce: "AWS Cost Explorer",
  cloudformation: "AWS CloudFormation",
  cloudfront: "Amazon CloudFront",
  dynamodb: "Amazon DynamoDB",
  ec2: "Amazon EC2",
  ecr: "Amazon ECR",
  ecs: "Amazon ECS",
  iam: "AWS IAM",
  kms: "AWS KMS",
  lambda: "AWS Lambda",
  logs: "Amazon CloudWatch Logs",
  monitoring: "Amazon CloudWatch",
  organizations: "AWS Organizations",
  rds: "Amazon RDS",
  route53: "Amazon Route 53",
  s3: "Amazon S3",
  secretsmanager: "AWS Secrets Manager",
  sns: "Amazon SNS",
  sqs: "Amazon SQS",
  ssm: "AWS Systems Manager",
  sts: "AWS STS",
  tagging: "AWS Resource Groups Tagging",
};

const SERVED =
  "Amazon Lightsail, with sts:GetCallerIdentity, sts:AssumeRole and ec2:DescribeAvailabilityZones";

/** Another service's operation that the sandbox does not have, refused as that service would. */
export function refuseForeign(request: WireRequest, asked: Asked): WireResponse {
  const { service, operation, protocol } = asked;
  const name = ownValue(NAMES, service) ?? "another service of AWS";
  return foreignError(request, asked, {
    code: UNKNOWN[protocol],
    message:
      `The sandbox does not build ${service}:${operation}. That is ${name}; the sandbox serves ${SERVED}. ` +
      "To send other calls to AWS, set AWS_ENDPOINT_URL_LIGHTSAIL instead of AWS_ENDPOINT_URL.",
  });
}

/** What each protocol's services call an operation that they do not have. */
const UNKNOWN: Readonly<Record<Protocol, string>> = {
  json: "UnknownOperationException",
  cbor: "UnknownOperationException",
  query: "InvalidAction",
  ec2: "InvalidAction",
  s3: "NotImplemented",
  "rest-xml": "InvalidAction",
  "rest-json": "UnknownOperationException",
};

export const foreignError = (
  request: WireRequest,
  { protocol }: Asked,
  fault: ForeignFault,
): WireResponse => WRITE[protocol](fault, request);

type Write = (fault: ForeignFault, request: WireRequest) => WireResponse;

const WRITE: Readonly<Record<Protocol, Write>> = {
  json: ({ code, message }, { headers }) =>
    answer(400, jsonType(headers["content-type"]), [], { __type: code, message }),
  cbor: ({ code, message }) => ({
    ...answer(400, "application/cbor", [["smithy-protocol", "rpc-v2-cbor"]], {}),
    bytes: encodeTexts({ __type: code, message }),
  }),
  "rest-json": ({ code, message }) =>
    answer(400, "application/json", [["x-amzn-errortype", code]], { code, message }),
  query: ({ code, message }) =>
    xml(
      400,
      `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
    ),
  "rest-xml": (fault, request) => WRITE.query(fault, request),
  ec2: ({ code, message }) =>
    xml(
      400,
      `<Response><Errors><Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error></Errors><RequestID>${randomUUID()}</RequestID></Response>`,
    ),
  s3: ({ code, message }, { path }) =>
    xml(
      501,
      `<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message><Resource>${escapeXml(path.slice(0, 200))}</Resource><RequestId>${randomUUID()}</RequestId></Error>`,
    ),
};

/** Version 1.0 or 1.1, as it was asked in. */
const jsonType = (asked = ""): string =>
  `application/x-amz-json-${asked.includes("json-1.0") ? "1.0" : "1.1"}`;

const answer = (
  status: number,
  type: string,
  headers: readonly (readonly [string, string])[],
  body: object,
): WireResponse => ({
  status,
  headers: {
    "content-type": type,
    "x-amzn-requestid": randomUUID(),
    ...Object.fromEntries(headers),
  },
  body: JSON.stringify(body),
});

const xml = (status: number, body: string): WireResponse => ({
  ...answer(status, "text/xml", [], {}),
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});
