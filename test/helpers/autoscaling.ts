import type { AutoscaleRecord } from "../../src/core/records/autoscale.ts";
import { type Cli, makeCli } from "./cli.ts";
import { type FakeClock, fakeClock } from "./fake-clock.ts";
import { fakePrometheus, type FakePrometheus, type Measured } from "./pool-metrics.ts";
import { type ScaledPlatform, scaledPlatform } from "./scaled-platform.ts";

const CALM: Measured = { cpu: 0.2, memory: 0.3, calmCpu: 0.2, calmMemory: 0.3 };

export interface Autoscaling extends ScaledPlatform {
  cli: Cli;
  clock: FakeClock;
  prometheus: FakePrometheus;
  /** So many workers of the pool are measured, and are calm but for these values. */
  measured(pool: string, workers: number, values?: Measured): void;
  /** Makes a worker, ten hours ago. */
  worker(name: string, more?: { pool?: string; tags?: string; server?: boolean }): Promise<void>;
  run(line?: string, status?: number): Promise<AutoscaleRecord>;
  /** Names of the nodes beside the manager. */
  workers(): string[];
  servers(): Promise<string[]>;
  dispose(): void;
}

/** A platform of two pools with nothing in them, on the sandbox, and what measures it. */
export async function autoscaling(pools?: object): Promise<Autoscaling> {
  const prometheus = await fakePrometheus();
  const clock = fakeClock({ auto: true });
  const base = makeCli({ clock, env: { QUANTS_CTL_SANDBOX_ADDRESS_POOL: "127.0.22.0/24" } });
  const nodes = [{ id: "n0", name: "portal", manager: true }];
  const place = scaledPlatform(base.directory, {
    ...{ nodes, url: prometheus.url },
    ...(pools && { pools }),
  });
  const cli = base.with({ env: place.env });
  return {
    ...{ ...place, cli, clock, prometheus },
    measured(pool, workers, values = {}) {
      prometheus.pools[pool] = { ...CALM, measured: workers, calmMeasured: workers, ...values };
    },
    async worker(name, { pool = "low", tags = "", server = true } = {}) {
      const create = `infra create --name ${name} --bundle medium_3_0 --static-ip --tag Service=worker`;
      if (server) await cli(`${create} --tag Pool=${pool} ${tags}`.trim());
      place.docker.change((state) => {
        const labels = { "quants-ctl.pool": pool };
        const created = new Date(clock.now()).toISOString();
        state.nodes.push({ id: `id-${name}`, name, labels, created });
      });
      await clock.advance(10 * 3_600_000);
    },
    async run(line = "", status = 0) {
      const result = await cli(`autoscale run --output json ${line}`.trim());
      if (result.status !== status) throw new Error(`${result.status}: ${result.stderr}`);
      return result.json() as AutoscaleRecord;
    },
    workers: () =>
      place.docker
        .state()
        .nodes.map(({ name }) => name)
        .filter((name) => name !== "portal"),
    async servers() {
      const all = (await cli("infra list --output json")).json() as { name: string }[];
      return all.map(({ name }) => name);
    },
    dispose() {
      prometheus.close();
      base.dispose();
    },
  };
}
