import type { PostgresServers } from "../../../core/contracts/postgres-control.ts";
import type { Context } from "../../../core/context.ts";
import type { PostgresAddress } from "../../../core/migration/postgres/address.ts";
import { checkServers, checkVectors, remarks } from "../../../core/migration/postgres/checks.ts";
import type { Migration } from "../../../core/migration/postgres/migration.ts";

interface Options {
  jobs?: number;
  sample?: number;
  verifyOnly?: boolean;
}

const JOBS = 4;
const SAMPLE = 1_000;

/** Asks both servers, and refuses what can't work. Only reads. */
export async function prepare(
  servers: PostgresServers,
  { from, to }: { from: PostgresAddress; to: PostgresAddress },
  options: Options,
  { clock, signal, narrator, journal }: Pick<Context, "clock" | "signal" | "narrator" | "journal">,
): Promise<Migration> {
  narrator.waiting("asking both servers");
  const source = await servers.source.facts();
  const target = await servers.target.facts();
  checkServers(source, target);
  const catalogue = await servers.source.catalogue();
  const limits = checkVectors(catalogue.vectors);
  if (options.verifyOnly !== true) {
    const { version } = await servers.useTools(source, target);
    narrator.step(
      `PostgreSQL ${source.version} to ${target.version}, with pg_dump ${version}: ${catalogue.tables.length} tables`,
    );
    for (const it of [...limits, ...remarks(source, target, catalogue)]) narrator.warn(it);
  }
  return {
    ...{ servers, clock, signal, catalogue, from: from.label, to: to.label, copied: new Map() },
    jobs: options.jobs ?? JOBS,
    sample: options.sample ?? SAMPLE,
    say: (text) => narrator.step(text),
    waiting: (text) => narrator.waiting(text),
    onStage: (stage) => journal.remember({ stage }),
  };
}
