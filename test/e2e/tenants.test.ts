import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { chown } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { systemClock } from "../../src/core/clock.ts";
import type { TenantEngine } from "../../src/core/contracts/tenant-engine.ts";
import { describeTenantEngine } from "../contract/tenant-engine.contract.ts";
import { makeCli } from "../helpers/cli.ts";
import { contractPlatform } from "../helpers/contract-platform.ts";
import { dockerEngine } from "../helpers/docker-engine.ts";
import { Swarm, SWARM_TOOLS } from "../helpers/swarm.ts";
import { describeWith, tool } from "../helpers/tools.ts";
import { type Bench, makeBench } from "./tenants/bench.ts";
import { describeJourney } from "./tenants/journey.ts";
import { describeLostWorker } from "./tenants/lost-worker.ts";
import { describePending } from "./tenants/pending.ts";
import { describeResume } from "./tenants/resume.ts";

// PostgreSQL and Redis are Debian's; bot and dashboard are stand-ins, as their images can't be had.
describeWith(
  "tenants on a Docker Swarm of two machines",
  { ...SWARM_TOOLS, restic: tool("restic", ["version"]) },
  () => {
    const swarm = new Swarm(["worker-1", "worker-2"]);
    let bench: Bench;
    let engine: TenantEngine;
    let names: Map<string, string>;

    beforeAll(async () => {
      await swarm.start({ "worker-1": "low", "worker-2": "low" });
      const env = { PATH: process.env["PATH"] ?? "", DOCKER_HOST: swarm.host() };
      const cli = makeCli({ env, clock: systemClock });
      swarm.writePlatform(join(cli.directory, "platform.yml"));
      bench = makeBench(swarm, cli);
      engine = dockerEngine(cli.directory, { host: swarm.host(), volumes: swarm.volumes });
      names = new Map((await engine.nodes()).map(({ id, name }) => [id, name]));
    }, 120_000);
    afterAll(() => swarm.close(), 60_000);

    describeTenantEngine("the engine", () => ({
      ...{ engine, platform: contractPlatform(swarm.volumes) },
      async put(node, tenant, { set, volume }, text) {
        const folder = set === "own" ? tenant : `.${set}-${tenant}`;
        const own = join(swarm.volumesOf(names.get(node) ?? ""), folder);
        const at = join(own, volume);
        mkdirSync(at, { recursive: true });
        chmodSync(own, 0o711);
        await chown(at, 1000, 1000);
        writeFileSync(join(at, "text"), text);
      },
    }));

    describeJourney(() => bench);

    describeLostWorker(() => bench);

    describePending(() => bench);

    describeResume(() => bench);
  },
);
