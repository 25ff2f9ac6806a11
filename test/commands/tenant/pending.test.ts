import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeDocker, fakeDocker } from "../../helpers/fake-docker.ts";

const EXAMPLE = fileURLToPath(new URL("../../../config/examples/platform.yml", import.meta.url));

let cli: Cli;
let base: Cli & { dispose: () => void };
let docker: FakeDocker;

beforeEach(() => {
  base = makeCli();
  docker = fakeDocker(base.directory, [
    { id: "n0", name: "portal", manager: true },
    { id: "n1", name: "worker-1", labels: { "quants-ctl.pool": "low" }, memoryMb: 256 },
    { id: "n2", name: "worker-2", labels: { "quants-ctl.pool": "high" } },
  ]);
  copyFileSync(EXAMPLE, join(base.directory, "platform.yml"));
  cli = base.with({ env: { QUANTS_CTL_DOCKER: docker.path, PATH: process.env["PATH"] ?? "" } });
});
afterEach(() => base.dispose());

const configs = (): string[] => docker.state().configs.map(({ name }) => name);

test("a full pool is named, with why and what would help at which price, and nothing is made", async () => {
  const result = await cli("tenant create ada --tier free");
  expect(result.status).toBe(8);
  expect(result.stderr).toContain("There is no room for ada in pool low.");
  expect(result.stderr).toContain("Its workers: worker-1: 217 MB of memory are free, not 512");
  expect(result.stderr).not.toContain("worker-2");
  expect(result.stderr).toMatch(/worker add NAME --pool low \(a \w+ costs \$\d+ a month\)/);
  expect(result.stderr).toContain("tenant hibernate run");
  expect(result.stderr).toContain("tenant create ada --tier free --allow-pending");
  expect(configs()).toEqual([]);
  expect((await cli("tenant list --output json")).json()).toEqual([]);
});

test("one that may wait is recorded, listed, and given up again", async () => {
  const result = await cli("tenant create ada --tier free --bots binance=2 --allow-pending");
  expect(result.status).toBe(8);
  expect(result.stderr).toContain("it is pending");
  expect(result.stderr).toContain("to give it up: quants-ctl tenant destroy ada");
  expect(configs()).toEqual(["qt-pending-ada"]);
  expect((await cli("tenant list --output json")).json()).toEqual([
    {
      ...{ tenant: "ada", tier: "free", stage: "awake", worker: null, status: "pending" },
      ...{ running: 0, parts: 0, bots_by_exchange: { binance: 2 } },
    },
  ]);
  const info = await cli("tenant info ada");
  expect(info.status).toBe(3);
  expect(info.stderr).toContain("ada is pending: it has no place yet.");
  // Tier and bots are known by now.
  expect((await cli("tenant create ada")).stderr).toContain("it is pending");
  const [config] = docker.state().configs;
  expect(config?.labels).toMatchObject({ "quants-ctl.bots": "binance=2" });
  expect((await cli("tenant destroy ada --yes")).status).toBe(0);
  expect(configs()).toEqual([]);
});

test("one of which nothing is known needs a tier", async () => {
  const result = await cli("tenant create ada");
  expect(result.status).toBe(2);
  expect(result.stderr).toContain("--tier is missing");
});
