import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { signedJson } from "../../../src/providers/aws/signed-request.ts";

const REGION = "us-east-1";

/** A client of a server that answers everything, and the services that its requests were signed for. */
async function client() {
  const signedFor: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    const scope = /Credential=[^/]+\/\d+\/([^/]+\/[^/]+)\//.exec(
      request.headers.authorization ?? "",
    );
    signedFor.push(scope?.[1]);
    response.writeHead(200, { "content-type": "application/x-amz-json-1.1" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "none" };
  const logs = new CloudWatchLogsClient({ endpoint, region: REGION, credentials });
  const own = () => logs.send(new DescribeLogGroupsCommand({}));
  const others = () =>
    signedJson(
      logs.config,
      {
        method: "GET",
        ...{ endpoint, path: "/environments/ci" },
        ...{ service: "airflow", region: "eu-west-1" },
      },
      AbortSignal.timeout(60_000),
    );
  return { own, others, signedFor };
}

test("a request is signed for its service, whatever its client was used for before", async () => {
  const { own, others, signedFor } = await client();
  await own();
  await others();
  expect(signedFor).toEqual([`${REGION}/logs`, "eu-west-1/airflow"]);
});

test("and the client goes on signing for its own", async () => {
  const { own, others, signedFor } = await client();
  await others();
  await own();
  expect(signedFor).toEqual(["eu-west-1/airflow", `${REGION}/logs`]);
});
