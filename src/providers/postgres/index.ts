import { randomUUID } from "node:crypto";
import type { CallObserver } from "../../core/contracts/call-observer.ts";
import type { Host } from "../../core/context.ts";
import type { PostgresControl } from "../../core/contracts/postgres-control.ts";
import { PrivateFolder } from "../../core/files/private-folder.ts";
import { Archive } from "./archive.ts";
import { Children } from "./children.ts";
import { serverEnvironment } from "./environment.ts";
import { PostgresFolder } from "./folder.ts";
import { Source, Target } from "./server.ts";
import { PsqlSession } from "./session.ts";
import { findPsql, findTools } from "./tools.ts";

/** Migrates with PostgreSQL's own programs, as child processes. */
export function createPostgres(host: Host, observe: CallObserver): PostgresControl {
  const { env, cwd, signal, clock } = host;
  return {
    async withServers({ from, to, binDir }, work) {
      const where = { binDir, env, cwd };
      const psql = findPsql(where);
      const run = randomUUID();
      const secrets = new PrivateFolder();
      const folder = new PostgresFolder(env, from.label, to.label);
      const changed = (pids: readonly number[]): void => folder.running(pids);
      const children = new Children({ signal, clock, changed });
      try {
        const sides = {
          from: {
            label: from.label,
            env: serverEnvironment(from, { env, folder: secrets, run, which: "from" }),
          },
          to: {
            label: to.label,
            env: serverEnvironment(to, { env, folder: secrets, run, which: "to" }),
          },
        };
        const archive = new Archive({ ...sides, children, folder: secrets, observe, signal });
        const open = (side: { label: string; env: Record<string, string> }): Promise<PsqlSession> =>
          PsqlSession.open({ ...side, psql, children, signal });
        const source = new Source(await open(sides.from), archive);
        const target = new Target(await open(sides.to), archive);
        return await work({
          run,
          source,
          target,
          folder,
          list: (dump, section) => archive.list(dump, section),
          async useTools(of, into) {
            const both = { source: of, target: into };
            const tools = await findTools(where, children, sides.to.env, both);
            archive.use(tools);
            return tools;
          },
        });
      } finally {
        children.close();
        folder.release();
        secrets.remove();
      }
    },
  };
}
