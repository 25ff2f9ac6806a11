import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { factReader } from "../../../src/providers/aws/facts/reader.ts";
import { AwsSession } from "../../../src/providers/aws/session.ts";
import { failure } from "../../contract/infra-manager.contract.ts";
import { fakeClock } from "../../helpers/fake-clock.ts";

interface Seen {
  url: string | undefined;
  authorization: string | undefined;
}

/** Airflow's facts are asked of a server that answers so. */
async function ask(answer: (response: ServerResponse) => void) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    seen.push({ url: request.url, authorization: request.headers.authorization });
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "none" };
  const session = new AwsSession({ endpoint, credentials, env: {} });
  const clock = fakeClock({ auto: true });
  const reader = factReader({ session, region: "us-east-1", clock, probe: null });
  const type = "aws_mwaa_environment";
  const identifiers = { name: "ci" };
  const resource = { address: `${type}.this`, type, identifiers, secretReferences: [] };
  return { error: await failure(reader.read(type, resource, [resource], {})), seen };
}

test("an environment is asked for by name, signed as Airflow's", async () => {
  const { error, seen } = await ask((response) => {
    response.writeHead(404, { "x-amzn-errortype": "ResourceNotFoundException" });
    response.end('{"message":"Environment ci not found"}');
  });
  expect(error.code).toBe("not_found");
  expect(seen[0]?.url).toBe("/environments/ci");
  expect(seen[0]?.authorization).toMatch(/\/us-east-1\/airflow\/aws4_request/);
});

test.each([
  [403, "AccessDeniedException", "access_denied"],
  [400, "ValidationException", "invalid_input"],
] as const)("HTTP %i of %s is %s", async (status, type, code) => {
  const { error } = await ask((response) => {
    response.writeHead(status, { "x-amzn-errortype": type });
    response.end('{"message":"No."}');
  });
  expect(error.code).toBe(code);
});

test.each([200, 403])(
  "a page of a proxy, with HTTP %i, is no answer of the service",
  async (status) => {
    const { error } = await ask((response) => {
      response.writeHead(status, { "content-type": "text/html" });
      response.end("<html>Log in to the hotel's network</html>");
    });
    expect(error.code).toBe("endpoint_unreachable");
    expect(error.message).not.toContain("<html>");
  },
);
