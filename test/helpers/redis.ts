import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Workplace } from "./process.ts";
import { outputOf } from "./run.ts";
import { tool } from "./tools.ts";

/** For `describeWith`: what a Redis of one's own needs. */
export const redisTools = (): Record<string, string | null> => ({
  "redis-server": tool("redis-server"),
  "redis-cli": tool("redis-cli"),
});

export interface RedisServer {
  readonly port: number;
  readonly url: string;
  /** Runs redis-cli; resolves with what it prints. */
  cli(...argv: readonly string[]): Promise<string>;
  /** The same for commands in the server's own protocol, or one on each line. */
  pipe(commands: string): Promise<void>;
  stop(): Promise<void>;
}

/** A server on loopback with a folder of its own; it keeps nothing. */
export async function startRedis(
  { directory, spawn }: Workplace,
  more: readonly string[] = [],
): Promise<RedisServer> {
  const port = await freePort();
  const isTls = more.includes("--tls-port");
  const argv = [
    ...["--bind", "127.0.0.1", "--dir", mkdtempSync(join(directory, "redis-"))],
    ...["--save", "", "--appendonly", "no", "--port", isTls ? "0" : String(port)],
    ...more.map((it) => (it === "PORT" ? String(port) : it)),
  ];
  const server = spawn(tool("redis-server") ?? "redis-server", argv);
  await server.until(/Ready to accept connections/);
  const base = ["-h", "127.0.0.1", "-p", String(port)];
  const cli = (...words: readonly string[]): Promise<string> =>
    outputOf("redis-cli", [...base, ...words]);
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    cli,
    pipe: async (commands) => {
      await outputOf("redis-cli", [...base, "--pipe"], { stdin: commands });
    },
    stop: async () => {
      server.kill("SIGKILL");
      await server.exited;
    },
  };
}

/** A cluster of that many servers, all slots served. */
export async function startCluster(workplace: Workplace, count: number): Promise<RedisServer[]> {
  const servers: RedisServer[] = [];
  for (let index = 0; index < count; index += 1) {
    const bus = String(await freePort());
    servers.push(await startRedis(workplace, ["--cluster-enabled", "yes", "--cluster-port", bus]));
  }
  const addresses = servers.map(({ port }) => `127.0.0.1:${port}`);
  const argv = ["--cluster", "create", ...addresses, "--cluster-replicas", "0", "--cluster-yes"];
  await outputOf("redis-cli", argv);
  return servers;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
