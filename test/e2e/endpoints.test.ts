import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { makeWorkplace, type Workplace } from "../helpers/process.ts";

const JSON_TYPE = { "content-type": "application/x-amz-json-1.1" };

let here: Workplace;
beforeAll(() => {
  here = makeWorkplace({
    QUANTS_CTL_PROVIDER: "lightsail",
    AWS_ACCESS_KEY_ID: "any",
    AWS_SECRET_ACCESS_KEY: "any",
    AWS_REGION: "eu-west-1",
    AWS_MAX_ATTEMPTS: "2",
  });
});
afterAll(() => here.dispose());

let server: Server | undefined;
afterEach(() => {
  server?.close();
  if (server !== undefined && "closeAllConnections" in server) {
    (server as ReturnType<typeof createServer>).closeAllConnections();
  }
  server = undefined;
});

async function listen(made: Server): Promise<string> {
  server = made;
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}`;
}

const answering = (listener: RequestListener): Promise<string> => listen(createServer(listener));

/** A port that was free a moment ago. */
async function deadEndpoint(): Promise<string> {
  const endpoint = await listen(createTcpServer());
  await new Promise((resolve) => server?.close(resolve));
  return endpoint;
}

const ANSWERS: Record<string, RequestListener> = {
  "a gateway's HTML with 502": (_request, response) => {
    response.writeHead(502, { "content-type": "text/html" });
    response.end("<html><body><h1>502 Bad Gateway</h1></body></html>");
  },
  "a log-in page with 200": (_request, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end("<html><form>Please log in</form></html>");
  },
  "a redirect": (_request, response) => {
    response.writeHead(302, { location: "http://127.0.0.1:9/" });
    response.end();
  },
  "an empty body with 200": (_request, response) => {
    response.writeHead(200, JSON_TYPE);
    response.end();
  },
  "a body that breaks off": (request, response) => {
    response.writeHead(200, { ...JSON_TYPE, "content-length": "1000" });
    response.write('{"instances":[', () => request.socket.destroy());
  },
  "10 MB that are not JSON": (_request, response) => {
    response.writeHead(200, JSON_TYPE);
    response.end("x".repeat(10_000_000));
  },
  "instances that are none": (_request, response) => {
    response.writeHead(200, JSON_TYPE);
    response.end('{"instances":[null],"bundles":[null]}');
  },
  "text where a list belongs": (_request, response) => {
    response.writeHead(200, JSON_TYPE);
    response.end('{"instances":"none","bundles":"none"}');
  },
  "the same page for ever": (_request, response) => {
    response.writeHead(200, JSON_TYPE);
    response.end('{"instances":[],"bundles":[],"nextPageToken":"again"}');
  },
};

describe("an endpoint that sends", () => {
  test.each(Object.keys(ANSWERS))("%s is one clear error, not an empty list", async (what) => {
    const endpoint = await answering(ANSWERS[what] as RequestListener);
    const ended = await here.run([
      ...["infra", "list", "--output", "json", "--endpoint-url", endpoint],
    ]);
    expect(ended.stdout).toBe("");
    // A page that repeats comes from something that speaks the API, only wrongly.
    expect(ended.status).toBe(what === "the same page for ever" ? 1 : 8);
    const { code, message, hint } = ended.error();
    expect(code).not.toBe("internal");
    expect(String(message).length).toBeLessThan(300);
    expect(hint).toBeTruthy();
    expect(ended.stderr.match(/"error":/g)).toHaveLength(1);
  });

  test("10 MB that nobody asked for beside the answer is taken", async () => {
    const endpoint = await answering((_request, response) => {
      response.writeHead(200, JSON_TYPE);
      response.end(JSON.stringify({ instances: [], bundles: [], more: "x".repeat(10_000_000) }));
    });
    const ended = await here.run(["infra", "list", "-o", "json", "--endpoint-url", endpoint]);
    expect(ended).toMatchObject({ status: 0, stdout: "[]\n" });
  });

  test("another protocol's greeting is told from a network failure", async () => {
    const endpoint = await listen(
      createTcpServer((socket) => {
        socket.on("error", () => undefined);
        socket.end("SSH-2.0-OpenSSH_9.2\r\n");
      }),
    );
    const ended = await here.run(["infra", "list", "--endpoint-url", endpoint]);
    expect(ended).toMatchObject({ status: 8, stdout: "" });
    expect(ended.stderr).toContain("does not speak the protocol");
  });
});

describe("an endpoint that does not answer", () => {
  test.each([
    "infra list",
    "infra list --region eu-west-1,us-east-1",
    "infra info --name some-name",
    "infra create --name some-name",
    "infra manage --name some-name --action stop",
    "infra destroy --name some-name --yes",
    "infra bundles",
  ])("is said to refuse: %s", async (line) => {
    const endpoint = await deadEndpoint();
    const ended = await here.run([...line.split(" "), "--endpoint-url", endpoint]);
    expect(ended).toMatchObject({ status: 8, stdout: "" });
    expect(ended.stderr).toContain(`${endpoint} could not be reached`);
    expect(ended.stderr).toContain("quants-ctl sandbox start");
  });

  test.each([
    ["infra create --name some-name", "No answer came within 1 s"],
    ["infra destroy --name some-name --yes", "No answer came within 1 s"],
  ])("is given up after --timeout: %s", async (line, why) => {
    const endpoint = await answering(() => undefined);
    const ended = await here.run([
      ...[...line.split(" "), "--timeout", "1s", "--endpoint-url", endpoint, "--output", "json"],
    ]);
    expect(ended).toMatchObject({ status: 7, stdout: "" });
    expect(ended.error()["message"]).toContain(why);
  });

  test("is given up after --timeout", async () => {
    const endpoint = await answering(() => undefined);
    const ended = await here.run([
      ...["infra", "manage", "--name", "some-name", "--action", "stop", "--timeout", "1s"],
      ...["--endpoint-url", endpoint],
    ]);
    expect(ended).toMatchObject({ status: 8, stdout: "" });
    expect(ended.stderr).toContain("did not answer");
  });

  test.each([
    "infra list",
    "infra list --region eu-west-1,us-east-1",
    "infra info --name some-name",
    "infra metrics some-name --metric cpu",
    "infra bundles",
    "cost",
    "cost waste",
  ])("is given up after --timeout, though nothing waits: %s", async (line) => {
    const endpoint = await answering(() => undefined);
    const ended = await here.run([
      ...[...line.split(" "), "--timeout", "500ms", "--endpoint-url", endpoint, "-o", "json"],
    ]);
    expect(ended).toMatchObject({ status: 7, stdout: "" });
    expect(ended.error()).toMatchObject({ code: "wait_timeout", retryable: true });
    expect(ended.stderr).toContain("No answer came within 0.5 s.");
  });

  test.each([
    "infra list",
    "infra info some-name",
    "infra ip list",
    "infra ip allocate some-ip",
    "infra ip release some-ip --yes",
    "infra tag set some-name --tag A=b",
    "infra ports list --name some-name",
    "infra ports open https@world --name some-name --yes",
    "infra snapshot list",
    "backup plan",
    "inventory",
    "cost",
  ])("nor ends its answer, is given up after --timeout: %s (#11.47)", async (line) => {
    const drips = new Set<NodeJS.Timeout>();
    const endpoint = await answering((_request, response) => {
      response.writeHead(200, JSON_TYPE);
      const drip = setInterval(() => void response.write(" "), 50);
      drips.add(drip);
      response.on("close", () => clearInterval(drip));
    });
    const words = [...line.split(" "), "--timeout", "700ms", "--endpoint-url", endpoint];
    const ended = await here.run(words, { env: { QUANTS_CTL_OUTPUT: "json" } });
    for (const drip of drips) clearInterval(drip);
    expect(ended).toMatchObject({ status: 7, stdout: "" });
    expect(ended.error()).toMatchObject({ code: "wait_timeout" });
  });

  test("is given up once an answer is larger than any of Lightsail's (#11.47)", async () => {
    let sent = 0;
    const piece = Buffer.alloc(1_000_000, " ");
    const endpoint = await answering((_request, response) => {
      response.writeHead(200, JSON_TYPE);
      const more = (): void => {
        while (!response.destroyed && response.write(piece)) sent += 1;
        response.once("drain", more);
      };
      more();
    });
    const ended = await here.run(["infra", "list", "-o", "json", "--endpoint-url", endpoint]);
    expect(ended).toMatchObject({ status: 8, stdout: "" });
    expect(sent).toBeLessThan(1_000);
  });

  test.each(["{}", "null", '{"Instances":[]}'])(
    "with an answer of %s, nothing is all clear (#11.45)",
    async (body) => {
      const endpoint = await answering((_request, response) => {
        response.writeHead(200, JSON_TYPE);
        response.end(body);
      });
      for (const line of ["infra list", "infra ports audit --fail-on-open", "backup run --yes"]) {
        const ended = await here.run([...line.split(" "), "--endpoint-url", endpoint]);
        expect(ended).toMatchObject({ status: 8, stdout: "" });
      }
    },
  );

  test("is a finding of doctor, which ends in time", async () => {
    const endpoint = await answering(() => undefined);
    const ended = await here.run([
      ...["doctor", "--timeout", "500ms", "--endpoint-url", endpoint, "-o", "json"],
    ]);
    expect(ended.status).toBe(1);
    expect(ended.json()).toContainEqual(
      expect.objectContaining({ check: "endpoint", status: "problem" }),
    );
  });

  test.each([
    { signal: "SIGINT", status: 130 },
    { signal: "SIGTERM", status: 143 },
  ] as const)("can be left with $signal", async ({ signal, status }) => {
    let running: ReturnType<Workplace["start"]> | undefined;
    // Once, whatever the number of requests: while a process ends, a second one just kills it.
    let kill = (): void => running?.kill(signal);
    const endpoint = await answering(() => {
      kill();
      kill = () => undefined;
    });
    running = here.start(["infra", "list", "--output", "json", "--endpoint-url", endpoint]);
    const ended = await running.ended;
    expect(ended).toMatchObject({ status, stdout: "", signal: null });
  });
});

test.each([
  { what: "no credentials", env: { AWS_ACCESS_KEY_ID: undefined }, status: 4 },
  {
    what: "a profile that is not there",
    env: { AWS_ACCESS_KEY_ID: undefined, AWS_PROFILE: "absent" },
    status: 4,
  },
  {
    what: "an endpoint that is no address",
    env: { AWS_ENDPOINT_URL: "localhost:4599" },
    status: 4,
  },
])("with $what: one clear error, and no request", async ({ env, status }) => {
  let requests = 0;
  const endpoint = await answering((_request, response) => {
    requests += 1;
    response.end();
  });
  const ended = await here.run(["infra", "list"], { env: { AWS_ENDPOINT_URL: endpoint, ...env } });
  expect(ended).toMatchObject({ status, stdout: "" });
  expect(ended.stderr).toMatch(/^error: .+\n {2}hint: .+\n$/);
  expect(requests).toBe(0);
});
