import { inspect } from "node:util";
import { HttpResponse } from "@smithy/core/transport";
import { describe, expect, test } from "vitest";
import { errorDocument, errorText } from "../../../src/render/errors.ts";
import { styleFor } from "../../../src/render/style.ts";
import type { QuantsError } from "../../../src/core/errors.ts";
import { failure } from "../../contract/infra-manager.contract.ts";
import { asked, harness } from "./harness.ts";

const SECRET = "SECRETSECRET";
const ACCESS = {
  privateKey: `-----BEGIN OPENSSH PRIVATE KEY-----\n${SECRET}\n-----END OPENSSH PRIVATE KEY-----`,
  certKey: `ssh-ed25519-cert-v01@openssh.com ${SECRET}`,
  password: SECRET,
  passwordData: { ciphertext: SECRET, keyPairName: SECRET },
};
const details = (hostKeys?: unknown) =>
  JSON.stringify({ accessDetails: { ...ACCESS, instanceName: "web-1", hostKeys } });

/** A manager that every request of which is answered with this. */
function answering(body: string, statusCode = 200) {
  return harness().another({
    requestHandler: {
      handle: async () => ({
        response: new HttpResponse({
          statusCode,
          headers: { "content-type": "application/x-amz-json-1.1" },
          body: Buffer.from(body),
        }),
      }),
    },
  }) as ReturnType<typeof harness>["manager"];
}

/** Everything that could ever be shown of an error: JSON, text, and the stack with --debug. */
function everything(error: QuantsError): string {
  const style = styleFor(process.stderr, { NO_COLOR: "1" });
  return [
    errorDocument(error),
    errorText(error, style, true),
    inspect(error, { depth: 20, showHidden: true }),
  ].join("\n");
}

describe("host keys", () => {
  test("are all that is taken of an answer that holds secrets", async () => {
    const key = { algorithm: "ssh-ed25519", publicKey: "AAAA", privateKey: SECRET };
    const keys = await answering(details([key])).getHostKeys("web-1");
    expect(keys).toEqual([
      {
        algorithm: "ssh-ed25519",
        public_key: "AAAA",
        fingerprint_sha256: null,
        witnessed_at: null,
        not_valid_before: null,
        not_valid_after: null,
      },
    ]);
    expect(inspect(keys, { depth: 20, showHidden: true })).not.toContain(SECRET);
  });

  test.each([
    ["[]", []],
    ["missing", undefined],
  ])("that are %s are an error", async (_, hostKeys) => {
    const error = await failure(answering(details(hostKeys)).getHostKeys("web-1"));
    expect(error).toMatchObject({ code: "invalid_state", resource: "web-1", retryable: true });
    expect(everything(error)).not.toContain(SECRET);
  });

  test("come once the instance has come up", async () => {
    const { manager, clock } = harness({ pace: "fast" });
    await manager.createInstance(asked("web-1"));
    expect((await failure(manager.getHostKeys("web-1"))).code).toBe("invalid_state");
    await clock.advance(1_000);
    expect(await manager.getHostKeys("web-1")).toHaveLength(2);
  });
});

describe("an answer with secrets that can't be read gives none of them away", () => {
  const whole = details([]);
  const unreadable: Record<string, string> = {
    "cut off within the key": whole.slice(0, whole.indexOf(SECRET) + 5),
    "broken behind the key": whole.replaceAll(SECRET, `${SECRET}"`),
    "the key alone": ACCESS.privateKey,
    "host keys that are none": details({ [SECRET]: SECRET }),
    "host keys that are text": details(SECRET),
    "null among the host keys": details([null]),
    "odd times": details([{ witnessedAt: SECRET }]),
  };
  const refused = JSON.stringify({ __type: "ServiceException", ...ACCESS, accessDetails: ACCESS });

  test.each(Object.entries(unreadable))("%s", async (_, body) => {
    const error = await failure(answering(body).getHostKeys("web-1"));
    expect(everything(error)).not.toMatch(/SECRE|CRETS/);
    expect(error.cause).toBeUndefined();
  });

  test.each([400, 403, 500])("a refusal with HTTP %s", async (status) => {
    const error = await failure(answering(refused, status).getHostKeys("web-1"));
    expect(everything(error)).not.toContain(SECRET);
  });
});
