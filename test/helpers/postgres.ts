import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmodSync, chownSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { outputOf } from "./run.ts";

/** Debian keeps the server's programs off the PATH. */
const ROOT = "/usr/lib/postgresql";

/** Where initdb and the like are; null without a server's package. */
export function serverPrograms(): string | null {
  try {
    const [version] = readdirSync(ROOT).toSorted((a, b) => Number(b) - Number(a));
    const folder = join(ROOT, version ?? "", "bin");
    return readdirSync(folder).includes("initdb") ? folder : null;
  } catch {
    return null;
  }
}

/** For every user; with what a password file has to escape. */
export const PASSWORD = String.raw`canary-pg:3f\91:xx`;

export interface TestServer {
  port: number;
  /** The folder of its socket, where no password is asked for. */
  sockets: string;
  url(database: string, user?: string): string;
  /** Runs SQL as the superuser; resolves with what it writes. */
  sql(database: string, text: string): Promise<string>;
  /** Runs SQL in a session that goes on, with what it holds, until it is released. */
  hold(database: string, text: string): Promise<{ release(): Promise<void> }>;
  /** The whole database as SQL. */
  dump(database: string): Promise<string>;
  stop(): Promise<void>;
}

/** A server of its own on a free loopback port, in a temporary folder. */
export async function startPostgres(settings: readonly string[] = []): Promise<TestServer> {
  const bin = serverPrograms();
  if (bin === null) throw new Error("There is no PostgreSQL server on this machine.");
  const directory = mkdtempSync(join(tmpdir(), "quants-pg-"));
  const data = join(directory, "data");
  const passwords = join(directory, "password");
  writeFileSync(passwords, `${PASSWORD}\n`);
  // The server refuses to run as root.
  const owner = process.getuid?.() === 0 ? await ids("postgres") : null;
  if (owner !== null) {
    for (const path of [directory, passwords]) chownSync(path, owner.uid, owner.gid);
  }
  chmodSync(directory, 0o755);
  const auth = ["--auth-local=trust", "--auth-host=scram-sha-256", `--pwfile=${passwords}`];
  const locale = ["--encoding=UTF8", "--locale=C.UTF-8"];
  const init = ["-D", data, "-U", "postgres", "--no-sync", ...auth, ...locale];
  await ended(spawn(join(bin, "initdb"), init, { ...owner, cwd: directory, stdio: "ignore" }));
  const port = await freePort();
  const given = ["fsync=off", "listen_addresses=127.0.0.1", "max_connections=40", ...settings];
  const args = [
    "-D",
    data,
    "-p",
    String(port),
    "-k",
    directory,
    ...given.flatMap((it) => ["-c", it]),
  ];
  const server = spawn(join(bin, "postgres"), args, {
    ...owner,
    cwd: directory,
    stdio: ["ignore", "ignore", "pipe"],
  });
  await said(server, /database system is ready to accept connections/);
  const env = {
    ...process.env,
    PGHOST: directory,
    PGPORT: String(port),
    PGUSER: "postgres",
    LC_ALL: "C",
  };
  const psql = ["-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1"];
  return {
    port,
    sockets: directory,
    url: (database, user = "postgres") => `postgresql://${user}@127.0.0.1:${port}/${database}`,
    sql: (database, text) => outputOf(join(bin, "psql"), [...psql, database], { env, stdin: text }),
    async hold(database, text) {
      const marker = randomUUID();
      const child = spawn(join(bin, "psql"), [...psql, database], {
        env,
        stdio: ["pipe", "pipe", "inherit"],
      });
      child.stdin.write(`${text}\n\\echo ${marker}\n`);
      await said(child, new RegExp(marker), "stdout");
      return {
        release: async () => {
          child.stdin.end();
          await ended(child);
        },
      };
    },
    dump: async (database) => {
      const text = await outputOf(join(bin, "pg_dump"), ["--no-owner", database], { env });
      // A word that is made up for each dump.
      return text.replaceAll(/^\\(?:un)?restrict .*$/gm, "");
    },
    async stop() {
      server.kill("SIGQUIT");
      await ended(server, null);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function ids(user: string): Promise<{ uid: number; gid: number }> {
  const id = async (flag: string): Promise<number> => Number(await outputOf("id", [flag, user]));
  return { uid: await id("-u"), gid: await id("-g") };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function ended(child: ChildProcess, expected: number | null = 0): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (status) => {
      if (expected === null || status === expected) resolve();
      else reject(new Error(`${child.spawnfile} ended with ${status}`));
    });
  });
}

function said(
  child: ChildProcess,
  pattern: RegExp,
  stream: "stdout" | "stderr" = "stderr",
): Promise<void> {
  let text = "";
  return new Promise((resolve, reject) => {
    child.once("exit", () => reject(new Error(`${child.spawnfile} ended:\n${text}`)));
    child[stream]?.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      if (pattern.test(text)) resolve();
    });
  });
}
