import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { platformSchema } from "../../../src/core/platform/schema.ts";
import type { EngineTenant } from "../../../src/core/contracts/tenant-engine.ts";
import type { Work } from "../../../src/core/tenants/work.ts";
import { workerRecords } from "../../../src/commands/worker/records.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeDocker, fakeDocker, fakeTenant } from "../../helpers/fake-docker.ts";
import { testPlatform } from "../../helpers/swarm.ts";

const EXAMPLE = fileURLToPath(new URL("../../../config/examples/platform.yml", import.meta.url));
const HOSTILE = ["\u001B[2J\u001B]0;x\u0007", "__proto__", "constructor", "\u202Etxt", "a\nb"];
const LONG = "x".repeat(10_000);

let base: Cli & { dispose: () => void };
let cli: Cli;
let docker: FakeDocker;

beforeEach(() => {
  base = makeCli();
  docker = fakeDocker(base.directory, []);
  cli = base.with({ env: { QUANTS_CTL_DOCKER: docker.path, PATH: process.env["PATH"] ?? "" } });
  writeFileSync(join(base.directory, "platform.yml"), readFileSync(EXAMPLE));
});
afterEach(() => base.dispose());

describe("labels and names that mean harm", () => {
  const names = [...HOSTILE, LONG];
  beforeEach(() => {
    docker.change((state) => {
      state.nodes = names.map((name, index) => ({
        ...{ id: `n${index}`, name, labels: { "quants-ctl.pool": name } },
      }));
      state.nodes.push({ id: "ok", name: "worker-1", labels: { "quants-ctl.pool": "low" } });
      state.services = [
        ...names.flatMap((name) => fakeTenant(name, "ok", { tier: name })),
        ...fakeTenant("ada", "ok", { tier: "__proto__", bots: "__proto__=3" }),
        ...fakeTenant("bob", "ok", { tier: LONG }),
      ];
    });
  });

  test("have no pool and no score, and make no line of a table long", async () => {
    const { stdout, status } = await cli("worker list --output json");
    expect(status).toBe(0);
    const workers = JSON.parse(stdout) as { worker: string; max_tenants: number | null }[];
    const known = workers.filter((it) => it.max_tenants !== null).map((it) => it.worker);
    expect(known).toEqual(["worker-1"]);
    for (const line of ["worker list", "tenant list", "tenant place zoe --tier free"]) {
      const shown = await cli(line);
      expect(shown.stdout).not.toMatch(/[\u001B\u0007\u202E]|NaN/);
      expect(Math.max(...shown.stdout.split("\n").map((it) => it.length))).toBeLessThan(500);
    }
    expect((await cli("worker list --output yaml")).stdout).not.toContain(".nan");
  });

  test("are no tenants when no tenant may be called so", async () => {
    const { stdout } = await cli("tenant list --output json");
    const tenants = JSON.parse(stdout) as { tenant: string }[];
    expect(tenants.map((it) => it.tenant)).toEqual(["ada", "bob", "constructor"]);
    expect((await cli("tenant place ada")).stderr).toContain("There is no tier __proto__.");
  });
});

test("100,000 tenants on 2,000 workers are counted one by one, not all by all", () => {
  const nodes = Array.from({ length: 2_000 }, (_, index) => ({
    ...{ id: `n${index}`, name: `w${index}`, pool: "low", state: "ready" as const },
    ...{ address: null, is_manager: false, cpu: 32, memory_mb: 131_072 },
  }));
  const tenants = Array.from({ length: 100_000 }, (_, index): EngineTenant => {
    const part = { name: "bot", wanted: true, healthy: true, volumes: [] };
    return {
      ...{ name: `t${index}`, tier: "free", stage: "awake", bots_by_exchange: { binance: 1 } },
      ...{
        move: null,
        restore: null,
        is_new: false,
        lost: [],
        is_leaving: false,
        parts: [{ ...part, node: `n${index % 2_000}` }],
      },
    };
  });
  const platform = platformSchema.parse(testPlatform("/srv"));
  const records = workerRecords({ nodes, platform } as unknown as Work, tenants);
  expect(new Set(records.map((it) => it.tenants))).toEqual(new Set([50]));
});

test.each([
  ["Error response from daemon: This node is not a swarm manager.", 5, "docker swarm init"],
  ["Cannot connect to the Docker daemon at unix:///x.", 8, "Is dockerd running there"],
  ["client version 1.52 is too new. Maximum supported API version is 1.40", 5, "20.10 or later"],
])("an engine that says '%s' is one clear error", async (said, status, hint) => {
  docker.refuse("node ls", said);
  for (const line of ["worker list", "tenant list", "tenant place ada --tier free"]) {
    const ended = await cli(line);
    expect(ended).toMatchObject({ status, stdout: "" });
    expect(ended.stderr).toContain(hint);
  }
});
