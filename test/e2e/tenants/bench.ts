import { expect } from "vitest";
import type { Cli } from "../../helpers/cli.ts";
import type { Swarm } from "../../helpers/swarm.ts";

/** Of waits of the command itself; a test ends far earlier. */
export const WAIT = "150s";

/** The program on a Swarm, and what its tenants have inside. */
export interface Bench {
  swarm: Swarm;
  cli: Cli;
  quants(...args: string[]): Promise<Record<string, unknown>>;
  workerOf(tenant: string): Promise<string>;
  /** Runs a program in a tenant's part. */
  inside(tenant: string, part: string, ...args: string[]): Promise<string>;
  /** From one part to the database at an address. */
  sql(tenant: string, from: string, at: string, statement: string): Promise<string>;
}

export function makeBench(swarm: Swarm, cli: Cli): Bench {
  const quants: Bench["quants"] = async (...args) => {
    const result = await cli([...args, "--output", "json"].join(" "));
    expect(result.stderr).toBe("");
    return JSON.parse(result.stdout) as Record<string, unknown>;
  };
  const workerOf = async (tenant: string): Promise<string> =>
    String((await quants("tenant", "info", tenant))["worker"]);
  const inside: Bench["inside"] = async (tenant, part, ...args) => {
    const index = swarm.names.indexOf(await workerOf(tenant));
    const found = ["ps", "--quiet", "--filter", `name=qt-${tenant}_${part}.`];
    return swarm.docker(["exec", await swarm.docker(found, index), ...args], index);
  };
  const psql =
    'PGPASSWORD=$(cat /run/secrets/postgres-password) /with psql -h "$1" -U tenant -d postgres -Atc "$2"';
  return {
    ...{ swarm, cli, quants, workerOf, inside },
    sql: (tenant, from, at, statement) =>
      inside(tenant, from, "sh", "-c", psql, "sh", at, statement),
  };
}
