import { createServer } from "node:http";
import { join } from "node:path";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createSandbox } from "../../../src/providers/sandbox/index.ts";
import { systemClock } from "../../../src/core/clock.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";

let cli: Cli & { dispose: () => void };
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

const KEYS = {
  QUANTS_CTL_PROVIDER: "lightsail",
  AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "not-to-be-shown",
  AWS_MAX_ATTEMPTS: "1",
};

/** What answers at the endpoint, whatever is asked. */
async function answering(
  status: number,
  body: string,
  work: (endpoint: string) => Promise<void>,
): Promise<void> {
  const server = createServer((request, response) => {
    request.resume();
    request.once("end", () => response.writeHead(status).end(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const refusal = (code: string): string =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>It is not valid.</Message></Error></ErrorResponse>`;

describe("whoami", () => {
  test("on the sandbox says its account and that nothing leaves the process (#11.38)", async () => {
    const { status, json } = await cli("whoami --output json --region eu-west-1");
    expect(status).toBe(0);
    expect(json()).toEqual({
      provider: "sandbox",
      account: "123456789012",
      arn: "arn:aws:iam::123456789012:user/sandbox",
      region: "eu-west-1",
      endpoint: null,
      endpoint_kind: null,
      profile: null,
      credentials: null,
      credentials_expire_at: null,
      key_id_end: null,
      config_file: null,
    });
    expect((await cli("whoami")).stdout).toContain("Account      123456789012\n");
  });

  test("over the wire asks the token service that the endpoint has, signed, and shows no secret (#11.38)", async () => {
    const { control } = createSandbox({
      directory: join(cli.directory, "served"),
      clock: systemClock,
      accountId: "210987654321",
    });
    const server = await control.start({ port: 0, pace: "instant", accountId: "210987654321" });
    try {
      const { status, stdout, stderr, json } = await cli.with({ env: KEYS })(
        "whoami --endpoint-url",
        server.endpoint,
        "--output",
        "json",
      );
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(json()).toMatchObject({
        account: "210987654321",
        endpoint: server.endpoint,
        endpoint_kind: "local",
        credentials: "long-lived keys of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        key_id_end: "MPLE",
      });
      expect(stdout).not.toContain(KEYS.AWS_SECRET_ACCESS_KEY);
      expect(stdout).not.toContain(KEYS.AWS_ACCESS_KEY_ID);
    } finally {
      await server.stop();
    }
  });

  test.each([
    ["InvalidClientTokenId", "credentials_invalid"],
    ["ExpiredToken", "credentials_expired"],
    ["SignatureDoesNotMatch", "credentials_invalid"],
    ["AccessDenied", "access_denied"],
  ])("ends with 4 when AWS answers %s (#11.38)", async (code, expected) => {
    await answering(403, refusal(code), async (endpoint) => {
      const { status, error } = await cli.with({ env: KEYS })(
        "whoami --endpoint-url",
        endpoint,
        "--output",
        "json",
      );
      expect(status).toBe(4);
      expect(error()).toMatchObject({ code: expected });
      expect(JSON.stringify(error())).not.toContain("lightsail:GetCallerIdentity");
    });
  });

  test("without credentials ends with 4 (#11.38)", async () => {
    const { status, error } = await cli.with({ env: { QUANTS_CTL_PROVIDER: "lightsail" } })(
      "whoami --output json --endpoint-url http://127.0.0.1:9",
    );
    expect(status).toBe(4);
    expect(error()).toMatchObject({ code: "credentials_missing" });
  });

  test.each([
    [200, "{}"],
    [404, "not here"],
    [400, refusal("InvalidAction")],
    [200, "<Arn>arn:aws:iam::123456789012:user/\u001b[31m</Arn><Account>123456789012</Account>"],
  ])("says that it does not know where %d %s is answered (#11.38)", async (code, body) => {
    await answering(code, body, async (endpoint) => {
      const { status, stdout, stderr } = await cli.with({ env: KEYS })(
        "whoami --endpoint-url",
        endpoint,
      );
      expect(status).toBe(0);
      expect(stdout).toContain("Account      unknown\n");
      expect(stderr).toContain("the account is not known");
    });
  });

  test("ends within --timeout where nothing is answered (#11.38)", async () => {
    const server = createServer(() => {});
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const { status } = await cli.with({ env: KEYS })(
        "whoami --endpoint-url",
        endpoint,
        "--timeout",
        "300ms",
      );
      expect(status).toBe(7);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
