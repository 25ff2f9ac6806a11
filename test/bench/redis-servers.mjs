import { spawn, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

/** Servers on loopback that keep nothing; null when there is no redis-server. */
export async function startServers(folder, count, more = async () => []) {
  if (spawnSync("redis-server", ["--version"]).status !== 0) return null;
  const servers = [];
  for (let index = 0; index < count; index += 1) {
    const port = await freePort();
    const directory = join(folder, `redis-${port}`);
    mkdirSync(directory);
    const argv = ["--bind", "127.0.0.1", "--port", String(port), "--dir", directory];
    const child = spawn("redis-server", [...argv, "--save", "", ...(await more(freePort))]);
    await new Promise((resolve, reject) => {
      child.once("close", () => reject(new Error("redis-server ended")));
      let said = "";
      child.stdout.on("data", (chunk) => {
        said += chunk;
        if (said.includes("Ready to accept connections")) resolve();
      });
    });
    servers.push({ port, url: `redis://127.0.0.1:${port}`, child });
  }
  return servers;
}

export function cli(port, ...argv) {
  const { status, stdout, stderr } = spawnSync("redis-cli", ["-p", String(port), ...argv]);
  if (status !== 0) throw new Error(`redis-cli ${argv.join(" ")}: ${stdout}${stderr}`);
  return stdout.toString().trim();
}

export function stop(servers) {
  for (const { child } of servers ?? []) child.kill("SIGKILL");
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
