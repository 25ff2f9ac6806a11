import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import type { TenantCostsRecord } from "../../../src/core/records/tenant-costs.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeDocker, fakeDocker, fakeTenant } from "../../helpers/fake-docker.ts";

const EXAMPLE = fileURLToPath(new URL("../../../config/examples/platform.yml", import.meta.url));

let cli: Cli;
let base: Cli & { dispose: () => void };
let docker: FakeDocker;

beforeEach(async () => {
  base = makeCli();
  const pool = { "quants-ctl.pool": "low" };
  docker = fakeDocker(base.directory, [
    { id: "n0", name: "portal", manager: true },
    { id: "n1", name: "worker-1", labels: pool, cpu: 8, memoryMb: 32_768 },
    { id: "n2", name: "worker-2", labels: pool, cpu: 8, memoryMb: 32_768 },
  ]);
  const parts = ["postgres", "redis", "hummingbot", "dashboard", "monitoring"];
  docker.change((state) => {
    state.services = [
      ...fakeTenant("ada", "n1", { parts, bots: "binance=2" }),
      ...fakeTenant("bob", "n1", { parts, stage: "rest" }),
      ...fakeTenant("cyd", "n2", { parts, tier: "pro" }),
    ];
  });
  cli = base.with({
    env: { QUANTS_CTL_DOCKER: docker.path, PATH: process.env["PATH"] ?? "" },
  });
  copyFileSync(EXAMPLE, join(base.directory, "platform.yml"));
  await cli("infra create --name worker-1 --name worker-2 --bundle 2xlarge_3_0 --quiet");
});
afterEach(() => base.dispose());

test("each tenant has its share of its server's price; tiers, sleep and what is unused", async () => {
  const result = await cli("cost tenants --output json");
  expect(result).toMatchObject({ status: 0, stderr: "" });
  const record = result.json() as TenantCostsRecord;
  // Two plans of 164; the portal has no pool, and is no worker.
  expect(record).toMatchObject({
    platform: "bots",
    servers_usd: 328,
    complete: true,
    unpriced: [],
  });
  const [ada, bob, cyd] = record.tenants;
  const share = (cpu: number, memory: number): number => (164 * (cpu / 8 + memory / 32_768)) / 2;
  expect(ada?.reserved_usd).toBeCloseTo(share(0.5, 512), 6);
  expect(cyd?.reserved_usd).toBeCloseTo(share(2, 2048), 6);
  // Only its database: 0.2 of 0.9 CPU, 256 of 1,216 MB, in whole MB.
  expect(bob?.reserved_usd).toBeCloseTo(share((0.5 * 0.2) / 0.9, 108), 6);
  expect(bob?.saved_usd).toBeCloseTo((ada?.reserved_usd ?? 0) - (bob?.reserved_usd ?? 0), 6);
  expect(ada?.rated_usd).toBeCloseTo(730 * (0.5 * 0.05 + 0.5 * 0.01 + 2 * 0.001), 6);
  expect(record.tiers).toMatchObject([
    { tier: "free", tenants: 2, asleep: 1 },
    { tier: "pro", tenants: 1, asleep: 0, saved_usd: 0 },
  ]);
  const all = record.tenants.reduce((sum, it) => sum + (it.reserved_usd ?? 0), 0);
  expect(record.unused_usd).toBeCloseTo(328 - all, 6);
});

test("a worker without a price makes it incomplete, and the status says so", async () => {
  await cli("infra destroy --name worker-2 --yes --quiet");
  const result = await cli("cost tenants --output json");
  expect(result.status).toBe(3);
  expect(result.json()).toMatchObject({
    complete: false,
    unpriced: ["worker-2"],
    servers_usd: 164,
  });
  expect(result.error()["message"]).toContain("No price is known of worker-2");
});

test("by use, where Prometheus measures it", async () => {
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.once("end", () => {
      const value = body.includes("memory") ? "256" : "0.25";
      const result = [{ metric: { tenant: "ada" }, value: [1, value] }];
      response.end(JSON.stringify({ status: "success", data: { resultType: "vector", result } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const result = await cli(`cost tenants --prometheus http://127.0.0.1:${port} --output json`);
  const { tenants } = result.json() as TenantCostsRecord;
  expect(tenants[0]?.used_usd).toBeCloseTo((tenants[0]?.reserved_usd ?? 0) / 2, 6);
  expect(tenants[1]?.used_usd).toBeNull();
});

test("for a person, and without any tenant", async () => {
  const shown = await cli("cost tenants");
  expect(shown.stdout).toMatch(/Servers +\$328\.00 a month/);
  expect(shown.stdout).toMatch(/ada +free +worker-1/);
  docker.change((state) => {
    state.services = [];
  });
  expect((await cli("cost tenants --output json")).json()).toMatchObject({
    ...{ tenants: [], tiers: [], unused_usd: 328 },
  });
});
