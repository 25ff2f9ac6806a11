import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { type ErrorCode, errorToJson, QuantsError } from "../../../src/core/errors.ts";
import { LightsailManager } from "../../../src/providers/lightsail/manager.ts";
import { failure } from "../../contract/infra-manager.contract.ts";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { CREDENTIALS, REGION } from "./harness.ts";

interface Served {
  manager: LightsailManager;
  endpoint: string;
  /** Requests that arrived. */
  count: () => number;
}

/** The real SDK over HTTP to a server that answers as told. */
async function serve(
  answer: (response: ServerResponse, request: IncomingMessage) => void,
): Promise<Served> {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    request.resume().on("end", () => answer(response, request));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { manager: at(endpoint), endpoint, count: () => requests };
}

function at(endpoint: string, region = REGION): LightsailManager {
  const clock = fakeClock({ auto: true });
  return new LightsailManager({ region, endpoint, credentials: CREDENTIALS, clock, env: {} });
}

function refusal(status: number, body: Record<string, unknown>) {
  return (response: ServerResponse): void => {
    response.writeHead(status, {
      "content-type": "application/x-amz-json-1.1",
      "x-amzn-requestid": "11111111-2222-3333-4444-555555555555",
    });
    response.end(JSON.stringify(body));
  };
}

/** `__type`, the other members of the body, the status, the code that it becomes. */
type Case = [type: string, body: Record<string, unknown>, status: number, code: ErrorCode];

const CASES: Case[] = [
  [
    "NotFoundException",
    { code: "DoesNotExist", message: "The Instance does not exist: web-1" },
    400,
    "not_found",
  ],
  ["DoesNotExist", { message: "The Instance does not exist: web-1" }, 400, "not_found"],
  [
    "SomethingElse",
    { code: "DoesNotExist", message: "The StaticIp does not exist: web-1" },
    404,
    "not_found",
  ],
  [
    "InvalidInputException",
    { code: "NameExists", message: "Some names are already in use: web-1" },
    400,
    "name_in_use",
  ],
  ["NameExists", { message: "Some names are already in use: web-1" }, 400, "name_in_use"],
  [
    "InvalidInputException",
    { message: "Some names are already in use: web-1" },
    400,
    "name_in_use",
  ],
  [
    "InvalidInputException",
    {
      message:
        "Sorry, you've reached your maximum limit of Lightsail Instances : 20.\n If you're new to Lightsail, please try again later.",
    },
    400,
    "quota_exceeded",
  ],
  [
    "InvalidInputException",
    { message: "You've reached the maximum size limit of all disks in this account." },
    400,
    "quota_exceeded",
  ],
  [
    "InvalidInputException",
    { message: "You've reached the limit of disks in this account." },
    400,
    "quota_exceeded",
  ],
  ["ServiceQuotaExceededException", { message: "Too many." }, 400, "quota_exceeded"],
  [
    "OperationFailureException",
    {
      message:
        "InsufficientInstanceCapacity: There is not enough capacity to fulfill your instance request.",
    },
    400,
    "capacity",
  ],
  [
    "InvalidInputException",
    { message: "We're sorry, your AWS account is pending verification. Please try again later" },
    400,
    "account_not_ready",
  ],
  ["AccountSetupInProgressException", { message: "Setting up." }, 400, "account_not_ready"],
  ["RegionSetupInProgressException", { message: "Setting up." }, 428, "account_not_ready"],
  [
    "OptInRequired",
    { message: "The AWS access key ID needs a subscription for the service." },
    403,
    "account_not_ready",
  ],
  [
    "ExpiredTokenException",
    { message: "The security token included in the request is expired" },
    400,
    "credentials_expired",
  ],
  [
    "ExpiredToken",
    { message: "The security token included in the request is expired" },
    403,
    "credentials_expired",
  ],
  ["RequestExpired", { message: "Request has expired." }, 400, "credentials_expired"],
  [
    "UnrecognizedClientException",
    { message: "The security token included in the request is invalid." },
    403,
    "credentials_invalid",
  ],
  [
    "InvalidClientTokenId",
    { message: "The security token included in the request is invalid." },
    403,
    "credentials_invalid",
  ],
  ["UnauthenticatedException", { message: "Not authenticated." }, 400, "credentials_invalid"],
  [
    "InvalidSignatureException",
    { message: "The request signature we calculated does not match." },
    403,
    "credentials_invalid",
  ],
  [
    "InvalidSignatureException",
    { message: "Signature expired: 20260115T120000Z is now earlier than 20260115T130000Z" },
    403,
    "credentials_invalid",
  ],
  ["RequestTimeTooSkewed", { message: "Too skewed." }, 403, "credentials_invalid"],
  ["IncompleteSignature", { message: "Incomplete." }, 400, "credentials_invalid"],
  [
    "AccessDeniedException",
    {
      message:
        "User: arn:aws:iam::123456789012:user/ci is not authorized to perform: lightsail:GetInstance",
    },
    400,
    "access_denied",
  ],
  ["UnknownOperationException", {}, 404, "failed"],
  [
    "OperationFailureException",
    { message: "The instance is not in a state for this." },
    400,
    "invalid_state",
  ],
  [
    "InvalidInputException",
    { code: "UnsupportedOperation", message: "You can't stop it now." },
    400,
    "invalid_state",
  ],
  [
    "InvalidInputException",
    { message: "An operation is in progress. Please wait for it to complete before trying again." },
    400,
    "invalid_state",
  ],
  [
    "InvalidInputException",
    { message: "Please try again in a few minutes." },
    400,
    "invalid_state",
  ],
  [
    "InvalidInputException",
    {
      message:
        "You can't perform this operation because the disk is still attached to a Lightsail instance: X",
    },
    400,
    "invalid_state",
  ],
  [
    "InvalidInputException",
    { message: "The specified bundle does not exist in this region: nano_1_0" },
    400,
    "invalid_input",
  ],
  [
    "InvalidInputException",
    { message: "The GitLab CE blueprint gitlab_8_12_6 is not available in us-west-2" },
    400,
    "invalid_input",
  ],
  ["ValidationException", { message: "1 validation error detected" }, 400, "invalid_input"],
  ["SerializationException", { message: "Expected a string" }, 400, "invalid_input"],
  ["ThrottlingException", { message: "Rate exceeded" }, 400, "throttled"],
  ["Whatever", { message: "Slow down" }, 429, "throttled"],
  [
    "ServiceException",
    { message: "An unexpected error has occurred." },
    500,
    "service_unavailable",
  ],
  ["InternalFailure", { message: "Oops" }, 500, "service_unavailable"],
  ["ServiceUnavailable", { message: "Down" }, 503, "service_unavailable"],
  ["NeverHeardOf", { message: "A refusal in new words" }, 400, "failed"],
];

