import { request } from "node:http";
import {
  CreateContainerServiceCommand,
  DeleteContainerServiceCommand,
  GetContainerServicesCommand,
  UpdateContainerServiceCommand,
} from "@aws-sdk/client-lightsail";
import { expect, onTestFinished, test } from "vitest";
import { authorization, harness } from "./harness.ts";

const serviceName = "site";

async function setUp() {
  const sandbox = harness();
  const { client, control } = sandbox;
  const server = await control.start({ port: 0, pace: "instant" });
  onTestFinished(() => server.stop());
  const port = Number(new URL(server.endpoint).port);
  const host = async () => {
    const { containerServices } = await client.send(
      new GetContainerServicesCommand({ serviceName }),
    );
    return new URL(containerServices?.[0]?.url ?? "").host;
  };
  const ask = (name: string, { method = "GET", headers = {} } = {}) =>
    new Promise<{ status: number; type: string; body: string }>((resolve, reject) => {
      const asked = request(
        { host: "127.0.0.1", port, method, path: "/any", headers: { host: name, ...headers } },
        (response) => {
          let body = "";
          response.on("data", (chunk: Buffer) => (body += chunk.toString()));
          response.on("end", () => {
            const type = response.headers["content-type"] ?? "";
            resolve({ status: response.statusCode ?? 0, type, body });
          });
        },
      );
      asked.on("error", reject);
      asked.end();
    });
  return { client, host, ask };
}

const CONTAINERS = { web: { image: "nginx:1", ports: { 8080: "HTTP" as const } } };

test("the public endpoint of a container service answers a page at its own host", async () => {
  const { client, host, ask } = await setUp();
  await client.send(
    new CreateContainerServiceCommand({
      ...{ serviceName, power: "nano", scale: 1 },
      deployment: {
        containers: CONTAINERS,
        publicEndpoint: { containerName: "web", containerPort: 8080 },
      },
    }),
  );
  const name = await host();
  const page = await ask(name);
  expect(page).toMatchObject({ status: 200, type: "text/html; charset=utf-8" });
  expect(page.body).toContain("Deployment 1 of site would answer here, from port 8080");
  expect(await ask(`${name.toUpperCase()}:80`)).toMatchObject({ status: 200 });
  expect(await ask(name, { method: "HEAD" })).toMatchObject({ status: 200, body: "" });
  // No call of the API comes through at such a name.
  const headers = {
    "x-amz-target": "Lightsail_20161128.GetInstances",
    authorization: authorization(),
  };
  expect((await ask(name, { method: "POST", headers })).body).toContain("would answer here");
  expect(await ask(`${name}.evil.example`)).toMatchObject({ status: 403 });
  await client.send(new UpdateContainerServiceCommand({ serviceName, isDisabled: true }));
  expect(await ask(name)).toMatchObject({ status: 503 });
  await client.send(new DeleteContainerServiceCommand({ serviceName }));
  expect(await ask(name)).toMatchObject({ status: 404 });
});

test("without a public endpoint, or at a host that is nobody's, there is no page", async () => {
  const { client, host, ask } = await setUp();
  await client.send(new CreateContainerServiceCommand({ serviceName, power: "nano", scale: 1 }));
  const name = await host();
  expect(await ask(name)).toMatchObject({
    status: 404,
    body: expect.stringContaining("site is READY and has no public endpoint"),
  });
  for (const other of [
    name.replace("site", "none"),
    name.replace("us-east-1", "us-west-2"),
    name.replace("us-east-1", "mars-north-1"),
    name.replace(/\.[0-9a-v]{13}\./, ".0123456789abc."),
  ]) {
    expect(await ask(other)).toMatchObject({
      status: 404,
      body: expect.stringContaining("no container service at this address"),
    });
  }
});
