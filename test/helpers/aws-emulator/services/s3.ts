import { type Answer, type Call, perPlace, type Service } from "../call.ts";

const MISSING =
  "<Error><Code>NoSuchBucketPolicy</Code><Message>The bucket policy does not exist</Message></Error>";

/**
 * moto enforces a bucket's policy without its conditions: one that denies what comes without TLS
 * would deny everything. Policies are kept here instead.
 */
export function s3(): Service {
  const policies = perPlace(() => new Map<string, string>());
  const answers: Readonly<Record<string, (call: Call) => Answer>> = {
    PUT: (call) => {
      policies(call).set(call.path, call.body.toString());
      return { status: 204, headers: {}, body: "" };
    },
    GET: (call) => {
      const policy = policies(call).get(call.path);
      return policy === undefined
        ? { status: 404, headers: { "content-type": "application/xml" }, body: MISSING }
        : { status: 200, headers: { "content-type": "application/json" }, body: policy };
    },
    DELETE: (call) => {
      policies(call).delete(call.path);
      return { status: 204, headers: {}, body: "" };
    },
  };
  return {
    name: "s3",
    fills: {
      "^(PUT|GET|DELETE) /[^/]+$": (call, upstream) =>
        /^policy(=|$)/.test(call.search)
          ? (answers[call.method]?.(call) ?? upstream())
          : upstream(),
    },
  };
}
