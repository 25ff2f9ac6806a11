import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import type { SleepRecord } from "../../../src/core/records/sleep.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeDocker, fakeDocker, fakeTenant } from "../../helpers/fake-docker.ts";

const EXAMPLE = fileURLToPath(new URL("../../../config/examples/platform.yml", import.meta.url));
const DAY = 86_400;

let cli: Cli;
let base: Cli & { dispose: () => void };
let docker: FakeDocker;
let server: Server;
/** Seconds since each tenant was used, as Prometheus says. */
let idle: Record<string, number>;

beforeEach(async () => {
  idle = {};
  server = createServer((_request, response) => {
    const result = Object.entries(idle).map(([tenant, seconds]) => ({
      ...{ metric: { tenant }, value: [1, String(seconds)] },
    }));
    response.end(JSON.stringify({ status: "success", data: { resultType: "vector", result } }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = makeCli();
  docker = fakeDocker(base.directory, [
    { id: "n1", name: "worker-1", labels: { "quants-ctl.pool": "low" } },
  ]);
  cli = base.with({
    env: { QUANTS_CTL_DOCKER: docker.path, PATH: process.env["PATH"] ?? "" },
  });
  platform();
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  base.dispose();
});

/** The example with two parts a tenant, and this Prometheus. */
function platform(hibernation: object = {}): void {
  const document = parse(readFileSync(EXAMPLE, "utf8")) as Record<string, object>;
  const port = (server.address() as AddressInfo).port;
  const components = {
    postgres: { cpu: 0.2, memory_mb: 256, image: "postgres" },
    bot: { cpu: 0.4, memory_mb: 512, stops: "bots", image: "bot" },
  };
  const file = {
    ...document,
    ...{ components, kubernetes: undefined, prometheus: `http://127.0.0.1:${port}` },
    hibernation: { ...document["hibernation"], ...hibernation },
  };
  writeFileSync(join(base.directory, "platform.yml"), stringify(file));
}

function tenants(...names: (string | [name: string, more: { tier?: string; stage?: string }])[]) {
  docker.change((state) => {
    state.services = names.flatMap((it) =>
      typeof it === "string" ? fakeTenant(it, "n1") : fakeTenant(it[0], "n1", it[1]),
    );
  });
}

async function run(line = "", status = 0): Promise<Record<string, SleepRecord>> {
  const result = await cli(`tenant hibernate run --output json ${line}`.trim());
  expect(result).toMatchObject({ status });
  const records = result.json() as SleepRecord[];
  return Object.fromEntries(records.map((it) => [it.tenant, it]));
}
const replicas = (): Record<string, number> =>
  Object.fromEntries(docker.state().services.map((it) => [it.name, it.replicas]));

test("those sleep that are idle by their tier; the data goes on", async () => {
  tenants("ada", "bob", ["cyd", { tier: "pro" }], ["dee", { tier: "premium" }], "eve");
  idle = { ada: 8 * DAY, bob: 6 * DAY, cyd: 31 * DAY, dee: 99 * DAY };
  expect(await run()).toMatchObject({
    ada: { result: "sleeps", from: "awake", to: "bots", reason: "idle for 8 days" },
    bob: { result: "stays" },
    cyd: { result: "told", to: "awake" },
    dee: { result: "stays", reason: "its tier never sleeps" },
    eve: { result: "stays", reason: "its use is not measured, and so it is not idle" },
  });
  expect(replicas()).toMatchObject({
    ...{ "qt-ada_bot": 0, "qt-ada_postgres": 1, "qt-bob_bot": 1, "qt-cyd_bot": 1 },
  });
  expect(docker.state().services[0]?.labels["quants-ctl.stage"]).toBe("bots");
  expect(docker.state().configs).toEqual([]);
  // A second run finds nothing to do.
  expect((await run())["ada"]).toMatchObject({ result: "stays", from: "bots" });
});

test("a dry run changes nothing", async () => {
  tenants("ada");
  idle = { ada: 8 * DAY };
  expect((await run("--dry-run"))["ada"]).toMatchObject({ result: "planned", to: "bots" });
  expect(replicas()["qt-ada_bot"]).toBe(1);
});

test("open orders keep a tenant awake, and so does a probe without an answer", async () => {
  tenants("ada", "bob");
  idle = { ada: 8 * DAY, bob: 8 * DAY };
  const probe = 'test "$1" = bob && exit 3; echo "2 orders are open"; exit 1';
  platform({ veto: ["/bin/sh", "-c", probe, "probe", "{{tenant}}"] });
  expect(await run()).toMatchObject({
    ada: { result: "stays", reason: "idle for 8 days, but 2 orders are open" },
    bob: { result: "stays", reason: "idle for 8 days, but its probe ended with status 3" },
  });
  expect(replicas()["qt-ada_bot"]).toBe(1);
});

test("one that fails does not keep the others from sleeping; 6 when some did", async () => {
  tenants("ada", "bob");
  idle = { ada: 8 * DAY, bob: 8 * DAY };
  docker.refuse("service scale --detach qt-ada_", "Error response from daemon: rpc error: gone");
  const found = await run("", 6);
  expect(found).toMatchObject({ ada: { result: "failed" }, bob: { result: "sleeps" } });
  expect(docker.state().configs).toEqual([]);
});

test("a tenant's own name is no subcommand, and one word only", async () => {
  tenants("ada");
  expect((await cli("tenant hibernate ada")).status).toBe(0);
  expect(replicas()["qt-ada_bot"]).toBe(0);
  expect((await cli("tenant hibernate ada bob")).status).toBe(2);
  expect((await cli("tenant create run --tier free")).status).toBe(2);
});

describe("is refused, with nothing changed", () => {
  test.each([["no query", { idle_query: undefined }, 4, "has no hibernation.idle_query"]])(
    "%s",
    async (_title, hibernation, status, message) => {
      tenants("ada");
      platform(hibernation);
      const result = await cli("tenant hibernate run --output json");
      expect(result.status).toBe(status);
      expect(result.error()["message"]).toContain(message);
      expect(result.stdout).toBe("");
    },
  );

  test("a Prometheus that does not answer, and an engine that does not", async () => {
    tenants("ada");
    const dead = await cli("tenant hibernate run --prometheus http://127.0.0.1:65535");
    expect(dead.status).toBe(8);
    expect(replicas()["qt-ada_bot"]).toBe(1);
    docker.refuse(
      "node ls",
      "Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?",
    );
    expect((await cli("tenant hibernate run")).status).toBe(8);
  });
});