describe("what the service answers", () => {
  test.each(CASES)("%s %j (HTTP %i) is %s", async (type, body, status, code) => {
    const { manager } = await serve(refusal(status, { __type: type, ...body }));
    const error = await failure(manager.getInstance("web-1"));
    expect(error.code).toBe(code);
    expect(error.resource).toBe("web-1");
    expect(error.requestId).toBe("11111111-2222-3333-4444-555555555555");
    expect(error.message).toMatch(/[.!?]$/);
    expect(error.hint).toBeTruthy();
    expect(error.cause).toBeInstanceOf(Error);
  });

  test("retryable and repeated are those that time heals", async () => {
    const retryable: Record<string, boolean> = {};
    const repeated: Record<string, boolean> = {};
    for (const [type, body, status, code] of CASES) {
      const { manager, count } = await serve(refusal(status, { __type: type, ...body }));
      const error = await failure(manager.getInstance("web-1"));
      retryable[code] = (retryable[code] ?? false) || error.retryable;
      repeated[code] = (repeated[code] ?? false) || count() > 1;
    }
    const those = (flags: Record<string, boolean>): string[] =>
      Object.keys(flags)
        .filter((code) => flags[code])
        .toSorted();
    expect(those(repeated)).toEqual(["service_unavailable", "throttled"]);
    expect(those(retryable)).toEqual([
      "account_not_ready",
      "capacity",
      "invalid_state",
      "service_unavailable",
      "throttled",
    ]);
  });

  test("its documentation and tip are handed on", async () => {
    const { manager } = await serve(
      refusal(400, {
        __type: "NeverHeardOf",
        message: "No.",
        docs: "https://lightsail.aws.amazon.com/ls/docs/x",
        tip: "Do this instead.",
      }),
    );
    const error = await failure(manager.getInstance("web-1"));
    expect(errorToJson(error)).toMatchObject({
      docs: "https://lightsail.aws.amazon.com/ls/docs/x",
      hint: "Do this instead.",
      request_id: "11111111-2222-3333-4444-555555555555",
    });
  });

  test("a wrong signature gives away neither token nor canonical request", async () => {
    const { manager } = await serve(
      refusal(403, {
        __type: "InvalidSignatureException",
        message:
          "The request signature we calculated does not match the signature you provided.\n\nThe Canonical String for this request should have been\n'POST\n/\n\nx-amz-security-token:TOPSECRETTOKEN\n'",
      }),
    );
    const error = await failure(manager.getInstance("web-1"));
    const { inspect } = await import("node:util");
    expect(error.message).toContain("does not match");
    expect(inspect(error, { depth: 10 })).not.toContain("TOPSECRETTOKEN");
  });

  test("refused keys mention regions that must be enabled", async () => {
    const { endpoint } = await serve(
      refusal(403, { __type: "UnrecognizedClientException", message: "Invalid token." }),
    );
    const error = await failure(at(endpoint, "ap-east-1").listInstances());
    expect(error.message).toContain("ap-east-1");
    expect(error.hint).toContain("opt-in region");
  });

  test("a refusal names the permission that is missing", async () => {
    const { manager } = await serve(
      refusal(400, { __type: "AccessDeniedException", message: "No." }),
    );
    const error = await failure(manager.stopInstance("web-1"));
    expect(error.message).toContain("lightsail:StopInstance");
    expect(error.exitStatus).toBe(4);
  });

  test("not found says where and how to look elsewhere", async () => {
    const { manager } = await serve(
      refusal(400, { __type: "NotFoundException", message: "The Instance does not exist: web-1" }),
    );
    const error = await failure(manager.getInstance("web-1"));
    expect(error.message).toBe(`The instance "web-1" does not exist in ${REGION}.`);
    expect(error.hint).toContain("quants-ctl infra list --region all");
  });
});

