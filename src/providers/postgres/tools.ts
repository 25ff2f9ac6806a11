import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ServerFacts } from "../../core/contracts/postgres-control.ts";
import { QuantsError } from "../../core/errors.ts";
import { findProgram } from "../../core/files/find-program.ts";
import type { Children } from "./children.ts";

type Env = Readonly<Record<string, string | undefined>>;

export interface Tools {
  version: string;
  psql: string;
  dump: string;
  restore: string;
}

/** Where Debian's packages put the programs of each version. */
const DEBIAN = "/usr/lib/postgresql";

interface Where {
  binDir: string | undefined;
  env: Env;
  cwd: string;
}

/** psql of any version asks servers of any version. */
export function findPsql({ binDir, env, cwd }: Where): string {
  const asked = binDir === undefined ? "psql" : join(resolve(cwd, binDir), "psql");
  const found = findProgram(asked, { env, cwd });
  if (found !== undefined) return found;
  throw new QuantsError(
    "config_not_found",
    binDir === undefined ? "psql is not on the PATH." : `There is no psql in ${binDir}.`,
    {
      hint: "Install PostgreSQL's client programs (postgresql-client), or name their folder with --bin-dir.",
      resource: asked,
    },
  );
}

/**
 * pg_dump and pg_restore that suit both servers: not older than the source, or pg_dump refuses it;
 * not newer than the target, or the dump has settings that it does not know.
 */
export async function findTools(
  where: Where,
  children: Children,
  childEnv: Readonly<Record<string, string>>,
  { source, target }: { source: ServerFacts; target: ServerFacts },
): Promise<Tools> {
  const seen: string[] = [];
  for (const folder of foldersOf(where)) {
    const at = (name: string): string | undefined =>
      findProgram(folder === null ? name : join(folder, name), where);
    const [psql, dump, restore] = [at("psql"), at("pg_dump"), at("pg_restore")];
    if (psql === undefined || dump === undefined || restore === undefined) continue;
    const versions = [];
    for (const program of [dump, restore]) {
      const { stdout } = await children.run(program, ["--version"], childEnv);
      versions.push(/\d+(?:\.\d+)*/.exec(stdout)?.[0] ?? "");
    }
    const [version = "", other] = versions;
    const major = Number.parseInt(version, 10);
    const suits = major >= source.major && major <= target.major;
    if (suits && version === other) return { version, psql, dump, restore };
    seen.push(`${dump} ${version}`);
  }
  throw new QuantsError(
    "config_not_found",
    seen.length === 0
      ? "pg_dump and pg_restore are not on this machine."
      : `No pg_dump here suits a source of version ${source.version} and a target of ${target.version}: ${seen.join(", ")}.`,
    {
      hint: `Install postgresql-client-${target.major}, or name the folder of such programs with --bin-dir.`,
      resource: "pg_dump",
    },
  );
}

/** Null stands for the PATH. */
function foldersOf({ binDir, cwd }: Where): (string | null)[] {
  if (binDir !== undefined) return [resolve(cwd, binDir)];
  try {
    return [null, ...readdirSync(DEBIAN).map((version) => join(DEBIAN, version, "bin"))];
  } catch {
    return [null];
  }
}