describe("what is no answer of Lightsail's", () => {
  test("nobody listens", async () => {
    const endpoint = `http://127.0.0.1:${await closedPort()}`;
    const error = await failure(at(endpoint).listInstances());
    expect(error).toMatchObject({ code: "endpoint_unreachable", exitStatus: 8, retryable: true });
    expect(error.message).toContain(endpoint);
    expect(error.message).toContain("ECONNREFUSED");
    expect(error.hint).toContain("sandbox start");
  });

  test("nobody listens on either address of a name", async () => {
    const endpoint = `http://localhost:${await closedPort()}`;
    const error = await failure(at(endpoint).listInstances());
    expect(error.code).toBe("endpoint_unreachable");
    expect(error.message).toContain("ECONNREFUSED");
  });

  /** What Node and the SDK's own handler throw where no server can be made to cause it. */
  const broken: [what: string, error: Error, code: ErrorCode, repeated: boolean][] = [
    [
      "an unknown host",
      coded("ENOTFOUND", "getaddrinfo ENOTFOUND x"),
      "endpoint_unreachable",
      true,
    ],
    [
      "a DNS that is down",
      coded("EAI_AGAIN", "getaddrinfo EAI_AGAIN x"),
      "endpoint_unreachable",
      true,
    ],
    [
      "no way to the host",
      coded("EHOSTUNREACH", "connect EHOSTUNREACH"),
      "endpoint_unreachable",
      true,
    ],
    ["no network", coded("ENETUNREACH", "connect ENETUNREACH"), "endpoint_unreachable", true],
    [
      "a connection that is never made",
      named(
        "TimeoutError",
        "@smithy/node-http-handler - the request socket did not establish a connection with the server within the configured timeout of 10000 ms.",
      ),
      "endpoint_unreachable",
      true,
    ],
    [
      "an answer that never comes",
      Object.assign(
        named("TimeoutError", "a request has exceeded the configured 60000 ms requestTimeout."),
        { code: "ETIMEDOUT" },
      ),
      "service_unavailable",
      true,
    ],
    ["a broken pipe", coded("EPIPE", "write EPIPE"), "service_unavailable", true],
    [
      "a strange certificate",
      coded("SELF_SIGNED_CERT_IN_CHAIN", "self-signed certificate in certificate chain"),
      "endpoint_unreachable",
      false,
    ],
    [
      "an expired certificate",
      coded("CERT_HAS_EXPIRED", "certificate has expired"),
      "endpoint_unreachable",
      false,
    ],
  ];

  test.each(broken)("%s", async (_, thrown, code, repeated) => {
    let requests = 0;
    const manager = new LightsailManager({
      region: REGION,
      credentials: CREDENTIALS,
      clock: fakeClock({ auto: true }),
      requestHandler: {
        handle: () => {
          requests += 1;
          return Promise.reject(thrown);
        },
      },
    });
    const error = await failure(manager.listInstances());
    expect(error.code).toBe(code);
    expect(error.message).toContain("https://lightsail.us-east-1.amazonaws.com");
    expect(error.hint).toBeTruthy();
    expect(requests).toBe(repeated ? 4 : 1);
  });

  test("a connection that breaks is tried again, and said to have broken", async () => {
    const { manager, endpoint, count } = await serve((response) => response.socket?.destroy());
    const error = await failure(manager.listInstances());
    expect(error).toMatchObject({ code: "service_unavailable", retryable: true });
    expect(error.message).toContain(endpoint);
    expect(count()).toBe(4);
  });

  test("a broken connection heals", async () => {
    let first = true;
    const { manager } = await serve((response) => {
      if (first) response.socket?.destroy();
      else refusal(200, { instances: [] })(response);
      first = false;
    });
    expect(await manager.listInstances()).toEqual([]);
  });

  test("half an answer", async () => {
    const { manager } = await serve((response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write('{"instances":[', () => response.socket?.destroy());
    });
    const error = await failure(manager.listInstances());
    expect(["service_unavailable", "endpoint_unreachable"]).toContain(error.code);
    expect(error.retryable).toBe(true);
  });

  test.each([
    [200, "<html>Log in to the hotel's network</html>", "endpoint_unreachable"],
    [403, "<html>Forbidden by proxy</html>", "endpoint_unreachable"],
    [502, "<html>Bad Gateway</html>", "service_unavailable"],
    [503, "", "service_unavailable"],
  ])("HTTP %i %j is %s", async (status, body, code) => {
    const { manager, endpoint } = await serve((response) => {
      response.writeHead(status, { "content-type": "text/html" });
      response.end(body);
    });
    const error = await failure(manager.listInstances());
    expect(error.code).toBe(code);
    expect(error.message).toContain(endpoint);
    expect(error.message).not.toContain("$response");
    expect(error.message).not.toContain("<html>");
  });

  test("HTTPS asked of a plain server", async () => {
    const { endpoint } = await serve(refusal(200, {}));
    const error = await failure(at(endpoint.replace("http:", "https:")).listInstances());
    expect(error.code).toBe("endpoint_unreachable");
  });

  test("an abort during a slow answer", async () => {
    const controller = new AbortController();
    const reason = new QuantsError("terminated", "Terminated.");
    const { manager } = await serve(() => controller.abort(reason));
    const error = await failure(manager.listInstances({ signal: controller.signal }));
    expect(error).toBe(reason);
  });
});

test.each([{}, null])(
  "an answer of %j, which leaves out what was asked for (#11.45)",
  async (body) => {
    const { manager } = await serve(refusal(200, body as Record<string, unknown>));
    expect((await failure(manager.getInstance("web-1"))).code).toBe("endpoint_unreachable");
    expect((await failure(manager.getStaticIp("web-ip"))).code).toBe("endpoint_unreachable");
    const lists = [
      manager.listInstances(),
      manager.listStaticIps(),
      manager.listBundles(),
      manager.listBlueprints(),
      manager.listRegions(),
      manager.listSnapshots(),
      manager.getFirewall("web-1"),
    ];
    // Awaited at once: what rejects while an earlier one is still open has a handler.
    const failures = await Promise.all(lists.map((list) => failure(list)));
    for (const { code } of failures) expect(code).toBe("endpoint_unreachable");
  },
);

test("what an answer names can stand in a command to paste (#11.53)", async () => {
  const instance = { name: "web-1", location: { regionName: "x; rm -rf ~" }, bundleId: "nano_3_0" };
  const odd = await serve(refusal(200, { instances: [instance], instance }));
  expect((await odd.manager.getInstance("web-1")).region).toBe(REGION);
  for (const more of [{ name: "a b" }, { name: "$(id)" }, { bundleId: "'" }]) {
    const hostile = { ...instance, ...more };
    const { manager } = await serve(refusal(200, { instances: [hostile], instance: hostile }));
    expect((await failure(manager.getInstance("web-1"))).code).toBe("endpoint_unreachable");
    expect((await failure(manager.listInstances())).code).toBe("endpoint_unreachable");
  }
});

test("a static IP that is not there", async () => {
  const { manager } = await serve(
    refusal(400, { __type: "NotFoundException", message: "The StaticIp does not exist: web-ip" }),
  );
  const error = await failure(manager.getStaticIp("web-ip"));
  expect(error.message).toBe(`The static IP "web-ip" does not exist in ${REGION}.`);
});

describe("what is wrong before any call", () => {
  test.each(["", "not a url", "ftp://host", "127.0.0.1:4599"])("the endpoint %j", async (bad) => {
    const error = await failure(at(bad).listInstances());
    expect(error.code).toBe("config_invalid");
  });

  test.each(["", "US-EAST-1", "us east 1", "evil.com/"])("the region %j", async (bad) => {
    const error = await failure(at("http://127.0.0.1:9", bad).listInstances());
    expect(error.code).toBe("invalid_input");
  });
});

function coded(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

async function closedPort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
